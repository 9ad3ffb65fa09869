//! Owns each way the specification lets a program fail, and the words for it.
//! Deliberately knows nothing of how a failure is found
//! ([`super::interpreter`]) or of notation.
//!
//! Source: the specification's section "Cost-Cutting Measures", whose list of
//! exceptions is exhaustive. The rules are given in its own words.

use std::fmt;

/// The rule that was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FailureKind {
    /// Operator number 14 or 15.
    InvalidInstruction,
    /// The finger is not below the capacity of the 0 array.
    FingerOutOfRange,
    /// Index or amendment of an array that is not active.
    InactiveArray,
    /// Index or amendment outside an active array's capacity.
    OffsetOutOfRange,
    /// Abandonment of the 0 array.
    AbandonZeroArray,
    /// Abandonment of an array that is not active.
    AbandonInactiveArray,
    /// Division by 0.
    DivisionByZero,
    /// Load program from an array that is not active.
    LoadInactiveArray,
    /// Output of a value above 255.
    OutputOutOfRange,
}

impl FailureKind {
    /// All kinds, in the order of the specification's list.
    pub const ALL: [Self; 9] = [
        Self::InvalidInstruction,
        Self::InactiveArray,
        Self::OffsetOutOfRange,
        Self::AbandonZeroArray,
        Self::AbandonInactiveArray,
        Self::DivisionByZero,
        Self::LoadInactiveArray,
        Self::OutputOutOfRange,
        Self::FingerOutOfRange,
    ];

    /// The kind's name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidInstruction => "invalid-instruction",
            Self::FingerOutOfRange => "finger-out-of-range",
            Self::InactiveArray => "inactive-array",
            Self::OffsetOutOfRange => "offset-out-of-range",
            Self::AbandonZeroArray => "abandon-zero-array",
            Self::AbandonInactiveArray => "abandon-inactive-array",
            Self::DivisionByZero => "division-by-zero",
            Self::LoadInactiveArray => "load-inactive-array",
            Self::OutputOutOfRange => "output-out-of-range",
        }
    }

    /// The specification's own words for the rule.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::InvalidInstruction => {
                "If at the beginning of a cycle, the execution finger does not indicate a platter that describes \
                 a valid instruction, then the machine may Fail."
            }
            Self::InactiveArray | Self::OffsetOutOfRange => {
                "If the program decides to index or amend an array that is not active, because it has not been \
                 allocated or it has been abandoned, or if the offset supplied for the access lies outside the \
                 array's capacity, then the machine may Fail."
            }
            Self::AbandonZeroArray | Self::AbandonInactiveArray => {
                "If the program decides to abandon the '0' array, or to abandon an array that is not active, then \
                 the machine may Fail."
            }
            Self::DivisionByZero => {
                "If the program sets out to divide by a value of 0, then the machine may Fail."
            }
            Self::LoadInactiveArray => {
                "If the program decides to load a program from an array that is not active, then the machine may \
                 Fail."
            }
            Self::OutputOutOfRange => {
                "If the program decides to Output a value that is larger than 255, the machine may Fail."
            }
            Self::FingerOutOfRange => {
                "If at the beginning of a machine cycle the execution finger aims outside the capacity of the 0 \
                 array, the machine may Fail."
            }
        }
    }
}

/// What the machine knows of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrayState {
    /// Active, with this capacity in platters.
    Active {
        /// Platters.
        capacity: u32,
    },
    /// Was active, and was abandoned since; not allocated again.
    Abandoned,
    /// No allocation ever gave this identifier.
    NeverAllocated,
    /// Not active. Whether it ever was is not known any more: memory was short, and
    /// what was free was cut anew.
    Inactive,
}

/// What is known of the array that a failing instruction named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArrayKnowledge {
    /// The identifier as the register held it.
    pub identifier: u32,
    /// What it is.
    pub state: ArrayState,
    /// The offset of the access, for index and amendment.
    pub offset: Option<u32>,
}

/// A program's failure. Nothing of the instruction has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The rule broken.
    pub kind: FailureKind,
    /// The offset in the 0 array of the instruction.
    pub finger: u32,
    /// The platter there; `None` when the finger is outside the 0 array.
    pub platter: Option<u32>,
    /// All eight registers.
    pub registers: [u32; 8],
    /// The array concerned, where there is one. For
    /// [`FailureKind::FingerOutOfRange`] this is the 0 array.
    pub array: Option<ArrayKnowledge>,
}

impl fmt::Display for ArrayState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Active { capacity: 1 } => write!(f, "has 1 platter"),
            Self::Active { capacity } => write!(f, "has {capacity} platters"),
            Self::Abandoned => write!(f, "has been abandoned"),
            Self::NeverAllocated => write!(f, "was never allocated"),
            Self::Inactive => write!(f, "is not active"),
        }
    }
}

