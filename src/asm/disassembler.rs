//! Owns the way back: platters to notation that assembles to the very same
//! platters, one line a platter, so that line numbers are offsets plus one.
//! Deliberately guesses nothing (no labels, no strings): a guess could be
//! wrong, a platter is not.

use std::fmt;

use crate::um::instruction::{Instruction, Register};

/// A platter, displayed in the notation, such as `r1 := m[r2][r3]`: as the instruction
/// it describes, or as `.data` when it describes none or when an unused bit is set, which the
/// instruction's notation would lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notation(pub u32);

impl fmt::Display for Notation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Instruction::decode(self.0) {
            Some(instruction) if instruction.encode() == self.0 => {
                write_instruction(instruction, f)
            }
            _ => write!(f, ".data 0x{:08x}", self.0),
        }
    }
}

fn write_instruction(instruction: Instruction, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let n = Register::number;
    match instruction {
        Instruction::ConditionalMove { a, b, c } => {
            write!(f, "if (r{} != 0) r{} := r{}", n(c), n(a), n(b))
        }
        Instruction::ArrayIndex { a, b, c } => {
            write!(f, "r{} := m[r{}][r{}]", n(a), n(b), n(c))
        }
        Instruction::ArrayAmendment { a, b, c } => {
            write!(f, "m[r{}][r{}] := r{}", n(a), n(b), n(c))
        }
        Instruction::Addition { a, b, c } => write!(f, "r{} := r{} + r{}", n(a), n(b), n(c)),
        Instruction::Multiplication { a, b, c } => write!(f, "r{} := r{} * r{}", n(a), n(b), n(c)),
        Instruction::Division { a, b, c } => write!(f, "r{} := r{} / r{}", n(a), n(b), n(c)),
        Instruction::NotAnd { a, b, c } => write!(f, "r{} := r{} nand r{}", n(a), n(b), n(c)),
        Instruction::Halt => f.write_str("halt"),
        Instruction::Allocation { b, c } => {
            write!(f, "r{} := map segment (r{} words)", n(b), n(c))
        }
        Instruction::Abandonment { c } => write!(f, "unmap m[r{}]", n(c)),
        Instruction::Output { c } => write!(f, "output r{}", n(c)),
        Instruction::Input { c } => write!(f, "r{} := input()", n(c)),
        Instruction::LoadProgram { b, c } => {
            write!(f, "goto r{} in program m[r{}]", n(c), n(b))
        }
        Instruction::Orthography { a, value } => write!(f, "r{} := {value}", n(a)),
    }
}

/// One line of a listing, displayed as `     0: [0xd2000002] r1 := 2;`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListingLine {
    /// Where the platter stands, in platters from the program's beginning.
    pub offset: u32,
    /// The platter itself.
    pub platter: u32,
}

impl fmt::Display for ListingLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { offset, platter } = *self;
        write!(f, "{offset:6}: [0x{platter:08x}] {};", Notation(platter))
    }
}

/// What the machine does at a platter, in the notation, as a person asks who sees a program
/// fail there: bits that the machine passes over are left out. `.data` where there is no
/// such instruction.
#[must_use]
pub fn meaning(platter: u32) -> String {
    let used = Instruction::decode(platter).map_or(platter, Instruction::encode);
    Notation(used).to_string()
}

/// A whole program in the notation, one line a platter. Large images make large
/// texts (about 20 bytes a platter); [`listing`] and [`Notation`] make one line
/// at a time.
#[must_use]
pub fn disassemble(program: &[u32]) -> String {
    use fmt::Write as _;
    let mut text = String::with_capacity(program.len().saturating_mul(20));
    for platter in program {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", Notation(*platter));
    }
    text
}

/// A listing of `platters`, which stand at `first_offset` and after it in their
/// program, one line at a time. A listing of a whole program assembles to it.
pub fn listing(
    platters: &[u32],
    first_offset: u32,
) -> impl DoubleEndedIterator<Item = ListingLine> + '_ {
    platters
        .iter()
        .enumerate()
        .map(move |(index, platter)| ListingLine {
            offset: first_offset.wrapping_add(index as u32),
            platter: *platter,
        })
}

