//! Owns the proof, for each kind of instruction that may change what is watched, that compiled code
//! leaves before it: in a loop that is compiled long before the one round in which it does. Compared
//! with the interpreter, which `watching.rs` and `watching_code.rs` compare with the naive machine.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;

use engine::translator::{Heat, Translator};
use engine::watched::{platter, register};
use um32::engine::{Sight, Watched, Watches, run_watching};
use um32::jit::Reason;
use um32::um::{Limits, Machine, Stop};

const LIMITS: Limits = Limits {
    reserve_bytes: 8 << 20,
};
const ROUNDS: u64 = 3000;

/// Some lines before a loop, and some in it. There r6 counts down, r5 is 0 in the round in which it
/// is 1,000 and in no other, r7 is all ones. `cell` is 5, and those behind it are 0.
fn program(before: &str, round: &str) -> Vec<u32> {
    let source = format!(
        "r7 := r0 nand r0
        {before}
        r6 := {ROUNDS}
        top:
        r6 := r6 + r7
        r5 := 999
        r5 := r5 nand r5
        r5 := r6 + r5
        {round}
        r5 := over
        r4 := top
        if (r6 != 0) r5 := r4
        r4 := 0
        goto r5 in program m[r0]
        over: halt
        cell: .data 5, 0, 0, 0"
    );
    um32::asm::assemble(&source).unwrap_or_else(|error| panic!("{error}"))
}

/// All that the interpreter sees change.
fn expected(program: &[u32], watches: &Watches) -> Vec<(u64, Sight)> {
    let mut machine = Machine::new(program, LIMITS).expect("memory");
    let mut sights = Vec::new();
    loop {
        let sight = run_watching(&mut machine, watches, &[], 1 << 20).expect("memory");
        let is_over = sight == Sight::Stopped(Stop::Halted);
        sights.push((machine.instructions(), sight));
        if is_over {
            return sights;
        }
    }
}

/// Compiled code stops at the same, and does most of the loop; how often it left for what is
/// watched, at each heat.
fn check(program: &[u32], watched: Watched) -> Vec<u64> {
    let watches = Watches::new(vec![watched]);
    let expected = expected(program, &watches);
    assert!(expected.len() >= 2, "{watched:?} changes");
    let exits = Heat::ALL.into_iter().map(|heat| {
        let mut translator = Translator::with_heat(program, LIMITS, heat).expect("memory");
        for (instructions, sight) in &expected {
            let found = translator.run_watching(&watches, &[], 1 << 20);
            assert_eq!(found.as_ref(), Ok(sight), "{heat:?}");
            assert_eq!(translator.machine().instructions(), *instructions);
        }
        let statistics = translator.statistics();
        let compiled = statistics.compiled_instructions;
        assert!(compiled > ROUNDS * 4, "{heat:?}: {compiled}");
        let exits = &statistics.exits;
        exits.get(&Reason::Watched).copied().unwrap_or_default()
    });
    exits.collect()
}

/// As `check`, in code that leaves for nothing else that is watched.
fn check_alone(program: &[u32], watched: Watched) {
    let exits = check(program, watched);
    assert!(
        exits.iter().all(|exits| (1..20).contains(exits)),
        "{exits:?}"
    );
}

/// Array 1 is the one in r2, and r4 is that in r3 but in the one round. Both are as long.
fn two_arrays(capacity: u32, round: &str) -> Vec<u32> {
    let before = format!(
        "r1 := {capacity}
        r2 := map segment (r1 words)
        r3 := map segment (r1 words)"
    );
    program(
        &before,
        &format!("r4 := r2 + r0\n if (r5 != 0) r4 := r3\n {round}"),
    )
}

const AT_ONE: &str = "r5 := 1\n m[r4][r5] := r6";
/// The lowest two bits of r6, which are 0 in the one round.
const AT_ANY: &str = "r5 := 3\n r5 := r6 nand r5\n r5 := r5 nand r5\n m[r4][r5] := r6";

#[test]
fn amendments_of_short_and_of_long_arrays() {
    for capacity in [5, 300] {
        check_alone(&two_arrays(capacity, AT_ONE), platter(1, 1));
        check_alone(&two_arrays(capacity, AT_ANY), platter(1, 0));
    }
}

#[test]
fn an_amendment_of_another_platter_of_the_array_is_none_of_what_is_watched() {
    let program = two_arrays(5, &format!("r4 := r2 + r0\n {AT_ONE}\n {AT_ANY}"));
    let watches = Watches::new(vec![platter(1, 4)]);
    let mut translator = Translator::with_heat(&program, LIMITS, Heat::FirstJump).expect("memory");
    let first = translator.run_watching(&watches, &[], 1 << 20);
    assert!(matches!(first, Ok(Sight::Changed(_))), "{first:?}");
    let second = translator.run_watching(&watches, &[], 1 << 20);
    assert_eq!(second, Ok(Sight::Stopped(Stop::Halted)));
    assert_eq!(translator.statistics().exits.get(&Reason::Watched), None);
}

