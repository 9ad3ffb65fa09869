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
            message: without_long_words(&message.into()),
        }
    }
}

/// The longest word of a source text that a sentence repeats, quotes and all.
const WORD_MAX: usize = 80;

/// The sentence with longer words cut off: what is no source text may have one of megabytes.
fn without_long_words(sentence: &str) -> String {
    let cut = |word: &str| match word.char_indices().nth(WORD_MAX) {
        None => word.to_owned(),
        Some((end, _)) => format!("{}…`", &word[..end]),
    };
    sentence.split(' ').map(cut).collect::<Vec<_>>().join(" ")
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

#[cfg(test)]
mod tests {
    use crate::asm::assemble;

    #[test]
    fn words_without_end_are_told_by_their_beginning() {
        let long = "x".repeat(100_000);
        for source in [&long, &format!("goto {long}"), &format!("r1 := {long}")] {
            let sentence = assemble(source).expect_err("a mistake").to_string();
            assert!(sentence.len() < 500, "{} bytes", sentence.len());
            assert!(sentence.contains("xxxx…`"), "{sentence}");
        }
        let longest = "é".repeat(77);
        let sentence = assemble(&longest).expect_err("a mistake").to_string();
        assert!(!sentence.contains('…'), "{sentence}");
    }
}
