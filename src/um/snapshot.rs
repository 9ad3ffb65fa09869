//! Owns a machine's state at rest as a copy in memory, and the way back to it:
//! for going back a little, soon. It takes the memory that the machine itself
//! takes, and the time to copy it, about a tenth of a checkpoint's
//! ([`super::checkpoint`]). Deliberately knows nothing of compiled code.

use super::arrays::Copied;
use super::console::Console;
use super::machine::Machine;
use std::ops::Range;

/// What a machine was at one moment. Of use to that machine only.
#[derive(Debug)]
pub struct Snapshot {
    arrays: Copied,
    console: Console,
    instructions: u64,
    halted: bool,
}

impl Snapshot {
    /// Bytes of memory that it takes, about, when it is whole.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.arrays.bytes()
    }

    /// Instructions that the machine had done.
    #[must_use]
    pub fn instructions(&self) -> u64 {
        self.instructions
    }

    /// Copies on, about `bytes` bytes, of the machine that it was begun of; true
    /// when it is whole. Nothing when it never will be: the machine has gone on,
    /// or the host has too little memory.
    pub fn advance(&mut self, machine: &Machine, bytes: usize) -> Option<bool> {
        if machine.instructions != self.instructions {
            return None;
        }
        machine.arrays.copy_on(&mut self.arrays, bytes)
    }
}

impl Machine {
    /// Begins a copy of this machine at rest, without the room `beside` its
    /// arrays (addresses; empty for none), which is no part of its state.
    #[must_use]
    pub fn begin_snapshot(&self, beside: &Range<u32>) -> Snapshot {
        Snapshot {
            arrays: self.arrays.begin_copy(beside),
            console: self.console.clone(),
            instructions: self.instructions,
            halted: self.halted,
        }
    }

    /// Copies this machine at rest; nothing when the host has too little memory.
    #[must_use]
    pub fn snapshot(&self) -> Option<Snapshot> {
        let mut snapshot = self.begin_snapshot(&(0..0));
        snapshot.advance(self, usize::MAX)?.then_some(snapshot)
    }

    /// Whether going back leaves the 0 array at its place: then
    /// [`Machine::rewind`] tells what changes in it.
    #[must_use]
    pub fn has_program_of(&self, snapshot: &Snapshot) -> bool {
        self.arrays.has_program_of(&snapshot.arrays)
    }

    /// Makes this machine, of which the whole snapshot was made, what it was then. The
    /// room that was `beside` its arrays is taken again, with what is in it now.
    /// `amended` is told the offsets at which the 0 array changes, if
    /// [`Machine::has_program_of`].
    pub fn rewind(&mut self, snapshot: &Snapshot, amended: impl FnMut(u32)) {
        self.arrays.copy_back(&snapshot.arrays, amended);
        self.console = snapshot.console.clone();
        self.instructions = snapshot.instructions;
        self.halted = snapshot.halted;
    }
}
