//! Owns what the assembler says when a text cannot be assembled: where, and
//! one plain sentence that names the mistake and, where the mistake is a usual
//! one, what to write instead. Deliberately knows nothing of the grammar.

use std::fmt;

use super::syntax::Position;

/// Why a text could not be assembled.
///
/// Displayed as `line L, column C: sentence`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsmError {
    /// The line of the mistake, counted from 1.
    pub line: u32,
    /// Its column in characters (not bytes), counted from 1; a tab is one.
    pub column: u32,
    /// What is wrong and, for usual mistakes, what to write instead.
    pub message: String,
}

impl AsmError {
    pub(super) fn at(position: Position, message: impl Into<String>) -> Self {
        Self {
            line: position.line,
            column: position.column,
            message: message.into(),
        }
    }
}

impl fmt::Display for AsmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}, column {}: {}",
            self.line, self.column, self.message
        )
    }
}

impl std::error::Error for AsmError {}
