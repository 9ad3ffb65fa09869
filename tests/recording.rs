//! Owns the proof that what happens where a recording ends, and what a recording guessed
//! wrong, changes nothing: the same ends as in the interpreter, to the last instruction.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;

use engine::translator::Translator;
use um32::asm::assemble;
use um32::engine::Options;
use um32::um::{Limits, Machine, Stop};

const LIMITS: Limits = Limits {
    reserve_bytes: 2 << 20,
};
/// Instructions of [`loader`] before its rounds, and of a round.
const BEFORE: u64 = 4;
const ROUND: u64 = 5;

/// Counts `rounds` down, does `idle` more instructions, and loads a program that is
/// longer and has nothing in it but conditional moves.
fn loader(rounds: u64, idle: u64) -> Vec<u32> {
    let idle = "r1 := r1 + r0\n".repeat(idle as usize);
    let source = format!(
        "r5 := 600; r5 := map segment (r5 words); r7 := r0 nand r0; r6 := {rounds}
         top: r6 := r6 + r7; r2 := out; r3 := top; if (r6 != 0) r2 := r3
         goto r2 in program m[r0]
         out: {idle} goto r0 in program m[r5]"
    );
    assemble(&source).expect("a program")
}

/// Instructions after which the first module of the loop is made.
fn first_module(options: Options) -> u64 {
    let program = loader(30_000_000, 0);
    let is_made = |budget: u64| {
        let mut translator = Translator::with_options(&program, LIMITS, options).unwrap();
        assert_eq!(translator.run(budget), Ok(Stop::BudgetSpent));
        translator.statistics().modules > 0
    };
    let (mut without, mut with) = (0, 4_000_000);
    assert!(is_made(with));
    while without + 1 < with {
        let middle = without.midpoint(with);
        if is_made(middle) {
            with = middle;
        } else {
            without = middle;
        }
    }
    with
}

#[test]
fn the_last_instruction_that_is_recorded_may_load_a_longer_program() {
    let options = Options::default();
    let first = first_module(options);
    for loads_at in first - 2..first + 3 {
        let (rounds, idle) = (
            (loads_at - BEFORE - 1) / ROUND,
            (loads_at - BEFORE - 1) % ROUND,
        );
        let program = loader(rounds, idle);
        let mut translator = Translator::with_options(&program, LIMITS, options).unwrap();
        let mut interpreter = Machine::new(&program, LIMITS).unwrap();
        assert_eq!(translator.run(u64::MAX), interpreter.run(u64::MAX));
        let machine = translator.machine();
        assert_eq!(machine.instructions(), interpreter.instructions());
        assert_eq!(machine.instructions(), loads_at + 600);
    }
}

/// Going back far must not end what is learnt by recording, nor make shares of more than all.
#[test]
fn after_going_back_there_is_as_much_recorded_as_ever() {
    // Loops one after the other, each hot.
    let loops: String = (0..40)
        .map(|number| {
            format!(
                "r6 := 200000; again_{number}: r6 := r6 + r7; r2 := out_{number}
                 r3 := again_{number}; if (r6 != 0) r2 := r3; goto r2 in program m[r0]
                 out_{number}: r4 := {number}\n"
            )
        })
        .collect();
    let program = assemble(&format!("r7 := r0 nand r0\n {loops} halt")).expect("a program");
    let mut translator = Translator::with_options(&program, LIMITS, Options::default()).unwrap();
    let begun = translator.snapshot();
    let half = 20_000_000;
    assert_eq!(translator.run(half), Ok(Stop::BudgetSpent));
    translator.rewind(&begun);
    let before = translator.statistics().clone();
    let some = 3_000_000;
    assert_eq!(translator.run(some), Ok(Stop::BudgetSpent));
    let after = translator.statistics();
    assert!(after.modules > before.modules);
    assert!(after.recorded_instructions > before.recorded_instructions);
    assert_eq!(after.instructions, half + some);
    assert_eq!(translator.machine().instructions(), some);
    assert!(after.compiled_instructions > some);
    assert!(after.compiled_instructions <= after.instructions);
}

/// The array is long wherever it is met, and its offset, on a path that nobody has gone,
/// is a constant that no array has.
#[test]
fn a_long_array_may_be_indexed_far_beyond_what_there_is() {
    let program = assemble(
        "r1 := 1000; r1 := map segment (r1 words); r7 := r0 nand r0; r6 := 20000
         head: r2 := r0 nand r0; r5 := zero; r5 := m[r0][r5]; r3 := fix; r4 := inside
         if (r5 != 0) r3 := r4; goto r3 in program m[r0]
         fix: r2 := 5; r3 := inside; goto r3 in program m[r0]
         inside: r4 := m[r1][r2]; r6 := r6 + r7; r3 := out; r4 := head
         if (r6 != 0) r3 := r4; goto r3 in program m[r0]
         out: halt
         zero: .data 0",
    )
    .expect("a program");
    let options = Options {
        is_eager: true,
        ..Options::default()
    };
    let mut translator = Translator::with_options(&program, LIMITS, options).unwrap();
    assert_eq!(translator.run(u64::MAX), Ok(Stop::Halted));
    assert!(translator.statistics().modules > 0);
}
