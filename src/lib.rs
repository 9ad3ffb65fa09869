//! The UM-32 Universal Machine: an exact interpreter and a
//! translator to WebAssembly, in one crate that runs
//! natively and, compiled to WebAssembly, in a browser tab.
//!
//! # The map
//!
//! Dependencies run one way: nothing imports what stands below it in this list.
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
//! Behind the face, `www/worker` runs slices and routes bytes, and `www/page` is what a
//! person sees; `www/protocol.ts` has every message between the two, with
//! `session-protocol.ts` for sessions, `bench-protocol.ts` for the bench and
//! `stepping-protocol.ts` for where a program stands still. The worker's rooms: `running`
//! has the loaded program, `output` what it prints, `session` the log of what was typed to
//! it, `travel` the ways to its moments, `archive` all sessions there are, `keeping` the
//! store, `exchange` files on their way into UMIX and out; `aside` and `bench` are workers
//! of their own, and `desk` stands between all these and the page. `testing` plays several of
//! them together, with a machine, a store and a page of the tests' own.
//! The page's rooms: `program` has the connection to the loaded one, `opening` the ways files
//! come in, `saving` those out; `commands` all that a person can do, by key, menu or palette;
//! `line-discipline`, `screen` and `terminal` what is typed and shown, `state` how it is
//! told that a program runs or asks; `cards` what is said at the terminal's foot; `dock` the
//! frame of the panels, which are in `sessions` (the Timeline too), `shelf` (Files), `accounts`,
//! `notebook`, `engine` (stepping and arrays too) and `bench`; `player` plays a session back;
//! `elements` is what all that is made of, `style` how it looks.
//! `www/cli` runs the same wasm in Node. `www/samples` has the programs the page offers.
//!
//! What several of them share: `www/session-log` reads a session's log and prompts,
//! `www/wording` has words and figures that are to be the same everywhere, `www/database`
//! what page and worker have in common where the browser's database fails. `www/setup`
//! makes a fresh machine ready, builds, and is behind every `npm run`.
//!
//! That nothing imports what it should not know, here and in `www`, is a test:
//! `tests/setup/walls.test.mjs`.
//!
//! # Words
//!
//! The specification's nouns: a *platter* is a 32-bit word; an *array* has a
//! *capacity* in platters and an *identifier*; the *0 array* is the program;
//! the *finger* points at the next instruction; *orthography* loads a
//! constant; an *amendment* is a store; *abandonment* frees. A *failure* is
//! the guest program's; an *error* is the host's.
//!
//! The translator's own: compiled code begins at an *entry*, and is made from the *tree* of
//! what follows there; it leaves at a *site*, for the interpreter to go on. A *mark* beside a
//! platter tells that there is code for it, its *cover* that some was made from it. A
//! *refusal* is the translator's not to compile. A *place* is where a run is to stop. What is
//! *watched* is *guarded* in a second *edition* of compiled code, used while a run watches.
//!
//! # Invariants
//!
//! - The machine has no clock and no source of chance: program and input alone decide
//!   output, identifiers and counts, in every engine and on every host, until memory is
//!   about to run out.
//! - When a run stops, for whatever reason, the finger stands on the next
//!   instruction, and nothing of that instruction has happened.
//! - Compiled code is a cache: dropping any of it, at any time, changes nothing
//!   but speed. It leaves whatever is unusual to the interpreter, before anything of
//!   the instruction has happened.
//! - Raw memory is touched in `um::arena` and `um::window`, whose callers are all in
//!   `um`. The only `unsafe` elsewhere is the call of compiled code, in `web::linker`.

pub mod asm;
pub mod engine;
pub mod format;
pub mod jit;
pub mod um;
#[cfg(target_arch = "wasm32")]
pub mod web;
