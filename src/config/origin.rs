//! A setting's value together with whence it came.
//!
//! **Invariant:** no value is in force without its origin, so nobody has to guess why.

use std::fmt;

use crate::diagnostic::{Diagnostic, Severity};

/// Whence a value came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// It stands in the configuration file.
    File {
        /// The file, as it was named when it was read.
        path: String,
        /// The line in it, from 1.
        line: usize,
    },
    /// An environment variable sets it.
    Environment {
        /// The name of the variable.
        variable: String,
    },
    /// The command line sets it.
    CommandLine {
        /// The option, such as `--knowledge`.
        option: &'static str,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File { path, line } => write!(f, "{path}:{line}"),
            Origin::Environment { variable } => f.write_str(variable),
            Origin::CommandLine { option } => f.write_str(option),
        }
    }
}

impl Origin {
    /// An error in what was written here.
    pub(super) fn error(
        &self,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        let (path, line) = match self {
            Origin::Default => ("the built-in defaults".to_owned(), 0),
            Origin::File { path, line } => (path.clone(), *line),
            Origin::Environment { variable } => (format!("environment variable {variable}"), 0),
            Origin::CommandLine { option } => (format!("option {option}"), 0),
        };
        Diagnostic {
            severity: Severity::Error,
            code,
            path,
            line,
            message: message.into(),
            help: help.into(),
        }
    }

    /// A warning about what was written here.
    pub(super) fn warning(
        &self,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..self.error(code, message, help) }
    }
}

/// A value in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Whence it came.
    pub origin: Origin,
}

impl<T> Setting<T> {
    /// A value that nobody set.
    pub(super) fn default(value: T) -> Self {
        Setting { value, origin: Origin::Default }
    }
}
