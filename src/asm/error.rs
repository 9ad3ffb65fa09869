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
    pub(super) fn at(position: Position, message: impl AsRef<str>) -> Self {
        Self::told(position, message.as_ref())
    }

    /// Of both kinds of texts, and where it is called: the page is lighter so.
    #[cold]
    #[inline(never)]
    fn told(Position { line, column }: Position, message: &str) -> Self {
        Self {
            line,
            column,
            message: in_letters(&without_long_words(message)),
        }
    }
}

/// The longest line of a source text that is shown.
const LINE_MAX: usize = 120;

impl AsmError {
    /// The sentence, and below it the line of `source` with a mark under the mistake; without it
    /// where that line is too long to be read.
    #[must_use]
    pub fn shown_in(&self, source: &str) -> String {
        let Some(line) = shown_line(source, self.line) else {
            return self.to_string();
        };
        let number = self.line.to_string();
        let margin = number.len() + 2;
        // Blanks at its end are not shown: what is wrong behind them is marked behind what is.
        let before = (self.column as usize).min(line.chars().count() + 1);
        format!(
            "{self}\n  {number} | {line}\n{:margin$} |{:before$}^",
            "", ""
        )
    }
}

/// This line of a source text, counted from 1, as wide as it is and steering no terminal;
/// nothing where it is empty, or too long to be read.
#[must_use]
pub fn shown_line(source: &str, line: u32) -> Option<String> {
    let line = source.split('\n').nth(line as usize - 1)?.trim_end();
    if line.is_empty() || line.chars().count() > LINE_MAX {
        return None;
    }
    Some(line.replace(char::is_control, " "))
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
    use super::AsmError;
    use crate::asm::{assemble, line_of, offset_of, offset_of_label};

    fn mistake(source: &str) -> AsmError {
        let mistakes = assemble(source).expect_err("a mistake");
        mistakes.told()[0].clone()
    }

    #[test]
    fn what_is_no_letter_is_told_in_letters() {
        for (source, told) in [("halt \0", "`\\u{0}`"), ("r1 := \u{1b}[2J", "`\\u{1b}`")] {
            let sentence = mistake(source).to_string();
            assert!(sentence.contains(told), "{sentence:?}");
            assert!(!sentence.contains(char::is_control), "{sentence:?}");
        }
    }

    #[test]
    fn a_platter_has_the_line_it_comes_from() {
        let source = "r1 := 2\n\nstart: r2 := table; r3 := 1\n.equ N, 3\n.space N\ntable: .string \"ab\"\nhalt";
        let lines: Vec<_> = (0..10).map(|offset| line_of(source, offset)).collect();
        let told = [1, 3, 3, 5, 5, 5, 6, 6, 7].map(Some);
        assert_eq!(lines, [&told[..], &[None]].concat());
        assert_eq!(line_of("r1 = 2", 0), None);
    }

    #[test]
    fn a_line_has_the_first_platter_that_comes_from_it_or_from_below() {
        let source = "r1 := 2\n\nstart: r2 := table; r3 := 1\n.equ N, 3\n.space N\ntable: .string \"ab\"\nhalt // over\n// end";
        let offsets: Vec<_> = (0..=9).map(|line| offset_of(source, line)).collect();
        let told = [0, 0, 1, 1, 3, 3, 6, 8].map(Some);
        assert_eq!(offsets, [&told[..], &[None, None]].concat());
        assert_eq!(offset_of("r1 = 2", 1), None);
        assert_eq!(offset_of("", 1), None);
        // A label at the end names what is not there: nobody can stop before it.
        assert_eq!(offset_of("halt\nend:", 2), None);
    }

    #[test]
    fn a_label_is_told_from_a_number_with_a_name() {
        let source = "    .equ loops, 1 + 2\nstart: r1 := loops\nloop: halt; end:\n.equ last, loop";
        let offset = |name: &str| offset_of_label(source, name);
        let names = ["start", "loop", "end", "loops", "last", "stop"];
        let offsets = [Some(0), Some(1), Some(2), None, None, None];
        assert_eq!(names.map(offset), offsets);
        assert_eq!(offset_of_label("loop: r1 = 2", "loop"), Some(0));
        assert_eq!(offset_of_label("r1 = 2; loop: halt", "loop"), None);
    }

    #[test]
    fn the_mistake_is_shown_in_its_line() {
        let shown = |source: &str| {
            let error = mistake(source);
            let shown = error.shown_in(source);
            shown.split_once('\n').map(|(_, line)| line.to_owned())
        };
        assert_eq!(
            shown("r1 := 5\r\n\tr2 = r1 + r1\r\nhalt\n").as_deref(),
            Some("  2 |  r2 = r1 + r1\n    |     ^")
        );
        let far_down = format!("{}r1 = 2", "halt\n".repeat(99));
        assert_eq!(
            shown(&far_down).as_deref(),
            Some("  100 | r1 = 2\n      |    ^")
        );
        assert_eq!(shown(&format!("r1 = 2 // {}", "x".repeat(200))), None);
    }

    #[test]
    fn the_mark_is_not_far_behind_its_line_however_many_blanks_end_it() {
        for blanks in [0, 1, 100_000] {
            let source = format!("r1 :={}\nhalt", " ".repeat(blanks));
            let error = mistake(&source);
            assert_eq!(error.column as usize, 6 + blanks);
            let shown = error.shown_in(&source);
            let marked = "\n  1 | r1 :=\n    |      ^";
            assert!(shown.ends_with(marked), "{blanks} blanks: {shown}");
        }
    }

    #[test]
    fn words_without_end_are_told_by_their_beginning() {
        let long = "x".repeat(100_000);
        for source in [&long, &format!("goto {long}"), &format!("r1 := {long}")] {
            let sentence = mistake(source).to_string();
            assert!(sentence.len() < 500, "{} bytes", sentence.len());
            assert!(sentence.contains("xxxx…`"), "{sentence}");
        }
        let longest = "é".repeat(77);
        let sentence = mistake(&longest).to_string();
        assert!(!sentence.contains('…'), "{sentence}");
    }
}
