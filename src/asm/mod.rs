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
    platter_from(source, offset as usize, 0).map(|(_, line)| line)
}

/// The offset of the first platter that comes from this line, counted from 1, or from the next
/// line that gives any; nothing where none does, or the text describes no program.
#[must_use]
pub fn offset_of(source: &str, line: u32) -> Option<u32> {
    let (offset, _) = platter_from(source, 0, line)?;
    u32::try_from(offset).ok()
}

/// The first statement that gives a platter at this offset or a later one, and stands in this
/// line or a later one: the offset of its first platter, and its line.
fn platter_from(source: &str, offset: usize, line: u32) -> Option<(usize, u32)> {
    let mut parser = parser::Parser::new(source);
    let mut encoder = encoder::Encoder::default();
    loop {
        let first = encoder.len()?;
        encoder.add(parser.next_item().ok()??);
        let end = encoder.len()?;
        if end > first && end > offset && parser.item_at.line >= line {
            return Some((first, parser.item_at.line));
        }
    }
}
