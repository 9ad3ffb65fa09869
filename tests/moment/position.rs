//! Owns what a machine is where a run left off, arrays aside. Deliberately knows nothing
//! of how it came there.

use um32::um::{Machine, Stop};

/// What can be seen of a machine where a run left off.
#[derive(Debug, PartialEq)]
pub struct Position {
    pub stop: Stop,
    pub instructions: u64,
    pub finger: u32,
    pub registers: [u32; 8],
    pub output: Vec<u8>,
    pub pending_input: usize,
}

pub fn position(machine: &mut Machine, stop: Stop) -> Position {
    Position {
        stop,
        instructions: machine.instructions(),
        finger: machine.finger(),
        registers: machine.registers(),
        output: machine.console_mut().take_output(),
        pending_input: machine.console().pending_input(),
    }
}
