//! The notation in which people write and read programs of the machine: its
//! assembler and its disassembler. Needs only [`crate::um::instruction`];
//! deliberately knows nothing of running programs, of files, or of what a
//! program means.
//!
//! # The notation
//!
//! It is the one of the tools that courses hand out with the machine. One
//! statement a line, or several with `;` between them; comments run from `//`
//! or `#` to the end of the line.
//!
//! | written | the operator |
//! |---|---|
//! | `if (rC != 0) rA := rB` | Conditional Move |
//! | `rA := m[rB][rC]` | Array Index |
//! | `m[rA][rB] := rC` | Array Amendment |
//! | `rA := rB + rC` | Addition |
//! | `rA := rB * rC` | Multiplication |
//! | `rA := rB / rC` | Division |
//! | `rA := rB nand rC` | Not-And |
//! | `halt` | Halt |
//! | `rB := map segment (rC words)` | Allocation |
//! | `unmap m[rC]` | Abandonment |
//! | `output rC` | Output |
//! | `rC := input()` | Input |
//! | `goto rC in program m[rB]` | Load Program |
//! | `rA := 25` | Orthography, 0 to 33554431 |
//!
//! - `name:` names the offset of the next platter; `rA := name` loads it.
//! - `.data 5, -1, 'A', name + 3` puts down platters, `.string "text\n"` one
//!   platter a byte (of UTF-8), `.space 100` platters of value 0.
//! - `.equ name, 25` names a number. Wherever a number may stand, names and
//!   sums of products of them may: `r1 := table + 2 * ROW - 1`. `.equ` and `.space`
//!   need names from further up.
//! - Numbers: `25`, `0x19`, `0b11001`, `1_000_000`, `'A'`. Escapes in
//!   characters and strings: `\n \t \r \0 \e \\ \" \' \xHH`.
//! - A line of a listing, `     0: [0xd2000002] r1 := 2;`, is a statement too;
//!   its offset and its platter are checked.
//!
//! The macro language of umasm (`push`, `goto L linking rN`, `.zero`,
//! `.section`) is not supported; it would be a step between parser and encoder.
//!
//! # How it is built
//!
//! Lexer → parser → items (`syntax`) → encoder, all in one pass: the
//! parser is asked for one item at a time and the encoder comes back only for
//! names that are defined further down, so that the text of a 16 MB image needs
//! little more memory than itself. A descent by hand and no parser library:
//! the grammar needs one token of look-ahead and no recursion at all, and the
//! error sentences, which are most of the code, would be written by hand under
//! any library. A mistake ends its line and no more: all of a text are told at once.

mod disassembler;
mod encoder;
mod error;
mod hint;
mod lacking;
mod lexer;
mod mistakes;
mod parser;
mod syntax;
mod token;

use std::ops::Range;

pub use disassembler::{ListingLine, Notation, disassemble, listing, listing_around, meaning};
pub use error::{AsmError, shown_line};
pub use mistakes::Mistakes;

/// The program that a text in the notation describes.
///
/// # Errors
///
/// The mistakes in the text, with their lines and columns. What is wrong only because something
/// else is, such as a jump to a label on a line that could not be read, is none.
pub fn assemble(source: &str) -> Result<Vec<u32>, Mistakes> {
    let mut parser = parser::Parser::new(source);
    let mut encoder = encoder::Encoder::default();
    loop {
        match parser.next_item() {
            Ok(Some(item)) => encoder.add(item),
            Ok(None) => return encoder.finish(),
            Err(mistake) => {
                let names = parser.recover(&mistake);
                encoder.add_broken(mistake, &names);
            }
        }
    }
}

/// The line, counted from 1, of the statement that the platter at `offset` comes from; nothing
/// where the text describes no program, or a shorter one.
#[must_use]
pub fn line_of(source: &str, offset: u32) -> Option<u32> {
    let has_it = |made: &Made| made.platters.contains(&(offset as usize));
    first_made(source, &has_it).map(|made| made.line)
}

/// The offset of the first platter that comes from this line, counted from 1, or from the next
/// line that gives any; nothing where none does, or the text describes no program.
#[must_use]
pub fn offset_of(source: &str, line: u32) -> Option<u32> {
    let is_there = |made: &Made| made.line >= line && !made.platters.is_empty();
    first_made(source, &is_there).and_then(|made| made.offset())
}

/// The offset that a label names; nothing where the text has no such label, though it may have a
/// number of that name, or describes no program.
#[must_use]
pub fn offset_of_label(source: &str, name: &str) -> Option<u32> {
    let is_it = |made: &Made| made.label == Some(name);
    first_made(source, &is_it).and_then(|made| made.offset())
}

/// What became of an item of a text.
struct Made<'a> {
    /// The name of a label, which is no platter.
    label: Option<&'a str>,
    platters: Range<usize>,
    line: u32,
}

impl Made<'_> {
    /// Of the first platter, or of the one that a label stands before.
    fn offset(&self) -> Option<u32> {
        u32::try_from(self.platters.start).ok()
    }
}

/// The first of which that is true.
fn first_made<'a>(source: &'a str, is_it: &dyn Fn(&Made) -> bool) -> Option<Made<'a>> {
    let mut parser = parser::Parser::new(source);
    let mut encoder = encoder::Encoder::default();
    loop {
        let start = encoder.len()?;
        let item = parser.next_item().ok()??;
        let label = match item {
            syntax::Item::Label { name, .. } => Some(name),
            _ => None,
        };
        encoder.add(item);
        let made = Made {
            label,
            platters: start..encoder.len()?,
            line: parser.item_at.line,
        };
        if is_it(&made) {
            return Some(made);
        }
    }
}
