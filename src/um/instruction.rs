//! Owns the shape of one instruction platter: which operators there are, which
//! registers they name, and how the two map onto 32 bits. Deliberately knows
//! nothing of notation and nothing of what the operators do to a machine (that
//! is [`super::interpreter`]).
//!
//! Source: the specification's sections "Operators", "Standard Operators",
//! "Other Operators" and "Special Operators" (figures 1 to 3).

/// One of the eight general-purpose registers, 0 to 7.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub struct Register(u8);

impl Register {
    /// All eight registers, in order.
    pub const ALL: [Register; 8] = [
        Register(0),
        Register(1),
        Register(2),
        Register(3),
        Register(4),
        Register(5),
        Register(6),
        Register(7),
    ];

    /// The register with this number, or `None` above 7.
    #[must_use]
    pub const fn new(number: u8) -> Option<Self> {
        if number < 8 { Some(Self(number)) } else { None }
    }

    /// The three bits of `platter` that begin at bit `shift`.
    #[inline(always)]
    const fn at(platter: u32, shift: u32) -> Self {
        Self((platter >> shift & 7) as u8)
    }

    /// Its number, 0 to 7.
    #[inline(always)]
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Its number as an index into a register file of eight.
    #[inline(always)]
    #[must_use]
    pub const fn index(self) -> usize {
        (self.0 & 7) as usize
    }
}

/// The largest value that orthography can load: 25 bits.
pub const ORTHOGRAPHY_MAX: u32 = (1 << 25) - 1;

/// A decoded instruction: the operator and the registers it names, with the
/// specification's names A, B, C.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(
    missing_docs,
    reason = "a, b, c and value are the specification's own names"
)]
pub enum Instruction {
    /// #0: A receives B, unless C contains 0.
    ConditionalMove {
        a: Register,
        b: Register,
        c: Register,
    },
    /// #1: A receives the platter at offset C of the array identified by B.
    ArrayIndex {
        a: Register,
        b: Register,
        c: Register,
    },
    /// #2: the array identified by A is amended at offset B to store C.
    ArrayAmendment {
        a: Register,
        b: Register,
        c: Register,
    },
    /// #3: A receives B plus C, modulo 2^32.
    Addition {
        a: Register,
        b: Register,
        c: Register,
    },
    /// #4: A receives B times C, modulo 2^32.
    Multiplication {
        a: Register,
        b: Register,
        c: Register,
    },
    /// #5: A receives B divided by C, unsigned.
    Division {
        a: Register,
        b: Register,
        c: Register,
    },
    /// #6: A receives the complement of B and C.
    NotAnd {
        a: Register,
        b: Register,
        c: Register,
    },
    /// #7: the machine stops.
    Halt,
    /// #8: B receives the identifier of a new array of C platters, all 0.
    Allocation { b: Register, c: Register },
    /// #9: the array identified by C is abandoned.
    Abandonment { c: Register },
    /// #10: the value in C, 0 to 255, is displayed.
    Output { c: Register },
    /// #11: C receives the next input, or all ones after its end.
    Input { c: Register },
    /// #12: a duplicate of the array identified by B replaces the 0 array; the
    /// finger is placed at offset C.
    LoadProgram { b: Register, c: Register },
    /// #13: A receives `value`, 25 bits.
    Orthography { a: Register, value: u32 },
}

/// Operator numbers, the most meaningful four bits of a platter.
pub mod operator {
    #![allow(missing_docs, reason = "the specification's own names")]
    pub const CONDITIONAL_MOVE: u32 = 0;
    pub const ARRAY_INDEX: u32 = 1;
    pub const ARRAY_AMENDMENT: u32 = 2;
    pub const ADDITION: u32 = 3;
    pub const MULTIPLICATION: u32 = 4;
    pub const DIVISION: u32 = 5;
    pub const NOT_AND: u32 = 6;
    pub const HALT: u32 = 7;
    pub const ALLOCATION: u32 = 8;
    pub const ABANDONMENT: u32 = 9;
    pub const OUTPUT: u32 = 10;
    pub const INPUT: u32 = 11;
    pub const LOAD_PROGRAM: u32 = 12;
    pub const ORTHOGRAPHY: u32 = 13;
}

/// Register A of a standard operator's platter (bits 6 to 8).
#[inline(always)]
#[must_use]
pub const fn a(platter: u32) -> Register {
    Register::at(platter, 6)
}

/// Register B of a standard operator's platter (bits 3 to 5).
#[inline(always)]
#[must_use]
pub const fn b(platter: u32) -> Register {
    Register::at(platter, 3)
}

/// Register C of a standard operator's platter (bits 0 to 2).
#[inline(always)]
#[must_use]
pub const fn c(platter: u32) -> Register {
    Register::at(platter, 0)
}

/// Register A of an orthography platter (bits 25 to 27).
#[inline(always)]
#[must_use]
pub const fn special_a(platter: u32) -> Register {
    Register::at(platter, 25)
}

/// The value of an orthography platter (bits 0 to 24).
#[inline(always)]
#[must_use]
pub const fn special_value(platter: u32) -> u32 {
    platter & ORTHOGRAPHY_MAX
}

impl Instruction {
    /// Of the registers A, B and C those that it reads.
    #[must_use]
    pub fn reads(self) -> [Option<Register>; 3] {
        match self {
            Self::ArrayAmendment { a, b, c } => [Some(a), Some(b), Some(c)],
            Self::ConditionalMove { b, c, .. }
            | Self::ArrayIndex { b, c, .. }
            | Self::Addition { b, c, .. }
            | Self::Multiplication { b, c, .. }
            | Self::Division { b, c, .. }
            | Self::NotAnd { b, c, .. }
            | Self::LoadProgram { b, c } => [None, Some(b), Some(c)],
            Self::Allocation { c, .. } | Self::Abandonment { c } | Self::Output { c } => {
                [None, None, Some(c)]
            }
            Self::Halt | Self::Input { .. } | Self::Orthography { .. } => [None; 3],
        }
    }