#[test]
fn several_platters_of_one_array_are_watched_together() {
    let program = two_arrays(5, AT_ANY);
    let watches = Watches::new(vec![platter(1, 4), platter(1, 0), platter(1, 2)]);
    let expected = expected(&program, &watches);
    assert_eq!(expected.len(), 3, "its allocation, its amendment, the end");
    let mut translator = Translator::with_heat(&program, LIMITS, Heat::FirstJump).expect("memory");
    for (_, sight) in &expected {
        let found = translator.run_watching(&watches, &[], 1 << 20);
        assert_eq!(found.as_ref(), Ok(sight));
    }
}

/// Array 1 has short ones beside it, long ones and the 0 array in turns, so that code copes with any.
#[test]
fn amendments_where_any_array_may_be_meant() {
    let before = "r1 := 200\n r3 := map segment (r1 words)\n r2 := 0";
    // r4 is 0 in every other round, the one among these.
    let turns = "r4 := 1\n r4 := r6 nand r4\n r4 := r4 nand r4\n r4 := r4 * r3";
    let behind = "r1 := cell\n r2 := 1\n if (r5 != 0) r2 := r0\n r1 := r1 + r2\n m[r4][r1] := r6";
    let size = program(before, &format!("{turns}\n {behind}")).len() as u32;
    let cell = size - 4;
    assert!(size < 200);
    let source = format!("{turns}\n {behind}");
    check_alone(&program(before, &source), platter(0, cell + 1));

    let before = "r1 := 200
        r2 := map segment (r1 words)
        r3 := map segment (r1 words)
        r1 := 300
        r1 := map segment (r1 words)
        r4 := cell
        m[r0][r4] := r1";
    let turns = "r4 := 1
        r4 := r6 nand r4
        r4 := r4 nand r4
        r1 := cell
        r1 := m[r0][r1]
        if (r4 != 0) r1 := r3
        r4 := r2 + r0
        if (r5 != 0) r4 := r1";
    for way in [AT_ONE, AT_ANY] {
        let offset = u32::from(way == AT_ONE);
        check_alone(
            &program(before, &format!("{turns}\n {way}")),
            platter(1, offset),
        );
    }
}

#[test]
fn amendments_of_the_0_array() {
    let value = "r2 := 6\n r3 := 5\n if (r5 != 0) r2 := r3";
    // It is the same in all other rounds, and looked at in all.
    let program_at = |round: &str| program("", &format!("{value}\n {round}"));
    let one = program_at("r1 := cell\n m[r0][r1] := r2");
    check(&one, platter(0, one.len() as u32 - 4));

    // r2 is 6 in the one round, 5 else.
    let any = program_at(
        "r1 := cell\n r1 := r1 + r2\n r4 := 3\n r4 := r4 nand r4\n r1 := r1 + r4\n m[r0][r1] := r6",
    );
    let cell = any.len() as u32 - 4;
    check_alone(&any, platter(0, cell + 2));
}

#[test]
fn allocations_of_a_size_that_is_known_and_of_one_that_is_not() {
    let known = program("", "r5 := 5\n r4 := map segment (r5 words)");
    let varies = program(
        "",
        "r5 := cell\n r5 := m[r0][r5]\n r4 := map segment (r5 words)",
    );
    // Two granules each, and many at a time.
    for identifier in [3001, 3003, 5001] {
        check_alone(&known, platter(identifier, 4));
        check(&varies, platter(identifier, 4));
    }
    let watches = Watches::new(vec![platter(3001, 5)]);
    assert_eq!(
        expected(&known, &watches).len(),
        1,
        "it has no such platter"
    );
}

/// A shorter one is given up and made in all other rounds.
#[test]
fn abandonments() {
    let before = "r1 := 9
        r2 := map segment (r1 words)
        r1 := 5
        r3 := map segment (r1 words)";
    let round = "r4 := r2 + r0
        if (r5 != 0) r4 := r3
        unmap m[r4]
        r3 := map segment (r1 words)";
    let program = program(before, round);
    let watches = Watches::new(vec![platter(1, 8)]);
    assert_eq!(
        expected(&program, &watches).len(),
        3,
        "made, given up, the end"
    );
    check_alone(&program, platter(1, 8));
}

#[test]
fn every_operator_that_sets_a_register() {
    // r1 is 7, and 14 in the one round.
    let chosen = "r1 := 14\n r3 := 7\n if (r5 != 0) r1 := r3";
    for set in [
        "r2 := r1 + r0",
        "r2 := r1 + r3",
        "r2 := r1 * r3",
        "r2 := r1 / r3",
        "r2 := r1 nand r3",
        "r2 := m[r0][r1]",
        "if (r3 != 0) r2 := r1",
    ] {
        check_alone(&program("", &format!("{chosen}\n {set}")), register(2));
    }
    // Now one constant, now the other: it changes all the time.
    let both = program("", "r2 := 3\n r4 := r2 + r2\n r2 := 8");
    let first = Watches::new(vec![register(2)]);
    assert_eq!(expected(&both, &first).len() as u64, 2 * ROUNDS + 1);
    let long = program("", "r1 := 5\n r2 := map segment (r1 words)\n unmap m[r2]");
    check(&long, register(2));
    assert_eq!(
        expected(&long, &first).len(),
        2,
        "the identifier is the same each time"
    );
    let mut translator = Translator::with_heat(&both, LIMITS, Heat::FirstJump).expect("memory");
    for (_, sight) in expected(&both, &first) {
        assert_eq!(translator.run_watching(&first, &[], 1 << 20), Ok(sight));
    }
}
