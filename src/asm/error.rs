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
            message: in_letters(&without_long_words(&message.into())),
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

/// The sentence with escapes for what would steer the terminal it is told on.
fn in_letters(sentence: &str) -> String {
    let mut told = String::with_capacity(sentence.len());
    for character in sentence.chars() {
        if character.is_control() {
            told.extend(character.escape_unicode());
        } else {
            told.push(character);
        }
    }
    told
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
    fn what_is_no_letter_is_told_in_letters() {
        for (source, told) in [("halt \0", "`\\u{0}`"), ("r1 := \u{1b}[2J", "`\\u{1b}`")] {
            let sentence = assemble(source).expect_err("a mistake").to_string();
            assert!(sentence.contains(told), "{sentence:?}");
            assert!(!sentence.contains(char::is_control), "{sentence:?}");
        }
    }

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
