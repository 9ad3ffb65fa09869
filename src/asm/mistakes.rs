//! Owns what is told of a source text that has mistakes: the first of them, in the order of
//! the text, and how many more there are. Deliberately knows nothing of how one is found.

use std::fmt;

use super::error::AsmError;
use super::syntax::Position;

/// As many are told: a person mends a few at a time.
const TOLD_MAX: usize = 20;

/// The mistakes of a source text, one at least.
///
/// Displayed as its mistakes, an empty line between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes {
    told: Vec<AsmError>,
    more: usize,
}

impl Mistakes {
    /// Those that are told, at most 20, in the order of the text.
    #[must_use]
    pub fn told(&self) -> &[AsmError] {
        &self.told
    }

    /// How many there are besides.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }

    /// Each with its line of `source` and a mark below it, an empty line between two; at last
    /// how many more there are.
    #[must_use]
    pub fn shown_in(&self, source: &str) -> String {
        let mut shown = String::new();
        for mistake in &self.told {
            if !shown.is_empty() {
                shown.push_str("\n\n");
            }
            shown.push_str(&mistake.shown_in(source));
        }
        if self.more > 0 {
            shown.push_str(&format!("\n\nand {} more", self.more));
        }
        shown
    }
}

impl fmt::Display for Mistakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Without the source no line is shown.
        f.write_str(&self.shown_in(""))
    }
}

impl std::error::Error for Mistakes {}

/// The mistakes found so far, in whatever order they are found.
#[derive(Default)]
pub(super) struct Found {
    first: Vec<AsmError>,
    more: usize,
}

impl Found {
    pub fn add(&mut self, mistake: AsmError) {
        let (line, column) = (mistake.line, mistake.column);
        let index = self.place(Position { line, column });
        self.first.insert(index, mistake);
        if self.first.len() > TOLD_MAX {
            self.first.pop();
            self.more += 1;
        }
    }

    /// One that is not told, and need not be made.
    pub fn add_untold(&mut self) {
        self.more += 1;
    }

    /// Whether one that is here will be told, as far as is known.
    pub fn tells(&self, at: Position) -> bool {
        self.place(at) < TOLD_MAX
    }

    fn place(&self, at: Position) -> usize {
        self.first
            .partition_point(|known| (known.line, known.column) <= (at.line, at.column))
    }

    pub fn len(&self) -> usize {
        self.first.len() + self.more
    }

    /// What is told of them; nothing where there are none.
    pub fn told(self) -> Option<Mistakes> {
        let Self { first: told, more } = self;
        (!told.is_empty()).then_some(Mistakes { told, more })
    }
}
