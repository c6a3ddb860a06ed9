//! Backups as files.
//!
//! **Invariant:** a file is never seen half written, and is read back before it takes its place. What
//! is no backup is never overwritten.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::diagnostic::Diagnostic;
use crate::store::Store;
use crate::store::backup::{self, BackupError, Summary};

/// Why a backup could not be written or restored.
#[derive(Debug, Error)]
pub enum BackupFileError {
    /// Something else is in its place.
    #[error("{path} is there and is no backup; name another file")]
    Occupied {
        /// The file.
        path: String,
    },
    /// The file cannot be made, read or moved.
    #[error("cannot use {path}: {reason}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        reason: io::Error,
    },
    /// What was written is not what can be read.
    #[error("{path} does not read back as it was written, so it was not kept; look at the disk")]
    Differs {
        /// The file.
        path: String,
    },
    /// The database or the file gave up on the way.
    #[error(transparent)]
    Backup(#[from] BackupError),
}

/// Writes a backup of a store to a file, and reads it back.
///
/// # Errors
///
/// When any of it cannot be done. Then whatever was in the place of the file is unchanged.
pub async fn write(store: &Store, path: &Path, now: u64) -> Result<Summary, BackupFileError> {
    let failed = |reason| BackupFileError::File { path: path.display().to_string(), reason };
    if is_something_else(path).map_err(failed)? {
        return Err(BackupFileError::Occupied { path: path.display().to_string() });
    }
    let aside = Aside::beside(path).map_err(failed)?;
    let file = new_file(&aside.0).map_err(failed)?;
    let mut out = BufWriter::new(file);
    let written = store.back_up(&mut out, now).await?;
    let file = out.into_inner().map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)?;
    let shown = path.display().to_string();
    let read_back = backup::check(&shown, &mut open(&aside.0).map_err(failed)?).map_err(failed)?;
    if read_back.as_ref() != Ok(&written) {
        return Err(BackupFileError::Differs { path: shown });
    }
    fs::rename(&aside.0, path).map_err(failed)?;
    Ok(written)
}

/// What a backup file holds, or everything that is wrong with it.
///
/// # Errors
///
/// When it cannot be read.
pub fn check(path: &Path) -> Result<Result<Summary, Vec<Diagnostic>>, BackupFileError> {
    let shown = path.display().to_string();
    let checked = open(path).and_then(|mut input| backup::check(&shown, &mut input));
    checked.map_err(|reason| BackupFileError::File { path: shown, reason })
}

/// Restores a file that was checked into a store.
///
/// # Errors
///
/// When any of it cannot be done. Then the store is as it was.
pub async fn restore(
    store: &Store,
    path: &Path,
    checked: &Summary,
    force: bool,
) -> Result<Summary, BackupFileError> {
    let failed = |reason| BackupFileError::File { path: path.display().to_string(), reason };
    let mut input = open(path).map_err(failed)?;
    Ok(store.restore(&mut input, checked, force).await?)
}

fn open(path: &Path) -> io::Result<BufReader<File>> {
    Ok(BufReader::new(File::open(path)?))
}

/// Whether there is a file that is no backup: a typing error must not cost a database.
fn is_something_else(path: &Path) -> io::Result<bool> {
    let mut input = match open(path) {
        Ok(input) => input,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    let mut start = Vec::new();
    io::Read::take(&mut input, 32).read_until(b':', &mut start)?;
    Ok(!start.is_empty() && start != b"{\"signpost_backup\":")
}

/// Only its owner may read it: it says who asked when.
fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.flush()?;
    Ok(file)
}

/// A hidden file beside another, removed unless it was moved.
struct Aside(PathBuf);

impl Aside {
    fn beside(path: &Path) -> io::Result<Self> {
        let Some(name) = path.file_name() else {
            return Err(io::Error::other("it is a folder; name a file in it"));
        };
        let name: String = name.to_string_lossy().chars().take(40).collect();
        Ok(Aside(path.with_file_name(format!(".{name}.{}.new", std::process::id()))))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // Gone already where it took its place.
        let _ = fs::remove_file(&self.0);
    }
}
