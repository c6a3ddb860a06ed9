//! Opens files of word vectors, and makes the compact form out of text.
//!
//! A compact file is read where it lies, by position. Mapping it into memory would take as little, and
//! the system keeps what is read often in memory either way; but of a mapped file that somebody copies
//! another one over, the next read kills the bot, where here it finds no vector.
//!
//! **Invariant:** what is wrong with a file is told with its path, its line and how to mend it.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use super::{ReadError, WriteError, write};
use crate::config::Setting;
use crate::diagnostic::{Diagnostic, Source};
use crate::engine::vectors::{
    Bytes, Compactor, LineError, Lines, Malformed, WordVectors, is_compact,
};

/// Of a text that is read at each start, so many words are kept: those that anybody uses, in less
/// memory than an index of some size. Whoever wants more writes a compact file.
const MOST_OF_TEXT: u32 = 400_000;

/// What is wrong with a file of word vectors.
#[derive(Debug, Error)]
pub enum VectorsError {
    /// It cannot be read at all.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A line of a text is not as it should be.
    #[error("{path}:{line}: {error}")]
    Line {
        /// The file.
        path: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        error: LineError,
    },
    /// A compact file is not as it should be.
    #[error("{path}: {error}; write it anew with `signpost vectors compact`")]
    Compact {
        /// The file.
        path: String,
        /// What is wrong with it.
        error: Malformed,
    },
    /// A compact file was given where a text is wanted.
    #[error("{path} is compact already; give the text file that it was made from")]
    IsCompact {
        /// The file.
        path: String,
    },
    /// The compact file cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// A compact file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Words in it.
    pub words: u32,
    /// Numbers of each.
    pub dimensions: usize,
    /// The length of the text, in bytes.
    pub before: u64,
    /// The length of the compact file, in bytes.
    pub after: u64,
}

/// Opens a file of word vectors: a compact one, or a text.
///
/// # Errors
///
/// When it cannot be read, or is not as it should be.
pub fn open(path: &Path) -> Result<WordVectors, VectorsError> {
    let (file, is_compact) = open_file(path)?;
    let shown = path.display().to_string();
    let bytes: Arc<dyn Bytes> = if is_compact {
        let length = file.metadata().map_err(|error| unreadable(path, &error))?.len();
        Arc::new(OnDisk { file, length })
    } else {
        let mut bytes = Compactor::opening();
        let mut take = |rows: &[u8]| {
            bytes.extend_from_slice(rows);
            Ok(())
        };
        let read = compact_lines(path, file, Some(MOST_OF_TEXT), &mut take);
        let finished = read.map_err(|failed| failed.of(path))?.finish();
        bytes[..finished.header.len()].copy_from_slice(&finished.header);
        bytes.extend_from_slice(&finished.tables);
        bytes.shrink_to_fit();
        Arc::new(bytes)
    };
    WordVectors::open(bytes).map_err(|error| VectorsError::Compact { path: shown, error })
}

/// Opens the word vectors that the settings name. If they cannot be read, matching goes on without
/// them, and that is an error.
#[must_use]
pub fn load(path: &Setting<Option<PathBuf>>) -> (Option<WordVectors>, Vec<Diagnostic>) {
    let Some(named) = &path.value else { return (None, Vec::new()) };
    let error = match open(named) {
        Ok(vectors) => return (Some(vectors), Vec::new()),
        Err(error) => error,
    };
    let help = format!("mend it, or change `matching.word_vectors` (now from {})", path.origin);
    let shown = named.display().to_string();
    let (line, message) = match &error {
        VectorsError::Line { line, error, .. } => (*line, error.to_string()),
        error => (0, error.to_string()),
    };
    let message = format!("{message}; questions are matched without word vectors");
    let found = Source::new(&shown, "").error("word-vectors", line, message, help);
    (None, vec![found])
}

