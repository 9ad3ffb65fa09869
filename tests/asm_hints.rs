//! Owns the checks of what the assembler advises: it is of the notation itself, and
//! does what was meant. Where errors point is in `asm`. Native only: the assembler
//! has no code that differs by target.
#![cfg(not(target_arch = "wasm32"))]

use um32::asm::assemble;
use um32::um::{Limits, Machine, Stop};

fn advice(source: &str) -> String {
    match assemble(source) {
        Ok(program) => panic!("{source:?} was assembled to {program:x?}"),
        Err(mistakes) => mistakes.told()[0].message.clone(),
    }
}

/// What stands between backticks and is a line of notation, registers and all; of what
/// comes after the first `;`, for that is where advice begins.
fn advised(sentence: &str) -> Vec<&str> {
    let Some((_, advice)) = sentence.split_once("; ") else {
        return Vec::new();
    };
    let is_form = |code: &str| ["rA", "rB", "rC"].iter().any(|name| code.contains(name));
    let begins = ["halt", "goto ", "output ", "if ", "unmap ", ".equ", ".data"];
    advice
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|code| !is_form(code))
        .filter(|code| {
            code.contains(":= ")
                || code.len() > 2 && code.ends_with(':')
                || begins.iter().any(|word| code.starts_with(word))
        })
        .collect()
}

/// Assembles lines, with labels for what they name and others define.
#[track_caller]
fn assembles(lines: &[&str], context: &str) {
    let mut source = lines.join("\n");
    for _ in 0..4 {
        let Err(mistakes) = assemble(&source) else {
            return;
        };
        let error = &mistakes.told()[0];
        let name = error.message.split('`').nth(1).unwrap_or_default();
        assert!(
            error.message.contains("is not defined"),
            "{context}\nadvises {lines:?}: {error}"
        );
        source = format!("{source}\n{name}:");
    }
    panic!("{context}\nadvises {lines:?}");
}

#[test]
fn what_is_advised_assembles() {
    let mistakes = [
        "input r1",
        "nand r1 r2 r3",
        "HALT",
        "Halt",
        "Output r1",
        "foo = 5",
        "foo 5",
        "loop halt",
        "counter := r1",
        "MOV r1, r2",
        "add r1, r2, r3",
        "and r1, r2, r3",
        "stop",
        "r1 := r1 - r2",
        "r1 := r1 - 1",
        "r1 := r2 - 33554432",
        "r1 := r2 - foo",
        "r1 := r2 -",
        "r1 := r2 - 33554431",
        "r1 := r2 + 33554431",
        "r1 := r2 + input()",
        "r1 := r2 % 10",
        "r1 := r2 < 5",
        "r1 := r2 == 0",
        "r1 := -1",
        "r1 := -33554432",
        "r1 := -33554433",
        "r1 := -40000000",
        "r1 := -2147483648",
        "r1 := -2147483649",
        "r1 := 33554432",
        "r1 := 4294967295",
        "r1 := 4294967295 + 5",
        "r1 := r2",
        "r1 := ~r2",
        "r1 := \"text\"",
        "r1 := r2 + 1",
        "r1 := m[1][r2]",
        "if (r1 == 0) r2 := r3",
        "if (r1 != 0) goto r2",
        "goto loop",
        "goto 5",
        "output 'A'",
        ".set five, 5",
    ];
    for mistake in mistakes {
        let sentence = advice(mistake);
        assembles(&advised(&sentence), &format!("{mistake}: {sentence}"));
    }
}

fn says(source: &str, words: &str) {
    let sentence = advice(source);
    assert!(sentence.contains(words), "{source}: {sentence}");
}

#[test]
fn what_is_advised_is_what_was_meant() {
    says("input r1", "`rC := input()`");
    says("nand r1 r2 r3", "`r1 := r2 nand r3`");
    says("HALT", "`halt`");
    says("Halt", "`halt`");
    says("Map segment (r1 words)", "`map`");
    says("foo = 5", "`.equ foo, 25`");
    says("r1 := -40000000", "`name: .data -40000000`");
    says("r1 := 4294967295 + 5", "does not fit a platter");
    says("r1 := r2 < r3", "fails when r3 is 0");
    says("r1 := r2 > r3", "fails when r2 is 0");
    // The largest number that is loaded at once, and its complement.
    says("r1 := -33554432", "`r1 := 33554431`");
    says("r1 := r2 + 33554431", "`r3 := 33554431`");
    says("r1 := r2 - 33554431", "`r3 := 33554431`");
    says("halt 5", "a line of its own");
    // A directive has a name.
    says("r1 := .5", "found `.`");
}

