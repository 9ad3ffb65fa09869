//! The wasm-bindgen face: the only user of wasm-bindgen and js-sys.
//! Deliberately thin: it turns JavaScript's values into the machine's and back,
//! and has no rule of its own.

mod image;
mod linker;
mod notation;
mod player;
mod report;
mod session;
mod translator_report;
mod warm_up;

#[doc(hidden)]
pub use linker::TableLinker; // for tests that run as wasm

use wasm_bindgen::prelude::wasm_bindgen;

/// Makes a panic of ours readable in the console.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}
