//! Writes the files of a pack: all of them or none.
//!
//! Every file is first written in full beside its place, under a hidden name that loading
//! ignores; then all are moved into place. A failure on the way takes back what was done.
//! **Invariant:** no file is ever seen half written.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A file or folder that could not be written.
#[derive(Debug, Error)]
#[error("cannot write {path}: {reason}; nothing was changed")]
pub struct WriteError {
    path: String,
    reason: String,
}

/// Writes files into a folder: names relative to it, with `/`, and their texts.
///
/// # Errors
///
/// When any of them cannot be written. Then everything is as it was.
pub fn write_files<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<(), WriteError> {
    let mut undo = Undo::default();
    let mut moves = Vec::new();
    for (number, (name, text)) in files.into_iter().enumerate() {
        let place = folder.join(name);
        let parent = place.parent().unwrap_or(folder).to_owned();
        undo.make_folder(&parent).map_err(|error| failed(&parent, &error))?;
        // A link to a file stays a link: what it leads to is replaced.
        let place = fs::canonicalize(&place).unwrap_or(place);
        if place.is_dir() {
            let reason = "a folder is in its place".to_owned();
            return Err(WriteError { path: place.display().to_string(), reason });
        }
        let aside = aside(&place, number);
        undo.asides.push(aside.clone());
        write_through(&aside, text).map_err(|error| failed(&place, &error))?;
        moves.push((aside, place));
    }
    for (aside, place) in moves {
        let before = match fs::read(&place) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(&place, &error)),
        };
        if before.is_some()
            && let Ok(metadata) = fs::metadata(&place)
        {
            // Who may read it stays as it was. Where that cannot be set, the default holds.
            let _ = fs::set_permissions(&aside, metadata.permissions());
        }
        fs::rename(&aside, &place).map_err(|error| failed(&place, &error))?;
        undo.replaced.push((place, before));
    }
    undo.keep();
    Ok(())
}

/// Writes one file whole.
///
/// # Errors
///
/// When it cannot be written. Then what was there is unchanged.
pub fn write_file(path: &Path, text: &str) -> Result<(), WriteError> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(name) = name else {
        let reason = "it is a folder; name a file in it".to_owned();
        return Err(WriteError { path: path.display().to_string(), reason });
    };
    write_files(folder, [(name.as_str(), text)])
}

/// Writes one file whole, bit by bit: it is put in place once all of it was written.
///
/// # Errors
///
/// When it cannot be written, or when writing it says so. Then what was there is unchanged.
pub(super) fn write_stream<Done, Failed: From<std::io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut fs::File) -> Result<Done, Failed>,
) -> Result<Done, Failed> {
    // A link to a file stays a link: what it leads to is replaced.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if place.is_dir() || place.file_name().is_none() {
        return Err(std::io::Error::other("it is a folder; name a file in it").into());
    }
    let mut undo = Undo::default();
    let aside = aside(&place, 0);
    undo.asides.push(aside.clone());
    let mut file = fs::File::create(&aside)?;
    let done = write(&mut file)?;
    file.sync_all()?;
    fs::rename(&aside, &place)?;
    undo.keep();
    Ok(done)
}

pub(super) fn failed(path: &Path, error: &std::io::Error) -> WriteError {
    WriteError { path: path.display().to_string(), reason: error.to_string() }
}

/// The hidden name beside a file under which it is written first.
fn aside(place: &Path, number: usize) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    // Cut so that a name near the longest allowed stays below it; the number tells them apart,
    // and the process's id keeps two imports at once apart.
    let name: String = name.chars().take(40).collect();
    place.with_file_name(format!(".{name}.{}-{number}.new", std::process::id()))
}

fn write_through(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// What was done so far, taken back when dropped unless it is kept.
#[derive(Default)]
struct Undo {
    folders: Vec<PathBuf>,
    asides: Vec<PathBuf>,
    replaced: Vec<(PathBuf, Option<Vec<u8>>)>,
}

impl Undo {
    /// Makes a folder and those above it, one by one, so that each can be taken back.
    fn make_folder(&mut self, folder: &Path) -> std::io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.make_folder(parent)?;
        }
        fs::create_dir(folder)?;
        self.folders.push(folder.to_owned());
        Ok(())
    }

    fn keep(mut self) {
        self.folders.clear();
        self.asides.clear();
        self.replaced.clear();
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        // Each step may fail on the disk that made us come here; the others are still taken back.
        for (place, before) in self.replaced.drain(..).rev() {
            let _ = match before {
                Some(bytes) => fs::write(&place, bytes),
                None => fs::remove_file(&place),
            };
        }
        for aside in self.asides.drain(..) {
            let _ = fs::remove_file(aside);
        }
        for folder in self.folders.drain(..).rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
