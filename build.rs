//! Asks the linker for a smaller program where the system can load it.
//!
//! A program that may be loaded anywhere has some 50,000 pointers that are put right when it starts.
//! Written plainly, their list takes 1.3 MB, all of which is read and stays in memory. Packed
//! (`DT_RELR`) it takes a hundredth. glibc reads that from version 2.36 on.
//!
//! **Invariant:** a program that this machine could not start is never asked for.

use std::env;
use std::process::Command;

/// The first glibc that reads packed relocations.
const GLIBC: (u32, u32) = (2, 36);

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is_here = env::var("TARGET").is_ok_and(|target| env::var("HOST") == Ok(target));
    let has = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let is_linux = has("CARGO_CFG_TARGET_OS", "linux") && has("CARGO_CFG_TARGET_ENV", "gnu");
    if is_here && is_linux && glibc().is_some_and(|version| version >= GLIBC) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The version of the glibc of this machine, where its `ldd` tells.
fn glibc() -> Option<(u32, u32)> {
    let output = Command::new("ldd").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (major, minor) = text.lines().next()?.split_whitespace().last()?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
