//! What `signpost check` finds, case by case.
//!
//! Each folder under tests/knowledge is a case. It holds what is checked, which is everything in
//! it but `expected.txt`, and there what is printed. After a change that is meant,
//! `UPDATE_EXPECT=1 cargo test --test check` writes the new outputs: read the difference.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use signpost::app::check::check;
use toml::value::Date;

/// The day on which every case is checked.
const TODAY: Date = Date { year: 2026, month: 11, day: 22 };

fn case(expected: &Path) -> Result<(), Box<dyn Error>> {
    let folder = expected.parent().ok_or("a case is a folder")?;
    let mut paths: Vec<PathBuf> = Vec::new();
    for item in fs::read_dir(folder)? {
        let path = item?.path();
        if path != expected {
            paths.push(path);
        }
    }
    paths.sort();
    let printed = match check(&paths, TODAY) {
        Ok(checked) => {
            let mut text = String::new();
            for diagnostic in &checked.diagnostics {
                writeln!(text, "{diagnostic}\n")?;
            }
            writeln!(text, "{}", checked.summary())?;
            text
        }
        Err(error) => format!("error: {error}\n"),
    };
    // Cases read the same wherever the project is.
    let printed = printed.replace('\\', "/").replace(&format!("{}/", folder.display()), "");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return Ok(fs::write(expected, printed)?);
    }
    let wanted = fs::read_to_string(expected)?;
    if wanted == printed {
        return Ok(());
    }
    Err(format!("expected:\n{wanted}\nfound:\n{printed}").into())
}

datatest_stable::harness! {
    { test = case, root = "tests/knowledge", pattern = r"^[^/]+/expected\.txt$" },
}
