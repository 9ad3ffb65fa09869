//! Owns what a machine is at one moment, as tests compare it. Deliberately knows
//! nothing of how it came there.

use um32::um::Machine;

/// All that a program could find out, and what the person sees.
pub fn seen(machine: &Machine) -> impl PartialEq + std::fmt::Debug {
    let arrays: Vec<(u32, Vec<u32>)> = machine
        .active_identifiers()
        .map(|identifier| (identifier, machine.array(identifier).unwrap().to_vec()))
        .collect();
    (
        machine.instructions(),
        machine.finger(),
        machine.registers(),
        machine.zero_array().to_vec(),
        arrays,
        machine.console().clone(),
    )
}

/// The whole state, the allocator's among it: equal states are equal bytes.
pub fn state(machine: &Machine) -> Vec<u8> {
    let mut state = Vec::new();
    machine.write_checkpoint(&mut state).expect("memory");
    state
}
