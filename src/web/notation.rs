//! Owns the assembler's and disassembler's face.

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

/// The listing of a scroll, one line a platter.
///
/// # Errors
/// Throws an `Error` with a sentence for bytes that are no scroll.
#[wasm_bindgen]
pub fn disassemble(bytes: &[u8]) -> Result<String, JsError> {
    Ok(asm::disassemble(&scroll::read(bytes)?))
}
