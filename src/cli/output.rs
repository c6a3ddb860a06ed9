//! What commands print on standard output.
//!
//! **Invariant:** whoever reads decides how much: once nobody reads any more, as in
//! `signpost export | head`, the command ends quietly and well. Only `check` goes on: what it found
//! decides how it ends.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write as _};

use super::Ending;

/// Prints a line, in colours where the terminal has some.
macro_rules! line {
    () => { $crate::cli::output::print(::std::format_args!("\n")) };
    ($($text:tt)*) => {
        $crate::cli::output::print(::std::format_args!("{}\n", ::std::format_args!($($text)*)))
    };
}

/// Prints a text as [`line`] does, without an end of line.
macro_rules! text {
    ($($text:tt)*) => { $crate::cli::output::print(::std::format_args!($($text)*)) };
}

pub(super) use {line, text};

/// Prints a text, in colours where the terminal has some.
pub(super) fn print(text: Arguments<'_>) {
    let mut out = anstream::stdout().lock();
    let printed = out.write_fmt(text).and_then(|()| out.flush());
    drop(out);
    end_unless(printed);
}

/// Writes a text as it is.
pub(super) fn write(text: &str) {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    drop(out);
    end_unless(written);
}

/// Ends the program where something could not be printed: there is nobody left to do more for. What a
/// command keeps is on disk before it prints, and nothing else of it has to be finished.
fn end_unless(printed: io::Result<()>) {
    let Err(error) = printed else { return };
    let ending = if error.kind() == ErrorKind::BrokenPipe {
        Ending::Fine
    } else {
        anstream::eprintln!("error: cannot write to standard output: {error}");
        Ending::Usage
    };
    std::process::exit(ending.code().into());
}
