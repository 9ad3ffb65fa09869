//! Owns the shape in which a failure, and the place of a machine at rest, reach JavaScript: plain
//! objects, the instruction in notation beside its platter.

use crate::asm;
use crate::format::scroll;
use crate::um::instruction::Instruction;
use crate::um::{ArrayState, Failure, Machine};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A program's failure. */
export interface FailureReport {
  /** The kind's name, such as `division-by-zero`. */
  kind: string;
  /** The specification's rule in its own words. */
  rule: string;
  /** One plain sentence with this failure's figures; another where the file's bytes are to blame. */
  sentence: string;
  /** The offset in the 0 array of the instruction. */
  finger: number;
  /** The platter there, unless the finger is outside the 0 array. */
  platter?: number;
  /** The platter in notation. */
  instruction?: string;
  /** The registers that it reads, each as the specification's letter and its number: `B1C3`. */
  reads: string;
  /** What stands around it in the 0 array, a line of a listing each. */
  listing: string[];
  /** All eight. */
  registers: number[];
  /**
   * What is known of the array concerned, in four words: its identifier as the register held it;
   * `active`, `abandoned`, `never-allocated`, or `inactive` where it is not known which of the two;
   * its platters, when active; the offset of the access, for index and amendment. A word that
   * there is nothing for is empty.
   */
  array?: string;
}

/**
 * The instruction that a machine at rest stands at, such as one for which the host has too little
 * memory; nothing of it has happened. Fields as in a failure.
 */
export type PositionReport = Pick<FailureReport, 'finger' | 'reads' | 'listing' | 'registers'> &
  Required<Pick<FailureReport, 'platter' | 'instruction'>>;
"#;

/// A program's failure; see `TYPES`.
#[derive(Debug, Serialize)]
pub struct FailureReport {
    kind: &'static str,
    rule: &'static str,
    sentence: String,
    finger: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    platter: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instruction: Option<String>,
    reads: String,
    listing: Vec<String>,
    registers: [u32; 8],
    #[serde(skip_serializing_if = "Option::is_none")]
    array: Option<String>,
}

/// Where a machine at rest stands; see `TYPES`.
#[derive(Debug, Serialize)]
pub struct PositionReport {
    finger: u32,
    platter: u32,
    instruction: String,
    reads: String,
    listing: Vec<String>,
    registers: [u32; 8],
}

impl PositionReport {
    /// Nothing where the finger is outside the 0 array.
    pub(super) fn of(machine: &Machine) -> Option<Self> {
        let finger = machine.finger();
        let platter = *machine.zero_array().get(finger as usize)?;
        Some(Self {
            finger,
            platter,
            instruction: asm::meaning(platter),
            reads: reads_of(platter),
            listing: listing_around(machine, finger),
            registers: machine.registers(),
        })
    }
}

/// What it reads, as [`FailureReport::reads`] has it.
fn reads_of(platter: u32) -> String {
    let reads = Instruction::decode(platter).map_or([None; 3], Instruction::reads);
    let mut told = String::new();
    for (letter, register) in ['A', 'B', 'C'].into_iter().zip(reads) {
        if let Some(register) = register {
            told.push(letter);
            told.push(char::from(b'0' + register.number()));
        }
    }
    told
}

/// The lines around `finger` in the program as it is now.
fn listing_around(machine: &Machine, finger: u32) -> Vec<String> {
    let lines = asm::listing_around(machine.zero_array(), finger);
    lines.map(|line| line.to_string()).collect()
}

/// What is known of an array, as [`FailureReport::array`] has it.
pub(super) fn state_name(state: ArrayState) -> String {
    match state {
        ArrayState::Active { .. } => "active",
        ArrayState::Abandoned => "abandoned",
        ArrayState::NeverAllocated => "never-allocated",
        ArrayState::Inactive => "inactive",
    }
    .to_owned()
}

/// What went wrong; and what the whole program looks like, where it looks wrongly written.
fn sentence_of(machine: &Machine, failure: &Failure) -> String {
    match scroll::doubt(machine.zero_array()) {
        Some(doubt) => format!("{failure} {doubt}"),
        None => failure.to_string(),
    }
}

impl FailureReport {
    /// Of the machine that has just failed so.
    pub(super) fn of(machine: &Machine, failure: &Failure) -> Self {
        Self {
            kind: failure.kind.name(),
            rule: failure.kind.rule(),
            sentence: sentence_of(machine, failure),
            finger: failure.finger,
            platter: failure.platter,
            instruction: failure.platter.map(asm::meaning),
            reads: failure.platter.map(reads_of).unwrap_or_default(),
            listing: listing_around(machine, failure.finger),
            registers: failure.registers,
            array: failure.array.map(|array| {
                let capacity = match array.state {
                    ArrayState::Active { capacity } => Some(capacity),
                    _ => None,
                };
                let [capacity, offset] = [capacity, array.offset]
                    .map(|number| number.map(|number| number.to_string()).unwrap_or_default());
                let (identifier, state) = (array.identifier, state_name(array.state));
                format!("{identifier} {state} {capacity} {offset}")
            }),
        }
    }
}