#[test]
fn words_of_other_notations_are_told_what_there_is_instead() {
    says("printf r1", "`output rC`");
    says("exit", "`halt`");
    says("malloc r1", "`rB := map segment (rC words)`");
    says("free r1", "`unmap m[rC]`");
    says("r1 <= r2", "written `:=`; `<=` means nothing");
    says("r1[r2] := r3", "`m[rA][rB] := rC`");
    says("r1 := [r2][r3]", "`rA := m[rB][rC]`");
    says("unmap m[r1][r2]", "m[array][offset]");
    says(".word 5", "written with .data");
    says(".asciz \"text\"", "written with .string");
    says(".skip 5", "written with .space");
    says(".set five, 5", "`.equ name, 25`");
}

#[test]
fn a_number_where_a_register_belongs_is_told_with_what_loads_it() {
    says("r1 := r2 nand 5", "load the number first, `r3 := 5`");
    // The register that is advised is none of those that are needed still.
    says("r3 := r3 + 1", "`r1 := 1`");
    says("r1 := r3 * LENGTH", "`r2 := LENGTH`");
    // This one does not fit into what loads a number.
    assert_eq!(
        advised(&advice("r1 := r2 + 4294967295")),
        Vec::<&str>::new()
    );
    // These take a register all the same.
    for source in ["r1 := r2 + 4294967295", "r1 := r2 + -1"] {
        says(source, "both operands must be registers");
    }
    says("r1 := m[0][r2]", "load 0 into one first");
    says("r1 := m[r2][-1]", "load the number into one first");
    // A word of the notation is nothing that could be loaded.
    says("m[r1][halt] := r2", "expected a register");
    says("m[r1][NEXT] := r2", "load `NEXT` into one first");
    says("m[r1][r2] := 5", "load 5 into one first");
    says("m[r1][r2] := m[r3][r4]", "`rA := m[rB][rC]`");
    says("r1 := map segment (5 words)", "load 5 into one first");
}

#[test]
fn what_is_no_sum_of_products_is_told_to_be_none() {
    for source in [
        ".equ HALF, 5 / 2",
        "r1 := 5 / 2",
        ".data 5 % 2",
        ".space 1 << 4",
    ] {
        let sentence = advice(source);
        assert!(
            sentence.contains("`+`, `-` and `*`"),
            "{source}: {sentence}"
        );
    }
    let sentence = advice("r1 := 1 nand r2");
    assert!(sentence.contains("`rA := rB nand rC`"), "{sentence}");
    let sentence = advice(".data 5 6 7");
    assert!(sentence.contains("comma"), "{sentence}");
    let sentence = advice("r1 := r2 + r3 / r4");
    assert!(sentence.contains("one operation"), "{sentence}");
}

/// Runs lines with these registers and says what they come to.
fn done(registers: [u32; 8], lines: &[&str]) -> [u32; 8] {
    let mut source = String::new();
    for (register, value) in registers.iter().enumerate().rev() {
        // By way of r0, which is loaded last: all 32 bits.
        source.push_str(&format!(
            "r0 := {}\nr{register} := {}\nr{register} := r{register} * r0\nr0 := {}\nr{register} := r{register} + r0\n",
            1 << 16,
            value >> 16,
            value & 0xffff
        ));
        if register == 0 {
            source.push_str(&format!("r0 := {value}\n"));
        }
    }
    source.push_str(&lines.join("\n"));
    source.push_str("\nhalt\n");
    let program = assemble(&source).unwrap_or_else(|error| panic!("{error}:\n{source}"));
    let mut machine = Machine::new(&program, Limits::small()).expect("memory");
    assert_eq!(machine.run(1_000), Ok(Stop::Halted), "{source}");
    machine.registers()
}