    /// The register that it sets, if it does: a conditional move may not.
    #[must_use]
    pub fn writes(self) -> Option<Register> {
        match self {
            Self::ConditionalMove { a, .. }
            | Self::ArrayIndex { a, .. }
            | Self::Addition { a, .. }
            | Self::Multiplication { a, .. }
            | Self::Division { a, .. }
            | Self::NotAnd { a, .. }
            | Self::Orthography { a, .. } => Some(a),
            Self::Allocation { b, .. } => Some(b),
            Self::Input { c } => Some(c),
            Self::ArrayAmendment { .. }
            | Self::Halt
            | Self::Abandonment { .. }
            | Self::Output { .. }
            | Self::LoadProgram { .. } => None,
        }
    }

    /// Reads a platter; `None` when it describes no valid instruction
    /// (operator numbers 14 and 15). Bits that an operator does not use are
    /// ignored, so [`Instruction::encode`] need not give the same platter back.
    #[inline]
    #[must_use]
    pub const fn decode(platter: u32) -> Option<Self> {
        let (a, b, c) = (a(platter), b(platter), c(platter));
        Some(match platter >> 28 {
            operator::CONDITIONAL_MOVE => Self::ConditionalMove { a, b, c },
            operator::ARRAY_INDEX => Self::ArrayIndex { a, b, c },
            operator::ARRAY_AMENDMENT => Self::ArrayAmendment { a, b, c },
            operator::ADDITION => Self::Addition { a, b, c },
            operator::MULTIPLICATION => Self::Multiplication { a, b, c },
            operator::DIVISION => Self::Division { a, b, c },
            operator::NOT_AND => Self::NotAnd { a, b, c },
            operator::HALT => Self::Halt,
            operator::ALLOCATION => Self::Allocation { b, c },
            operator::ABANDONMENT => Self::Abandonment { c },
            operator::OUTPUT => Self::Output { c },
            operator::INPUT => Self::Input { c },
            operator::LOAD_PROGRAM => Self::LoadProgram { b, c },
            operator::ORTHOGRAPHY => Self::Orthography {
                a: special_a(platter),
                value: special_value(platter),
            },
            _ => return None,
        })
    }

    /// The platter of this instruction, with every unused bit 0. An
    /// orthography value keeps its lowest 25 bits.
    #[must_use]
    pub const fn encode(self) -> u32 {
        const fn standard(number: u32, a: Register, b: Register, c: Register) -> u32 {
            number << 28 | (a.0 as u32) << 6 | (b.0 as u32) << 3 | c.0 as u32
        }
        const NONE: Register = Register(0);
        match self {
            Self::ConditionalMove { a, b, c } => standard(operator::CONDITIONAL_MOVE, a, b, c),
            Self::ArrayIndex { a, b, c } => standard(operator::ARRAY_INDEX, a, b, c),
            Self::ArrayAmendment { a, b, c } => standard(operator::ARRAY_AMENDMENT, a, b, c),
            Self::Addition { a, b, c } => standard(operator::ADDITION, a, b, c),
            Self::Multiplication { a, b, c } => standard(operator::MULTIPLICATION, a, b, c),
            Self::Division { a, b, c } => standard(operator::DIVISION, a, b, c),
            Self::NotAnd { a, b, c } => standard(operator::NOT_AND, a, b, c),
            Self::Halt => standard(operator::HALT, NONE, NONE, NONE),
            Self::Allocation { b, c } => standard(operator::ALLOCATION, NONE, b, c),
            Self::Abandonment { c } => standard(operator::ABANDONMENT, NONE, NONE, c),
            Self::Output { c } => standard(operator::OUTPUT, NONE, NONE, c),
            Self::Input { c } => standard(operator::INPUT, NONE, NONE, c),
            Self::LoadProgram { b, c } => standard(operator::LOAD_PROGRAM, NONE, b, c),
            Self::Orthography { a, value } => {
                operator::ORTHOGRAPHY << 28 | (a.0 as u32) << 25 | value & ORTHOGRAPHY_MAX
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters of what `number` reads, its registers A, B and C being 1, 2 and 3.
    fn read_by(number: u32) -> String {
        let platter = number << 28 | 1 << 6 | 2 << 3 | 3;
        let reads = Instruction::decode(platter).map_or([None; 3], Instruction::reads);
        let told = |(letter, register): (char, Option<Register>)| {
            let number = register?.number();
            assert_eq!(number, letter as u8 - b'A' + 1);
            Some(letter)
        };
        ('A'..='C').zip(reads).filter_map(told).collect()
    }

    #[test]
    fn what_an_instruction_reads_is_as_the_specification_says() {
        let expected = [
            "BC", "BC", "ABC", "BC", "BC", "BC", "BC", "", "C", "C", "C", "", "BC", "", "", "",
        ];
        let found: Vec<_> = (0..16).map(read_by).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_an_instruction_sets_is_as_the_specification_says() {
        let set_by = |number: u32| {
            let platter = number << 28 | 4 << 25 | 1 << 6 | 2 << 3 | 3;
            let register = Instruction::decode(platter)?.writes()?;
            Some(register.number())
        };
        let (a, b, c, special_a) = (Some(1), Some(2), Some(3), Some(4));
        let expected = [
            a, a, None, a, a, a, a, None, b, None, None, c, None, special_a, None, None,
        ];
        let found: Vec<_> = (0..16).map(set_by).collect();
        assert_eq!(found, expected);
    }
}
