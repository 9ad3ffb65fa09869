//! Owns the figures of what the translator did. Deliberately judges none of them: see
//! [`super::economy`].

use crate::jit::{Reason, Refusal};
use std::collections::BTreeMap;

/// Figures since the machine's beginning.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    /// Modules compiled.
    pub modules: u32,
    /// Functions in them.
    pub functions: u32,
    /// Instructions interpreted slowly, to learn what arrays they meet.
    pub recorded_instructions: u64,
    /// Instructions lowered, copies counted.
    pub lowered_instructions: u64,
    /// Bytes of wasm.
    pub wasm_bytes: u64,
    /// Time of lowering and linking, in milliseconds.
    pub compile_ms: f64,
    /// The part of it that the host took, in milliseconds.
    pub link_ms: f64,
    /// The longest of it in one piece, in milliseconds.
    pub longest_compile_ms: f64,
    /// Modules dropped again.
    pub dropped_modules: u32,
    /// Calls of compiled code.
    pub calls: u64,
    /// Instructions done in all runs, those that were gone back on among them.
    pub instructions: u64,
    /// The part of them that was done in compiled code.
    pub compiled_instructions: u64,
    /// How often compiled code left, by reason.
    pub exits: BTreeMap<Reason, u64>,
    /// How often an entry was not compiled, by refusal.
    pub refusals: BTreeMap<Refusal, u64>,
    /// How often the host refused a module, or room for one.
    pub link_errors: u64,
    /// How often compiling was put off because it had cost more than it gained.
    pub postponed: u64,
    /// How often compiled code was compared with interpreting.
    pub trials: u32,
    /// How often it was slower.
    pub lost_trials: u32,
    /// Instructions interpreted because it had been slower.
    pub aside_instructions: u64,
    /// Instructions interpreted with no eye on anything, because the programs that they
    /// are of load one another too soon.
    pub unseen_instructions: u64,
}
