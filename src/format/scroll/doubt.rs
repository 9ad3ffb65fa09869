//! Owns what makes a scroll that was taken look as if it had been written wrongly. Deliberately
//! refuses nothing: it is for whoever wonders why a program fails, or does nothing.

use crate::um::instruction::{a, operator};
use crate::um::{Instruction, Register};

/// Platters that are looked at: of a large image its beginning tells as much.
const LOOKED_AT: usize = 1024;

/// What the person who wrote these platters may have done, in a sentence.
#[must_use]
pub fn doubt(platters: &[u32]) -> Option<&'static str> {
    let beginning = &platters[..platters.len().min(LOOKED_AT)];
    if looks_turned_round(beginning) {
        Some(
            "Its platters make sense with their bytes turned round: the file seems to be written lowest byte first, \
             and a program is read highest byte first.",
        )
    } else if begins_with_length(platters) {
        Some(
            "Its first platter is the length of the file: a program begins with its first instruction instead.",
        )
    } else if has_registers_elsewhere(beginning) {
        Some(
            "All its orthographies set r0: they have their register in bits 25 to 27, not in bits 6 to 8.",
        )
    } else {
        None
    }
}

/// Whether these platters look like a program whose bytes were written in the other order, the
/// least magnificent first: most are instructions without a spare bit set when they are turned
/// round, and next to none as they are.
fn looks_turned_round(platters: &[u32]) -> bool {
    let count = |is: fn(u32) -> bool| platters.iter().filter(|&&platter| is(platter)).count();
    let only_as_it_is = count(|platter| is_plain(platter) && !is_plain(platter.swap_bytes()));
    let only_turned = count(|platter| !is_plain(platter) && is_plain(platter.swap_bytes()));
    2 * only_turned > platters.len() && only_turned > 4 * only_as_it_is
}

/// Whether it is an instruction as assemblers and compilers write them.
fn is_plain(platter: u32) -> bool {
    match platter >> 28 {
        0..=12 => platter & 0x0fff_fe00 == 0,
        operator => operator == 13,
    }
}

/// Whether the first platter is the length of all, or of the rest, in platters or bytes.
fn begins_with_length(platters: &[u32]) -> bool {
    let [first, rest @ ..] = platters else {
        return false;
    };
    let lengths = [rest.len(), platters.len()];
    rest.len() > 1
        && lengths
            .iter()
            .any(|&length| [length, 4 * length].contains(&(*first as usize)))
}

/// Whether orthographies seem to have their register where other operators have A: all set r0,
/// with several registers there, and such a one is read that nothing sets.
fn has_registers_elsewhere(platters: &[u32]) -> bool {
    // Registers as bits: meant by an orthography so, set by anything, read by anything.
    let (mut meant, mut set, mut read) = (0_u8, 0_u8, 0_u8);
    let bit = |register: Register| 1 << register.number();
    for &platter in platters {
        let Some(instruction) = Instruction::decode(platter) else {
            continue;
        };
        if let Instruction::Orthography { a: set_by, .. } = instruction {
            if set_by.number() != 0 {
                return false;
            }
            meant |= bit(a(platter));
        } else if is_plain(platter) {
            set |= instruction.writes().map_or(0, bit);
            // Letters of texts are conditional moves.
            if platter >> 28 != operator::CONDITIONAL_MOVE {
                for register in instruction.reads().into_iter().flatten() {
                    read |= bit(register);
                }
            }
        }
    }
    // Orthographies set r0.
    meant.count_ones() > 1 && meant & read & !set & !1 != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asm::assemble;
    use crate::um::instruction::{ORTHOGRAPHY_MAX, special_a};

    #[test]
    fn a_program_in_the_other_order_is_told_from_one_in_order() {
        let program = [
            0xd200_0048,
            0xa000_0001,
            0xd200_0069,
            0xa000_0001,
            0x3000_0042,
            0x7000_0000,
            0,
        ];
        let turned = program.map(u32::swap_bytes);
        assert!(looks_turned_round(&turned));
        assert!(!looks_turned_round(&program));
        // Of nothing, of zeros, and of data nothing is known.
        assert!(!looks_turned_round(&[]));
        assert!(!looks_turned_round(&[0; 9]));
        assert!(!looks_turned_round(&[
            0x1234_5678,
            0xffff_ffff,
            0x9abc_def0
        ]));
        // Letters of a text are in order.
        assert!(!looks_turned_round(&[
            0x48,
            0x61,
            0x6c,
            0x6c,
            0x6f,
            0x7000_0000
        ]));
    }

    #[test]
    fn a_length_in_front_is_told() {
        let program = assemble("r1 := 72; output r1; halt").unwrap();
        let with_head = |head| [&[head], program.as_slice()].concat();
        for head in [3, 4, 12, 16] {
            let told = doubt(&with_head(head));
            assert!(told.is_some_and(|told| told.contains("length")), "{head}");
        }
        for other in [0, 5, 0xd200_0048] {
            assert_eq!(doubt(&with_head(other)), None, "{other}");
        }
        assert_eq!(doubt(&program), None);
        assert_eq!(doubt(&[]), None);
        // Too little to be sure of.
        assert_eq!(doubt(&[1, 0x7000_0000]), None);
    }

    #[test]
    fn an_orthography_with_its_register_in_the_wrong_bits_is_told() {
        let text = "r1 := 72; output r1; r2 := 105; output r2; r0 := r1 + r2; halt";
        let program = assemble(text).unwrap();
        assert_eq!(doubt(&program), None);
        let wrong = program.iter().map(|&platter| match platter >> 28 {
            13 => 13 << 28 | (special_a(platter).number() as u32) << 6 | platter & ORTHOGRAPHY_MAX,
            _ => platter,
        });
        let told = doubt(&wrong.collect::<Vec<_>>());
        assert!(told.is_some_and(|told| told.contains("bits 25 to 27")));
        // Who needs no more than one register uses one.
        let only = "r0 := 72; output r0; r0 := 105; output r0; r0 := 300; output r0";
        assert_eq!(doubt(&assemble(only).unwrap()), None);
    }
}