impl Failure {
    /// The sentence of a deed to an array.
    fn tell_array(&self, f: &mut fmt::Formatter<'_>, deed: &str) -> fmt::Result {
        let finger = self.finger;
        let Some(array) = &self.array else {
            return write!(f, "At {finger} the program {deed} an array.");
        };
        let ArrayKnowledge {
            identifier, state, ..
        } = array;
        match array.offset {
            Some(offset) => write!(
                f,
                "At {finger} the program {deed} array {identifier} at offset {offset}; array {identifier} {state}."
            ),
            None => write!(
                f,
                "At {finger} the program {deed} array {identifier}, which {state}."
            ),
        }
    }
}

impl fmt::Display for Failure {
    /// One plain sentence with the failure's figures.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let finger = self.finger;
        match self.kind {
            FailureKind::InvalidInstruction => {
                let platter = self.platter.unwrap_or_default();
                write!(
                    f,
                    "The platter at {finger}, {platter:#010x}, describes no instruction: there is no operator {}.",
                    platter >> 28
                )
            }
            FailureKind::FingerOutOfRange => match self.array {
                Some(ArrayKnowledge {
                    state: state @ ArrayState::Active { .. },
                    ..
                }) => {
                    write!(
                        f,
                        "The finger is at {finger}, outside the program, which {state}."
                    )
                }
                _ => write!(f, "The finger is at {finger}, outside the program."),
            },
            FailureKind::InactiveArray | FailureKind::OffsetOutOfRange => {
                self.tell_array(f, "reached into")
            }
            FailureKind::AbandonZeroArray => {
                write!(
                    f,
                    "At {finger} the program abandoned the 0 array, which is the program itself."
                )
            }
            FailureKind::AbandonInactiveArray => self.tell_array(f, "abandoned"),
            FailureKind::DivisionByZero => write!(f, "At {finger} the program divided by 0."),
            FailureKind::LoadInactiveArray => self.tell_array(f, "loaded a program from"),
            FailureKind::OutputOutOfRange => {
                let printed = super::instruction::c(self.platter.unwrap_or_default());
                let value = self.registers[printed.index()];
                write!(
                    f,
                    "At {finger} the program printed {value}; only 0 to 255 can be printed."
                )?;
                tell_bytes(value, f)
            }
        }
    }
}

/// What a value that is no byte may have come from.
fn tell_bytes(value: u32, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let bytes = value.to_be_bytes();
    if value == u32::MAX {
        f.write_str(" All its bits are set, as Input sets them at the end of input.")
    } else if let [byte, 0, 0, 0] = bytes {
        write!(f, " With its bytes turned round it is {byte}")?;
        if byte.is_ascii_graphic() {
            write!(f, ", the character {}", char::from(byte))?;
        }
        f.write_str(".")
    } else if bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) {
        f.write_str(" Its four bytes are characters, \"")?;
        for byte in bytes {
            write!(f, "{}", char::from(byte))?;
        }
        f.write_str("\"; Output takes one at a time.")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_value_that_is_no_byte_may_have_come_from_is_told() {
        let told = |value| {
            let failure = Failure {
                kind: FailureKind::OutputOutOfRange,
                finger: 5,
                platter: Some(0xa000_0003),
                registers: [0, 0, 0, value, 0, 0, 0, 0],
                array: None,
            };
            let sentence = failure.to_string();
            let (_, told) = sentence.split_once("can be printed.").expect("the rule");
            told.to_owned()
        };
        assert_eq!(told(256), "");
        assert_eq!(
            told(u32::MAX),
            " All its bits are set, as Input sets them at the end of input."
        );
        assert_eq!(
            told(0x4800_0000),
            " With its bytes turned round it is 72, the character H."
        );
        assert_eq!(told(0x0100_0000), " With its bytes turned round it is 1.");
        assert_eq!(
            told(u32::from_be_bytes(*b"hi!?")),
            " Its four bytes are characters, \"hi!?\"; Output takes one at a time."
        );
    }

    #[test]
    fn one_platter_is_one() {
        let failure = |capacity| Failure {
            kind: FailureKind::FingerOutOfRange,
            finger: 5,
            platter: None,
            registers: [0; 8],
            array: Some(ArrayKnowledge {
                identifier: 0,
                state: ArrayState::Active { capacity },
                offset: None,
            }),
        };
        let says = |capacity, end: &str| {
            let sentence = failure(capacity).to_string();
            assert!(sentence.ends_with(end), "{sentence}");
        };
        says(1, "outside the program, which has 1 platter.");
        says(2, "outside the program, which has 2 platters.");
    }
}
