//! The translator: platters in, wasm bytes out, or a named refusal. Knows no
//! browser and runs nothing; deliberately keeps nothing between two calls of
//! [`compile`]: what has been learnt of the program comes in with the
//! [`Request`].
//!
//! # The unit: a tree
//!
//! From an entry, static jumps are followed; a jump to one of two constants,
//! chosen by a conditional move, becomes `if`/`else` with both sides lowered in
//! place. There are no joins: a path ends in a tail call to another tree, in a
//! jump back to a loop header on the path, or in a side exit. So everything
//! known on a path (constants, values of the 0 array, capacities proved) is
//! known exactly, and is written out only where the path leaves.
//!
//! A block is lowered in place for the first path that comes to it; all others end
//! in a tail call of a function that begins with it. Only loops are peeled. Copies
//! for every path, as trees of traces have them, made modules three times as
//! large and nothing quicker.
//!
//! Guards stand before an instruction and leave to where it is interpreted. That a
//! short array is long enough is guarded once, for all that the instructions up to the
//! next jump will reach (see `anticipation`). All guards carry the hint that they hardly
//! ever leave (the `metadata.code.branch_hint` section of the branch hinting proposal;
//! hosts that do not know it pass over it). Where a run watches registers or platters, code
//! leaves before what may change them (see `guards`).
//!
//! # The contract with the engine
//!
//! Every function has the type `(r0, …, r7, budget) -> site`. It may be called
//! at its entry with a budget of at least [`PATH_MAX`]; it returns with the
//! registers and what is left of the budget in the state page, and the number
//! of the [`Site`] at which it left, which tells the finger. No instruction is
//! ever half done: a side exit happens before anything of its instruction.
//! While code exists, the 0 array stays at its address, with its capacity, not
//! shared.

mod access;
#[cfg(test)]
mod all_hot;
mod allocation;
mod anticipation;
mod code;
mod control;
mod exit;
mod guards;
mod helpers;
mod long_arrays;
mod module;
mod operators;
mod range;
mod refusal;
mod region;
mod state;
mod tree;

pub use exit::{Reason, Site};
pub use guards::Guarded;
pub use module::{Compiled, FUNCTIONS_MAX, compile};
pub use refusal::Refusal;
pub use region::block_length;

use crate::um::layout::Layout;

/// Instructions that a path may do between two looks at the budget, at most. As many are
/// interpreted at the end of every budget: at 4,096, three in a hundred of all the time.
pub const PATH_MAX: u32 = 512;

/// Which arrays an instruction meets, as far as somebody looked. The 0 array
/// under a constant identifier is none of this: it is known when lowering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrays {
    /// Short ones nearly always, or nobody looked.
    Short,
    /// Long ones nearly always.
    Long,
    /// Now these, now those.
    Any,
}

/// What the engine has learnt of a program. All offsets are in the 0 array. Arrays,
/// targets and constants are guesses, seen in speed alone: unsaid, nobody looked.
pub trait Knowledge {
    /// Whether jumps to `offset` were seen often enough to be worth code.
    fn is_hot(&self, offset: u32) -> bool;
    /// Whether compiled code begins at `offset` already.
    fn is_compiled(&self, offset: u32) -> bool;
    /// Whether compiled code that begins at `offset` belongs to what is made anew: paths
    /// go on there in place, as they did in the old code, lest its loops fall apart.
    fn is_made_anew(&self, _offset: u32) -> bool {
        false
    }
    /// Whether compiled code was made from the platter at `offset`.
    fn is_covered(&self, offset: u32) -> bool;
    /// Whether the platter at `offset` is data: amended by compiled code, amended again and
    /// again, or one that a run is to stop at. It must not become code.
    fn is_data(&self, offset: u32) -> bool;
    /// The arrays that the instruction at `offset` indexes or amends.
    fn arrays(&self, _offset: u32) -> Arrays {
        Arrays::Short
    }
    /// Where the jump at `finger` went, as far as somebody looked: the usual
    /// targets, the most usual first.
    fn targets(&self, _finger: u32) -> Vec<u32> {
        Vec::new()
    }
    /// Registers that always held the same value at the entry `offset`.
    fn constants(&self, _offset: u32) -> [Option<u32>; 8] {
        [None; 8]
    }
}

/// What to compile.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The 0 array.
    pub program: &'a [u32],
    /// Address of its first platter.
    pub program_address: u32,
    /// Where arrays lie.
    pub layout: Layout,
    /// Address of the mark of offset 0 (see [`crate::um::marks`]).
    pub marks_address: u32,
    /// Address of the cover byte of offset 0.
    pub covered_address: u32,
    /// The entries that are wanted, the most wanted first.
    pub roots: &'a [u32],
    /// The table slot of the first function; the others follow it.
    pub first_slot: u32,
    /// The number of the first site.
    pub first_site: u32,
    /// What is known of the program.
    pub knowledge: &'a dyn Knowledge,
    /// What code is not to change, where anything is watched.
    pub guarded: Option<&'a Guarded>,
}
