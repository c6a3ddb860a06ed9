//! Asks the linker for a smaller program where the system can load it, and gives the engine a number.
//!
//! A program that may be loaded anywhere has some 50,000 pointers that are put right when it starts.
//! Written plainly, their list takes 1.3 MB, all of which is read and stays in memory. Packed
//! (`DT_RELR`) it takes a hundredth. glibc reads that from version 2.36 on.
//!
//! What is learnt from the knowledge is kept from one start to the next (`src/app/cache.rs`). Another
//! engine may learn something else, so that a number made of its source and of what it is built with stands
//! beside what was kept.
//!
//! **Invariant:** a program that this machine could not start is never asked for.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// The first glibc that reads packed relocations.
const GLIBC: (u32, u32) = (2, 36);

/// What the engine is made of.
const ENGINE: [&str; 2] = ["src/engine", "Cargo.lock"];

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=SIGNPOST_ENGINE={:016x}", number_of_engine()?);
    let is_here = env::var("TARGET").is_ok_and(|target| env::var("HOST") == Ok(target));
    let has = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    let is_linux = has("CARGO_CFG_TARGET_OS", "linux") && has("CARGO_CFG_TARGET_ENV", "gnu");
    if is_here && is_linux && glibc().is_some_and(|version| version >= GLIBC) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    Ok(())
}

/// A number for the source of the engine and the versions of what it uses.
fn number_of_engine() -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    for path in ENGINE {
        println!("cargo:rerun-if-changed={path}");
        for file in files_below(Path::new(path))? {
            fs::read(file)?.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// The files of a folder and of its folders, sorted; or the file itself. Examples are left out: what is learnt
/// from them lies beside them.
fn files_below(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for item in fs::read_dir(path)? {
        let path = item?.path();
        if !path.ends_with("likeness/examples") {
            found.extend(files_below(&path)?);
        }
    }
    found.sort();
    Ok(found)
}

/// The version of the glibc of this machine, where its `ldd` tells.
fn glibc() -> Option<(u32, u32)> {
    let output = Command::new("ldd").arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (major, minor) = text.lines().next()?.split_whitespace().last()?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
