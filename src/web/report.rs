//! Owns the shape in which a failure reaches JavaScript: plain fields, the
//! instruction in notation beside its platter.

use crate::asm;
use crate::um::{ArrayState, Failure};
use wasm_bindgen::prelude::wasm_bindgen;

/// What is known of the array that a failing instruction named.
#[wasm_bindgen(getter_with_clone, inspectable)]
#[derive(Clone, Debug)]
pub struct ArrayReport {
    /// As the register held it.
    pub identifier: u32,
    /// `active`, `abandoned` or `never-allocated`.
    pub state: String,
    /// Platters, when active.
    #[wasm_bindgen(js_name = capacityPlatters)]
    pub capacity_platters: Option<u32>,
    /// The offset of the access, for index and amendment.
    pub offset: Option<u32>,
}

/// A program's failure.
#[wasm_bindgen(getter_with_clone, inspectable)]
#[derive(Clone, Debug)]
pub struct FailureReport {
    /// The kind's name, such as `division-by-zero`.
    pub kind: String,
    /// The specification's rule in its own words.
    pub rule: String,
    /// One plain sentence with this failure's figures.
    pub sentence: String,
    /// The offset in the 0 array of the instruction.
    pub finger: u32,
    /// The platter there, unless the finger is outside the 0 array.
    pub platter: Option<u32>,
    /// The platter in notation.
    pub instruction: Option<String>,
    /// All eight registers.
    pub registers: Vec<u32>,
    /// The array concerned.
    pub array: Option<ArrayReport>,
}

impl From<&Failure> for FailureReport {
    fn from(failure: &Failure) -> Self {
        Self {
            kind: failure.kind.name().to_owned(),
            rule: failure.kind.rule().to_owned(),
            sentence: failure.to_string(),
            finger: failure.finger,
            platter: failure.platter,
            instruction: failure.platter.map(asm::disassemble_instruction),
            registers: failure.registers.to_vec(),
            array: failure.array.map(|array| ArrayReport {
                identifier: array.identifier,
                state: match array.state {
                    ArrayState::Active { .. } => "active",
                    ArrayState::Abandoned => "abandoned",
                    ArrayState::NeverAllocated => "never-allocated",
                }
                .to_owned(),
                capacity_platters: match array.state {
                    ArrayState::Active { capacity } => Some(capacity),
                    _ => None,
                },
                offset: array.offset,
            }),
        }
    }
}