/// An operator that the machine lacks, and whether two values and a third are those of
/// an instruction with it.
type Lacking = (&'static str, fn(u32, u32, u32) -> bool);

const LACKING: [Lacking; 11] = [
    ("-", |a, b, c| a == b.wrapping_sub(c)),
    ("%", |a, b, c| a == b % c),
    ("&", |a, b, c| a == b & c),
    ("|", |a, b, c| a == b | c),
    ("^", |a, b, c| a == b ^ c),
    ("<", |a, b, c| (a == 0) == (b < c)),
    (">", |a, b, c| (a == 0) == (c < b)),
    ("==", |a, b, c| (a == 0) == (b == c)),
    ("!=", |a, b, c| (a == 0) == (b == c)),
    ("&&", |a, b, c| (a == 0) == (b == 0 || c == 0)),
    ("||", |a, b, c| (a == 0) == (b == 0 && c == 0)),
];

#[test]
fn advised_arithmetic_is_right_whatever_the_registers() {
    let registers = [7, 3_000_000_000, 5, 5, 123_456_789, u32::MAX, 1 << 16, 12];
    advised_is_right(registers, &LACKING);
    // A quotient or a remainder by 0 is none.
    let with_zeros = [0, 3_000_000_000, 0, 5, 0, u32::MAX, 1 << 16, 0];
    for logical in LACKING {
        if ["&&", "||"].contains(&logical.0) {
            advised_is_right(with_zeros, &[logical]);
        }
    }
}

/// Tries each of the operators with each three of the registers.
fn advised_is_right(registers: [u32; 8], lacking: &[Lacking]) {
    for (sign, holds) in lacking {
        for choice in 0..512_usize {
            let (a, b, c) = (choice >> 6, choice >> 3 & 7, choice & 7);
            let mistake = format!("r{a} := r{b} {sign} r{c}");
            let sentence = advice(&mistake);
            let after = done(registers, &advised(&sentence));
            assert!(
                holds(after[a], registers[b], registers[c]),
                "{mistake}: {sentence}: {after:?}"
            );
            for (register, value) in registers.iter().enumerate() {
                assert!(
                    register == a
                        || after[register] == *value
                        || sentence.contains("writes over")
                            && sentence
                                .rsplit("writes over")
                                .next()
                                .is_some_and(|told| told.contains(&format!("r{register}"))),
                    "{mistake}: {sentence}: r{register} is {}",
                    after[register]
                );
            }
        }
    }
}

#[test]
fn advised_arithmetic_with_a_number_is_right() {
    // One operand is the number; no register that may be advised for it holds it before.
    let registers = [7, 300, 50, 9, 10, 8, 7, 6];
    for (sign, holds) in LACKING {
        for (a, b) in [(1, 1), (2, 2), (1, 2), (2, 1)] {
            let sentence = advice(&format!("r{a} := r{b} {sign} 50"));
            let after = done(registers, &advised(&sentence));
            assert!(holds(after[a], registers[b], 50), "{sentence}: {after:?}");
        }
    }
}

#[test]
fn a_shift_is_told_to_be_a_product_or_a_quotient() {
    let registers = [0, 300, 50, 9, 10, 8, 7, 6];
    let shifted = |sign: &str, (a, b): (usize, usize), places: u32| {
        let sentence = advice(&format!("r{a} := r{b} {sign} {places}"));
        done(registers, &advised(&sentence))[a]
    };
    for registers_named in [(1, 1), (2, 2), (1, 2), (2, 1)] {
        let value = registers[registers_named.1];
        for places in [0, 1, 3, 24] {
            assert_eq!(shifted("<<", registers_named, places), value << places);
            assert_eq!(shifted(">>", registers_named, places), value >> places);
        }
    }
    // No single orthography loads what these take.
    for source in [
        "r1 := r2 << r3",
        "r1 := r2 >> r3",
        "r1 := r2 << 25",
        "r1 := r2 >> 99",
    ] {
        says(source, "no shift; one to the left is a multiplication");
        assert_eq!(advised(&advice(source)), Vec::<&str>::new(), "{source}");
    }
}

#[test]
fn a_logical_not_is_not_told_to_be_a_complement() {
    says("r1 := !r2", "`r1 := 1`, `if (r2 != 0) r1 := r0`");
    for complement in ["r1 := ~r2", "r1 := not r2", "r1 := NOT r2", "r1 := not(r2)"] {
        says(complement, "no complement; `r1 := r2 nand r2`");
    }
    // A label may have that name.
    says("r1 := not halt", "a line of its own");
    assembles(&["not: r1 := not"], "a label");
}
