//! Owns the face of snapshots: a machine's state in memory, to go back to soon.
//! Deliberately of use to one machine only: whoever holds one frees it with the
//! machine.

use super::Machine;
use crate::engine;
use wasm_bindgen::prelude::wasm_bindgen;

/// What a machine was at one moment.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Snapshot {
    snapshot: engine::Snapshot,
}

#[wasm_bindgen]
impl Snapshot {
    /// Copies on, about `bytes` bytes, of the machine that it was begun of: a few
    /// ms for each ten megabytes. True when it is whole; nothing when it never
    /// will be, because the machine has gone on or there is too little memory.
    pub fn advance(&mut self, machine: &Machine, bytes: usize) -> Option<bool> {
        self.snapshot.advance(&machine.machine, bytes)
    }

    /// Bytes of memory that it takes, about, when it is whole.
    #[must_use]
    pub fn bytes(&self) -> f64 {
        self.snapshot.bytes() as f64
    }
}

#[wasm_bindgen]
impl Machine {
    /// Begins a copy of the complete state between two runs.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            snapshot: match &self.engine {
                Some(engine) => engine.begin_snapshot(&self.machine),
                None => engine::Snapshot::without_engine(&self.machine),
            },
        }
    }

    /// Makes this machine what it was when the whole snapshot was begun of it, queues
    /// and all; compiled code stays. Not after a call of `translate` in between.
    pub fn rewind(&mut self, snapshot: &Snapshot) {
        self.failure = None;
        self.error = None;
        match &mut self.engine {
            Some(engine) => engine.rewind(&mut self.machine, &snapshot.snapshot),
            None => snapshot.snapshot.rewind(&mut self.machine),
        }
    }
}