/// Lines before the finger, and behind it, that show where a program stopped.
const LINES_BEFORE: u32 = 5;
const LINES_BEHIND: u32 = 2;

/// The listing of what stands around `finger` in `program`: fewer lines at its ends, and
/// none where the finger is far outside.
pub fn listing_around(program: &[u32], finger: u32) -> impl Iterator<Item = ListingLine> + '_ {
    let first = finger.saturating_sub(LINES_BEFORE);
    let end = (finger as usize).saturating_add(1 + LINES_BEHIND as usize);
    let shown = program.get(first as usize..end.min(program.len()));
    listing(shown.unwrap_or_default(), first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_has_its_notation() {
        let notation = [
            (0x0000_0053, "if (r3 != 0) r1 := r2"),
            (0x1000_0053, "r1 := m[r2][r3]"),
            (0x2000_0053, "m[r1][r2] := r3"),
            (0x3000_0053, "r1 := r2 + r3"),
            (0x4000_0053, "r1 := r2 * r3"),
            (0x5000_0053, "r1 := r2 / r3"),
            (0x6000_0053, "r1 := r2 nand r3"),
            (0x7000_0000, "halt"),
            (0x8000_0013, "r2 := map segment (r3 words)"),
            (0x9000_0003, "unmap m[r3]"),
            (0xa000_0003, "output r3"),
            (0xb000_0003, "r3 := input()"),
            (0xc000_0013, "goto r3 in program m[r2]"),
            (0xd200_0019, "r1 := 25"),
            (0xdfff_ffff, "r7 := 33554431"),
        ];
        for (platter, text) in notation {
            assert_eq!(Notation(platter).to_string(), text);
        }
    }

    #[test]
    fn what_an_instruction_would_lose_is_data() {
        for platter in [
            0x0000_0200, // a bit above register A
            0x7000_0001, // halt with a register
            0x8000_0053, // allocation with a register A
            0xe000_0000, // operators 14 and 15
            0xffff_ffff,
        ] {
            let text = format!(".data 0x{platter:08x}");
            assert_eq!(Notation(platter).to_string(), text);
        }
    }

    #[test]
    fn what_the_machine_passes_over_means_nothing() {
        assert_eq!(meaning(0x5c89_11ae), "r6 := r5 / r6");
        assert_eq!(meaning(0x7000_0001), "halt");
        assert_eq!(meaning(0xd200_0019), "r1 := 25");
        assert_eq!(meaning(0xffff_ffff), ".data 0xffffffff");
    }

    #[test]
    fn listings_have_the_tools_form() {
        let lines: Vec<String> = listing(&[0xd200_0002, 0x7000_0000], 0)
            .map(|line| line.to_string())
            .collect();
        assert_eq!(
            lines,
            [
                "     0: [0xd2000002] r1 := 2;",
                "     1: [0x70000000] halt;"
            ]
        );
    }

    #[test]
    fn what_stands_around_the_finger_is_shown_as_far_as_there_is_any() {
        let program: Vec<u32> = (0..20).collect();
        let shown = |finger| {
            let lines = listing_around(&program, finger);
            lines
                .map(|line| (line.offset, line.platter))
                .collect::<Vec<_>>()
        };
        let all = |offsets: std::ops::Range<u32>| offsets.map(|at| (at, at)).collect::<Vec<_>>();
        assert_eq!(shown(10), all(5..13));
        assert_eq!(shown(0), all(0..3));
        assert_eq!(shown(19), all(14..20));
        assert_eq!(shown(20), all(15..20), "it ran off the end");
        assert_eq!(shown(24), all(19..20));
        for finger in [25, 26, u32::MAX] {
            assert_eq!(shown(finger), []);
        }
        assert_eq!(listing_around(&[], 0).count(), 0);
    }
}
