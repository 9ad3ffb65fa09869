//! Owns the way from a file to the image the machine reads: `.ums` is
//! assembled, gzip unpacked. The page recognises programs by the image, and
//! judges a file before the running program is given up for it.

use crate::asm;
use crate::format::scroll;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// The platters in a file of this name.
pub(super) fn platters(bytes: &[u8], name: &str) -> Result<Vec<u32>, JsError> {
    if !name.to_ascii_lowercase().ends_with(".ums") {
        return Ok(scroll::read(bytes)?);
    }
    let source = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        JsError::new(&format!(
            "This file's name says assembly (.ums), but it is not text in UTF-8: byte {offset} does not fit."
        ))
    })?;
    Ok(asm::assemble(source)?)
}

/// The platters of an image; a last incomplete one is left out.
pub(super) fn platters_of_image(image: &[u8]) -> Vec<u32> {
    let (platters, _) = image.as_chunks::<4>();
    platters
        .iter()
        .map(|platter| u32::from_be_bytes(*platter))
        .collect()
}

/// The image in a file, unpacked or assembled, as big-endian bytes.
///
/// # Errors
/// Throws an `Error` whose message is a sentence for the user.
#[wasm_bindgen(js_name = readImage)]
pub fn read_image(bytes: &[u8], name: &str) -> Result<Vec<u8>, JsError> {
    Ok(scroll::write(&platters(bytes, name)?))
}
