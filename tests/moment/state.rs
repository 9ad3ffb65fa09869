//! Owns a machine's whole state at one moment, as bytes to compare. Deliberately knows
//! nothing of how it came there.

use um32::um::Machine;

/// The whole state, the allocator's among it: equal states are equal bytes.
pub fn state(machine: &Machine) -> Vec<u8> {
    let mut state = Vec::new();
    machine.write_checkpoint(&mut state).expect("memory");
    state
}
