//! Owns a program for a host to get warm with. A browser compiles our own wasm
//! function by function, at first in haste, and well only once a function has
//! run for a while: a machine that has played this for a tenth of a second
//! starts the next program at full speed. Deliberately knows nothing of when
//! there is time for that.

use crate::asm;
use crate::format::scroll;
use std::fmt::Write;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// Blocks of the program: each becomes the root of a tree sooner or later.
const BLOCKS: u32 = 240;

/// The image of a program that runs for ever, and gives interpreter and
/// translator something of everything to do. It prints nothing.
///
/// # Errors
/// None: the program is always the same.
#[wasm_bindgen(js_name = warmUpImage)]
pub fn warm_up_image() -> Result<Vec<u8>, JsError> {
    Ok(scroll::write(&asm::assemble(&source())?))
}

/// Blocks that work on an array, on the 0 array and on arrays that come and go,
/// and jump to one of two others or to where a table says.
fn source() -> String {
    let mut source = String::from(
        "r5 := 1\nr6 := 8\nr6 := map segment (r6 words)\nr1 := object\nm[r7][r1] := r6\n",
    );
    for block in 0..BLOCKS {
        let body = format!(
            "block_{block}:\n\
             r1 := object\nr6 := m[r7][r1]\n\
             r2 := {slot}\nr3 := m[r6][r2]\nr3 := r3 + r5\nm[r6][r2] := r3\n\
             r4 := {factor}\nr3 := r3 * r4\nr4 := 64\nr3 := r3 / r4\n\
             r4 := r3 nand r5\nr4 := r4 nand r4\n\
             r2 := cells\nr1 := {cell}\nr2 := r2 + r1\nm[r7][r2] := r3\n",
            slot = block % 8,
            factor = 77 + 2 * block,
            cell = block % 16,
        );
        let arrays = format!(
            "r2 := {capacity}\nr2 := map segment (r2 words)\nm[r2][r7] := r3\n\
             r0 := m[r2][r7]\nunmap m[r2]\n",
            capacity = 1 + block % 20,
        );
        let (near, far) = ((block * 7 + 1) % BLOCKS, (block * 5 + 3) % BLOCKS);
        let jump = if block % 3 == 0 {
            let pair = block / 3;
            format!("r1 := table_{pair}\nr1 := r1 + r4\nr1 := m[r7][r1]\n")
        } else {
            format!("r1 := block_{near}\nr0 := block_{far}\nif (r4 != 0) r1 := r0\n")
        };
        source += &body;
        if block % 2 == 0 {
            source += &arrays;
        }
        source += &jump;
        source += "goto r1 in program m[r7]\n";
        if block % 3 == 0 {
            let pair = block / 3;
            // Writing to a string cannot fail.
            let _ = writeln!(source, "table_{pair}: .data block_{near}, block_{far}");
        }
    }
    source += "object: .data 0\ncells: .data 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0\n";
    source
}
