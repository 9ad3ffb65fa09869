//! Owns the way from a file to the image the machine reads: `.ums` is
//! assembled, gzip unpacked. The page recognises programs by the image, and
//! judges a file before the running program is given up for it.

use crate::asm;
use crate::format::scroll::{self, ScrollError, TextKind};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// Bytes that are copied at once.
const PIECE_BYTES: usize = 1 << 16;

/// The platters in a file of this name.
pub(super) fn platters(bytes: &[u8], name: &str) -> Result<Vec<u32>, JsError> {
    if !is_assembly(name) {
        return Ok(scroll::read(bytes)?);
    }
    if scroll::is_wide(bytes) {
        return Err(JsError::new(
            "This file's name says assembly (.ums), but it is text in UTF-16. Save it in UTF-8.",
        ));
    }
    let source = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        JsError::new(&format!(
            "This file's name says assembly (.ums), but it is not text in UTF-8: byte {offset} does not fit."
        ))
    })?;
    let platters =
        asm::assemble(source).map_err(|mistakes| JsError::new(&mistakes.shown_in(source)))?;
    if platters.is_empty() {
        return Err(JsError::new(
            "This text has no instruction and no data. A program has at least one platter.",
        ));
    }
    Ok(platters)
}

/// The image in a file, unpacked or assembled, as big-endian bytes: the file
/// itself, not a copy, where it is an image already.
///
/// # Errors
/// Throws an `Error` whose message is a sentence for the user.
#[wasm_bindgen(js_name = readImage)]
pub fn read_image(file: &Uint8Array, name: &str) -> Result<Uint8Array, JsError> {
    if is_assembly(name) {
        let image = scroll::write(&platters(&file.to_vec(), name)?);
        return Ok(Uint8Array::from(image.as_slice()));
    }
    let beginning = beginning_of(file);
    if scroll::is_packed(&beginning) {
        // As it is unpacked: a large one would not be in our memory three times.
        return Ok(Uint8Array::from(&*scroll::image(&file.to_vec())?));
    }
    scroll::judge(&beginning, file.length() as usize)?;
    Ok(file.clone())
}

/// Whether a file is plain text, as no program of use is: what has no name to go by is assembly then.
#[wasm_bindgen(js_name = isText)]
#[must_use]
pub fn is_text(file: &Uint8Array) -> bool {
    let judged = scroll::judge(&beginning_of(file), file.length() as usize);
    judged == Err(ScrollError::Text(TextKind::Plain))
}

/// As much of a file as tells what it is.
fn beginning_of(file: &Uint8Array) -> Vec<u8> {
    let length = file.length().min(scroll::BEGINNING_BYTES as u32);
    file.subarray(0, length).to_vec()
}

fn is_assembly(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".ums")
}

/// Copies the platters of an image to where they are to be, piece by piece: a
/// large one is in our memory only once.
pub(super) fn copy_platters(image: &Uint8Array, platters: &mut [u32]) {
    for (piece, platters) in pieces(image).zip(platters.chunks_mut(PIECE_BYTES / 4)) {
        scroll::copy_platters(&piece, platters);
    }
}

/// What the host has, piece by piece.
pub(super) fn pieces(bytes: &Uint8Array) -> impl Iterator<Item = Vec<u8>> {
    let starts = (0..bytes.length()).step_by(PIECE_BYTES);
    starts.map(|start| {
        let end = start.saturating_add(PIECE_BYTES as u32);
        bytes.subarray(start, end).to_vec()
    })
}
