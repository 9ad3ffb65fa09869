//! The UM-32 Universal Machine: an exact interpreter and a
//! translator to WebAssembly, in one crate that runs
//! natively and, compiled to WebAssembly, in a browser tab.
//!
//! # The map
//!
//! One way down; nothing imports what stands below it in this list.
//!
//! | module | what it is |
//! |---|---|
//! | [`um`] | the machine of the specification; knows no browser, no bytes of files |
//! | [`mod@format`] | bytes of files and back: scrolls, checkpoints, sessions, asciicasts |
//! | [`asm`] | the notation: assemble and disassemble |
//! | [`jit`] | platters to wasm bytes, or a named refusal; knows no browser |
//! | [`engine`] | compiled code or interpreter, until the budget ends |
//! | `web` | the wasm-bindgen face, the only user of browser crates |
//!
//! Behind the face: `www/worker` runs slices and routes bytes, `www/page` is
//! what a person sees; `www/protocol.ts` has every message between the two. The worker's
//! rooms: `running` has the loaded program, `output` what it prints, `session` the log
//! of what it was typed, `travel` the ways to its moments, `archive` all sessions there are,
//! `keeping` the store, `exchange` files on their way into UMIX and out, `aside` and `bench`
//! workers of their own; `desk` stands between all these and the page.
//! `www/cli` runs the same wasm in Node; what page, worker and command line read
//! alike in a session's log and in prompts is in `www/session-log`, the words and figures
//! they write alike in `www/wording`. `www/setup` makes a fresh machine ready, builds, and
//! is behind every `npm run`.
//!
//! # Words
//!
//! The specification's nouns: a *platter* is a 32-bit word; an *array* has a
//! *capacity* in platters and an *identifier*; the *0 array* is the program;
//! the *finger* points at the next instruction; *orthography* loads a
//! constant; an *amendment* is a store; *abandonment* frees. A *failure* is
//! the guest program's; an *error* is the host's.
//!
//! # Invariants
//!
//! - The machine has no clock and no chance: program and input decide output,
//!   identifiers and counts, in every engine and on every host, until memory is about
//!   to end.
//! - When a run stops, for whatever reason, the finger stands on the next
//!   instruction to do, and nothing of that instruction has happened.
//! - Compiled code is a cache: dropping any of it, at any time, changes nothing
//!   but speed. Whatever is unusual it leaves to the interpreter, before
//!   anything of the instruction has happened.
//! - Raw memory is touched in `um::arena` and `um::window`, whose callers are all in
//!   `um`.

pub mod asm;
pub mod engine;
pub mod format;
pub mod jit;
pub mod um;
#[cfg(target_arch = "wasm32")]
pub mod web;
