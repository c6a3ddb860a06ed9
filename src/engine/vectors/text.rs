//! Vectors as text, a word a line: the form of `GloVe` and of `fastText`.
//!
//! `word number number …`, which `fastText` precedes with a line of the count of words and of
//! dimensions. Some files hold words with spaces in them, such as `. . .`: the last numbers of a line
//! are the vector, and what stands before is the word.
//!
//! **Invariant:** every vector has as many numbers as the first, and all of them are finite.

use thiserror::Error;

/// More numbers than this are no word vector, but a sign that a file is something else.
pub const MOST_DIMENSIONS: usize = 1_024;

/// What is wrong with a line.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LineError {
    /// The bytes are no text.
    #[error("this line is not UTF-8; save the file as UTF-8")]
    NotUtf8,
    /// There is no vector.
    #[error("this line is no word with numbers after it; give a text file of GloVe or fastText")]
    NoVector,
    /// The vector is longer or shorter than those before.
    #[error(
        "{found} numbers stand here where the others have {expected}; take the line out, or get the \
         file anew"
    )]
    Dimensions {
        /// How many numbers the line has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// So long a vector cannot be.
    #[error("{found} numbers are more than the {MOST_DIMENSIONS} that a vector may have")]
    TooMany {
        /// How many numbers there are.
        found: usize,
    },
    /// What stands for a number is none.
    #[error("`{text}` is no number; take the line out, or get the file anew")]
    NotNumber {
        /// What stands there.
        text: String,
    },
    /// A number that nothing can be compared by.
    #[error("`{text}` is no finite number; take the line out, or get the file anew")]
    NotFinite {
        /// What stands there.
        text: String,
    },
    /// Fewer words than the first line says.
    #[error(
        "the file ends after {found} of the {expected} words that its first line names; get it anew"
    )]
    CutOff {
        /// How many words there are.
        found: u64,
        /// How many there should be.
        expected: u64,
    },
    /// No word at all.
    #[error("the file holds no vector; give a text file of GloVe or fastText")]
    Empty,
}

/// Reads the lines of a file of vectors, one after the other.
#[derive(Debug, Default)]
pub struct Lines {
    /// How many numbers each vector has, once that is known.
    dimensions: Option<usize>,
    /// How many words the first line names.
    named: Option<u64>,
    /// Lines with a vector so far.
    seen: u64,
    has_begun: bool,
    values: Vec<f32>,
}

impl Lines {
    /// Reads a line: the word with its vector, or nothing where the line has none to give.
    ///
    /// # Errors
    ///
    /// When the line is not as it should be.
    pub fn read<'l>(&mut self, line: &'l [u8]) -> Result<Option<(&'l str, &[f32])>, LineError> {
        let line = std::str::from_utf8(line).map_err(|_| LineError::NotUtf8)?;
        let line = line.trim_end_matches(['\n', '\r', ' ', '\t']);
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        let line = if is_first { line.trim_start_matches('\u{feff}') } else { line };
        if line.is_empty() {
            return Ok(None);
        }
        if is_first && self.is_heading(line) {
            return Ok(None);
        }
        // No other white space: some files have it as words.
        let fields = line.split([' ', '\t']).filter(|field| !field.is_empty());
        let numbers = fields.clone().count().saturating_sub(1);
        let expected = *self.dimensions.get_or_insert(numbers);
        if expected > MOST_DIMENSIONS {
            return Err(LineError::TooMany { found: expected });
        }
        if expected == 0 {
            return Err(LineError::NoVector);
        }
        if numbers < expected {
            return Err(LineError::Dimensions { found: numbers, expected });
        }
        let of_word = numbers - expected;
        if fields.clone().skip(1).take(of_word).any(|field| field.parse::<f32>().is_ok()) {
            return Err(LineError::Dimensions { found: numbers, expected });
        }
        self.values.clear();
        for field in fields.skip(1 + of_word) {
            let value: f32 =
                field.parse().map_err(|_| LineError::NotNumber { text: shortened(field) })?;
            if !value.is_finite() {
                return Err(LineError::NotFinite { text: shortened(field) });
            }
            self.values.push(value);
        }
        self.seen += 1;
        let is_word = of_word == 0 && !line.starts_with([' ', '\t']);
        let word = line.split([' ', '\t']).next().filter(|_| is_word);
        Ok(word.map(|word| (word, self.values.as_slice())))
    }

    /// Says whether all was there, after the last line.
    ///
    /// # Errors
    ///
    /// When there was no vector, or fewer than the first line names.
    pub fn finish(&self) -> Result<(), LineError> {
        match self.named {
            _ if self.seen == 0 => Err(LineError::Empty),
            Some(expected) if self.seen < expected => {
                Err(LineError::CutOff { found: self.seen, expected })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// How many numbers each vector has, once a line was read.
    #[must_use]
    pub fn dimensions(&self) -> Option<usize> {
        self.dimensions
    }

    /// Whether the first line names the count of words and of dimensions.
    fn is_heading(&mut self, line: &str) -> bool {
        let mut numbers = line.split(' ').map(str::parse::<u64>);
        let (Some(Ok(count)), Some(Ok(dimensions)), None) =
            (numbers.next(), numbers.next(), numbers.next())
        else {
            return false;
        };
        self.named = Some(count);
        self.dimensions = usize::try_from(dimensions).ok();
        true
    }
}

/// What is quoted of a field: its beginning, in case the file is not what it should be.
fn shortened(field: &str) -> String {
    const MOST: usize = 20;
    let start: String = field.chars().take(MOST).collect();
    if start.len() < field.len() { format!("{start}…") } else { start }
}
