//! Owns where a browser runs the tests of `cases.rs`, `host.rs`, `portable.rs`
//! and `translated.rs`: in a dedicated worker, where the page runs the machine, too.
//! They cannot say it themselves, for then Node would refuse them.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::duplicate_mod,
    reason = "both files bring the engines they share"
)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[path = "cases.rs"]
mod cases;
#[path = "host.rs"]
mod host;
#[path = "portable.rs"]
mod portable;
#[path = "translated.rs"]
mod translated;
