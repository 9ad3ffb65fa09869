//! Owns what can be seen of a machine at one moment. Deliberately knows nothing of how
//! it came there.

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
