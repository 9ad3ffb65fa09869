//! Owns the face of checkpoints: a machine's state as bytes, and a machine made
//! of them. Deliberately without compiled code: whoever wants a machine made of
//! one translated asks for it, as for a new one.

use super::Machine;
use crate::format::checkpoint;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// Writes a machine's checkpoint piece by piece, in between other things.
#[wasm_bindgen]
#[derive(Debug)]
pub struct CheckpointWriter {
    writer: checkpoint::CheckpointWriter,
}

#[wasm_bindgen]
impl CheckpointWriter {
    /// Begins the checkpoint of a machine between two runs.
    ///
    /// # Errors
    /// Throws an `Error` when more than 256 MiB of input or output are queued.
    #[wasm_bindgen(constructor)]
    pub fn new(machine: &Machine) -> Result<CheckpointWriter, JsError> {
        let writer = checkpoint::CheckpointWriter::new(&machine.machine)?;
        Ok(Self { writer })
    }

    /// Writes on, about `bytes` bytes of the machine's state, a few ms for each
    /// megabyte; what came of it, to be put behind what came before. It is to be
    /// given the same machine each time.
    ///
    /// # Errors
    /// Throws an `Error` when the machine has gone on in between.
    pub fn advance(&mut self, machine: &Machine, bytes: usize) -> Result<Vec<u8>, JsError> {
        Ok(self.writer.advance(&machine.machine, bytes)?)
    }

    /// Whether all was written.
    #[wasm_bindgen(js_name = isDone)]
    pub fn is_done(&self) -> bool {
        self.writer.is_done()
    }
}

#[wasm_bindgen]
impl Machine {
    /// The complete state between two runs: arrays, registers, allocator, the
    /// console's queues, and the count of instructions. Compiled code is not in
    /// it. About 50 ms for a UMIX shell.
    ///
    /// # Errors
    /// Throws an `Error` when more than 256 MiB of input or output are queued.
    pub fn checkpoint(&self) -> Result<Vec<u8>, JsError> {
        Ok(checkpoint::write(&self.machine)?)
    }

    /// The machine of a checkpoint, which goes on exactly as the other would
    /// have. Its output capacity is the usual one, and it interprets until
    /// `translate` is called. Address space is reserved anew: free the machine
    /// that is no longer wanted first.
    ///
    /// # Errors
    /// Throws an `Error` whose message is a sentence for the user.
    pub fn restore(bytes: &[u8], reserve_bytes: Option<f64>) -> Result<Machine, JsError> {
        let machine = checkpoint::restore(bytes, Self::limits(reserve_bytes))?;
        Ok(Self::around(machine))
    }

    /// Makes this machine the one of a checkpoint; compiled code stays, as far as
    /// it is true of that one. Its output capacity is the usual one.
    ///
    /// # Errors
    /// Throws an `Error` whose message is a sentence for the user. This machine
    /// may be of no use any more then.
    #[wasm_bindgen(js_name = restoreOver)]
    pub fn restore_over(&mut self, bytes: &[u8]) -> Result<(), JsError> {
        self.failure = None;
        self.error = None;
        match &mut self.engine {
            Some(engine) => engine.restore_over(&mut self.machine, bytes)?,
            None => {
                checkpoint::restore_over(&mut self.machine, &(0..0), bytes)?;
            }
        }
        Ok(())
    }
}