/// Writes the compact form of a text, of its first words where a number of them is given.
///
/// # Errors
///
/// When the text cannot be read or is not as it should be, or when the file cannot be written. Then
/// what was there is unchanged.
pub fn compact(from: &Path, to: &Path, words: Option<u32>) -> Result<Written, VectorsError> {
    let (file, is_compact) = open_file(from)?;
    if is_compact {
        return Err(VectorsError::IsCompact { path: from.display().to_string() });
    }
    let before = file.metadata().map_err(|error| unreadable(from, &error))?.len();
    let mut dimensions = 0;
    let (words, after) = write::write_stream(to, |into| {
        let mut into = BufWriter::new(into);
        let failed = |error: io::Error| Failed::Writing(error);
        into.write_all(&Compactor::opening()).map_err(failed)?;
        let mut take = |rows: &[u8]| into.write_all(rows);
        let compactor = compact_lines(from, file, words, &mut take)?;
        dimensions = compactor.dimensions();
        let finished = compactor.finish();
        into.write_all(&finished.tables).map_err(failed)?;
        let length = into.stream_position().map_err(failed)?;
        into.seek(SeekFrom::Start(0)).map_err(failed)?;
        into.write_all(&finished.header).map_err(failed)?;
        into.flush().map_err(failed)?;
        Ok::<_, Failed>((finished.words, length))
    })
    .map_err(|failed| failed.of(to))?;
    Ok(Written { words, dimensions, before, after })
}

/// What went wrong while a file was made out of another.
enum Failed {
    Reading(VectorsError),
    Writing(io::Error),
}

impl Failed {
    /// The error, where this file was written.
    fn of(self, written: &Path) -> VectorsError {
        match self {
            Failed::Reading(error) => error,
            Failed::Writing(error) => VectorsError::Write(write::failed(written, &error)),
        }
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Failed::Writing(error)
    }
}

impl From<VectorsError> for Failed {
    fn from(error: VectorsError) -> Self {
        Failed::Reading(error)
    }
}

/// Reads a text line by line and hands the rows of its words on.
fn compact_lines(
    path: &Path,
    file: File,
    most: Option<u32>,
    take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> Result<Compactor, Failed> {
    let mut from = BufReader::new(file);
    let mut compactor = Compactor::default();
    let (mut lines, mut line, mut rows) = (Lines::default(), Vec::new(), Vec::new());
    let mut number = 0;
    let wrong = |line: usize, error: LineError| {
        Failed::Reading(VectorsError::Line { path: path.display().to_string(), line, error })
    };
    while most.is_none_or(|most| compactor.words() < most) {
        line.clear();
        let read = from.read_until(b'\n', &mut line);
        if read.map_err(|error| unreadable(path, &error))? == 0 {
            lines.finish().map_err(|error| wrong(number.max(1), error))?;
            break;
        }
        number += 1;
        let found = lines.read(&line).map_err(|error| wrong(number, error))?;
        if let Some((word, vector)) = found
            && compactor.add(word, vector, &mut rows)
        {
            take(&rows)?;
            rows.clear();
        }
    }
    if compactor.words() == 0 {
        return Err(wrong(number.max(1), LineError::Empty));
    }
    Ok(compactor)
}

/// Opens a file and says whether it begins like a compact one.
fn open_file(path: &Path) -> Result<(File, bool), VectorsError> {
    if path.is_dir() {
        return Err(ReadError::Folder { path: path.display().to_string() }.into());
    }
    let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let mut start = Vec::new();
    // A pipe has no beginning to go back to.
    let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    if is_file {
        let read = (&file).take(8).read_to_end(&mut start);
        read.map_err(|error| unreadable(path, &error))?;
        file.rewind().map_err(|error| unreadable(path, &error))?;
    }
    Ok((file, is_compact(&start)))
}

fn unreadable(path: &Path, error: &io::Error) -> VectorsError {
    let (path, reason) = (path.display().to_string(), error.to_string());
    ReadError::Unreadable { path, reason }.into()
}

/// A file that is read by position.
struct OnDisk {
    file: File,
    length: u64,
}

impl Bytes for OnDisk {
    fn length(&self) -> u64 {
        self.length
    }

    fn read_at(&self, position: u64, into: &mut [u8]) -> bool {
        read_exact_at(&self.file, position, into).is_ok()
    }
}

#[cfg(unix)]
fn read_exact_at(file: &File, position: u64, into: &mut [u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, position)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut position: u64, mut into: &mut [u8]) -> io::Result<()> {
    while !into.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, into, position)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        position += read as u64;
        into = &mut into[read..];
    }
    Ok(())
}
