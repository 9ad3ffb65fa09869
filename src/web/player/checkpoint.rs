//! Owns the face of checkpoints: a machine's state as bytes, and a machine made
//! of them. Deliberately without compiled code: whoever wants a restored
//! machine translated asks for it, as for a new one.

use super::Machine;
use crate::format::checkpoint;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

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
    /// that is no longer wanted first, and look with `checkCheckpoint` before
    /// that.
    ///
    /// # Errors
    /// Throws an `Error` whose message is a sentence for the user.
    pub fn restore(bytes: &[u8], reserve_bytes: Option<f64>) -> Result<Machine, JsError> {
        let machine = checkpoint::restore(bytes, Self::limits(reserve_bytes))?;
        Ok(Self::around(machine))
    }
}

/// Looks whether these bytes are a whole checkpoint, and answers how many
/// instructions its machine has done. Takes a few ms and no memory.
///
/// # Errors
/// Throws an `Error` whose message is a sentence for the user.
#[wasm_bindgen(js_name = checkCheckpoint)]
pub fn check_checkpoint(bytes: &[u8]) -> Result<f64, JsError> {
    Ok(checkpoint::check(bytes)? as f64)
}
