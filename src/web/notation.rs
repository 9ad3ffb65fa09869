//! Owns the assembler's and disassembler's face. Deliberately knows no notation: that is
//! [`crate::asm`].

use crate::{asm, format::scroll};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// The scroll of a program in assembly notation.
///
/// # Errors
/// Throws an `Error` that begins with line and column.
#[wasm_bindgen]
pub fn assemble(source: &str) -> Result<Vec<u8>, JsError> {
    Ok(scroll::write(&asm::assemble(source)?))
}

/// What the machine does at a platter, in notation.
#[wasm_bindgen]
#[must_use]
pub fn meaning(platter: u32) -> String {
    asm::meaning(platter)
}

/// The line of a source text that the platter at `offset` comes from, `line 3: halt`; nothing
/// where there is none, or where another platter stands there by now: it was written over, or
/// loaded since.
#[wasm_bindgen(js_name = sourceLine)]
#[must_use]
pub fn source_line(source: &[u8], offset: u32, platter: Option<u32>) -> Option<String> {
    let source = std::str::from_utf8(source).ok()?;
    let program = asm::assemble(source).ok()?;
    if program.get(offset as usize).copied() != Some(platter?) {
        return None;
    }
    let line = asm::line_of(source, offset)?;
    let text = asm::shown_line(source, line).unwrap_or_default();
    Some(format!("line {line}: {}", text.trim_start()))
}

/// The offset of the first platter that comes from this line of a source text, or from the next
/// line that gives any; nothing where none does.
#[wasm_bindgen(js_name = sourceOffset)]
#[must_use]
pub fn source_offset(source: &[u8], line: u32) -> Option<u32> {
    asm::offset_of(std::str::from_utf8(source).ok()?, line)
}

/// The offset that a label of a source text names; nothing where it has no such label.
#[wasm_bindgen(js_name = labelOffset)]
#[must_use]
pub fn label_offset(source: &[u8], label: &str) -> Option<u32> {
    asm::offset_of_label(std::str::from_utf8(source).ok()?, label)
}

/// The listing of a part of an image, `     0: [0xd2000002] r1 := 2;` a line. The
/// first platter of `image_bytes` stands at `first_offset`; a last incomplete
/// platter is left out. A whole listing assembles to the image it is of.
#[wasm_bindgen]
#[must_use]
pub fn listing(image_bytes: &[u8], first_offset: u32) -> String {
    use std::fmt::Write as _;
    let platters = scroll::platters(image_bytes);
    let mut text = String::with_capacity(platters.len() * 44);
    for line in asm::listing(&platters, first_offset) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{line}");
    }
    text
}
