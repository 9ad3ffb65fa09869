//! Owns the proof that a run to instructions ends at the first of them, no earlier and no later: in the
//! interpreter, and in compiled code, which goes on afterwards; in programs that amend
//! themselves or load others; whatever else ends it. Compared with single steps.
#![cfg(not(target_arch = "wasm32"))]

#[path = "moment/arrays.rs"]
mod arrays;
#[allow(dead_code)]
mod engine;
#[allow(dead_code)]
mod generator;
#[path = "moment/position.rs"]
mod position;
#[path = "moment/single_steps.rs"]
mod single_steps;

use arrays::same_arrays;
use engine::translator::{Heat, Translator};
use generator::trials::runner;
use position::position;
use proptest::strategy::{Strategy, ValueTree};
use single_steps::step_to;
use um32::engine::run_to;
use um32::um::{Limits, Machine, Stop};

const LIMITS: Limits = Limits {
    reserve_bytes: 8 << 20,
};

fn assemble(source: &str) -> Vec<u32> {
    um32::asm::assemble(source).unwrap_or_else(|error| panic!("{error}"))
}

/// Runs to the first of `fingers` in the interpreter and at every heat, after `before` instructions of a usual
/// run and with others after it; `feed` types. Whether it came there, and how much of it
/// compiled code did.
fn check(
    program: &[u32],
    feed: impl Fn(&mut Machine),
    (before, fingers, budget): (u64, &[u32], u64),
) -> (bool, u64) {
    let after = 3_000;
    let mut stepped = Machine::new(program, LIMITS).expect("memory");
    feed(&mut stepped);
    if stepped.run(before) != Ok(Stop::BudgetSpent) {
        return (false, 0);
    }
    let Ok(expected) = step_to(&mut stepped, fingers, budget) else {
        return (false, 0);
    };
    let has_arrived = expected.is_none();
    // Where it stands is no stop of the machine's own.
    let stop = |stop: Option<Stop>| stop.unwrap_or(Stop::Halted);
    let expected = position(&mut stepped, stop(expected));
    let at = format!("to {fingers:?} after {before}, at most {budget}");

    let mut machine = Machine::new(program, LIMITS).expect("memory");
    feed(&mut machine);
    assert_eq!(machine.run(before), Ok(Stop::BudgetSpent));
    let found = run_to(&mut machine, fingers, budget).expect("memory");
    assert_eq!(position(&mut machine, stop(found)), expected, "{at}");
    same_arrays(&machine, &stepped, &at);

    let Ok(later) = stepped.run(after) else {
        return (has_arrived, 0);
    };
    let later = position(&mut stepped, later);
    let mut compiled = 0;
    for heat in Heat::ALL {
        let mut translator = Translator::with_heat(program, LIMITS, heat).expect("memory");
        feed(translator.machine_mut());
        // The margin takes memory too, so that the end of memory may differ.
        let Ok(Stop::BudgetSpent) = translator.run(before) else {
            continue;
        };
        compiled += translator.statistics().compiled_instructions;
        let Ok(found) = translator.run_to(fingers, budget) else {
            continue;
        };
        let found = position(translator.machine_mut(), stop(found));
        assert_eq!(found, expected, "{heat:?}, {at}");
        let Ok(found) = translator.run(after) else {
            continue;
        };
        let found = position(translator.machine_mut(), found);
        assert_eq!(found, later, "{heat:?}, {at}, and on");
        same_arrays(translator.machine(), &stepped, (heat, &at));
    }
    (has_arrived, compiled)
}

/// r6 counts down from 40 000; a jump of two ways in each round, and at `amended` an instruction
/// that the round before wrote.
const AMENDING: &str = "
    r7 := r0 nand r0
    r6 := 40000
    top:
    r4 := 1
    r5 := r6 nand r4
    r5 := r5 nand r5
    r1 := words
    r1 := r1 + r5
    r1 := m[r0][r1]
    r2 := amended
    m[r0][r2] := r1
    amended:
    r3 := 0
    r1 := odd
    r2 := even
    if (r5 != 0) r2 := r1
    goto r2 in program m[r0]
    odd:
    r3 := r3 + r6
    even:
    r6 := r6 + r7
    r2 := over
    r4 := top
    if (r6 != 0) r2 := r4
    goto r2 in program m[r0]
    over: halt
    words: r3 := 5
    r3 := 6";

#[test]
fn every_platter_of_a_program_that_amends_itself_is_stopped_at_amid_compiled_code() {
    let program = assemble(AMENDING);
    let (mut arrived, mut compiled) = (0, 0);
    for before in [0, 40_001, 40_007, 90_000] {
        for finger in 0..program.len() as u32 {
            let (has_arrived, done) = check(&program, |_| {}, (before, &[finger], 500));
            arrived += u32::from(has_arrived);
            compiled += done;
        }
    }
    // In each round it comes by all but the beginning, the end and the data.
    assert!(arrived >= 4 * 19, "{arrived}");
    assert!(compiled > 1_000_000, "{compiled}");
}

/// Amends what stands right at the end of a straight way, so that a jump stands there: the
/// finger never comes to what followed.
#[test]
fn a_jump_that_was_written_just_now_is_no_way_past() {
    let program = assemble(
        "r1 := jump
         r1 := m[r0][r1]
         r2 := here
         r3 := past
         m[r0][r2] := r1
         here: r4 := 1
         r4 := 2
         r4 := 3
         past: halt
         jump: goto r3 in program m[r0]",
    );
    for finger in 0..program.len() as u32 {
        let (has_arrived, _) = check(&program, |_| {}, (0, &[finger], 100));
        assert_eq!(
            has_arrived,
            [1, 2, 3, 4, 5, 8].contains(&finger),
            "{finger}"
        );
    }
}

#[test]
fn the_finger_stands_there_in_a_program_that_was_loaded_too() {
    let program = assemble(
        "r1 := 3
         r2 := map segment (r1 words)
         r3 := 0
         r4 := code
         r5 := 1
         copy:
         r6 := m[r0][r4]
         m[r2][r3] := r6
         r3 := r3 + r5
         r4 := r4 + r5
         r6 := m[r0][r4]
         m[r2][r3] := r6
         r3 := 0
         goto r3 in program m[r2]
         .space 40
         code: r7 := 9
         halt",
    );
    let (has_arrived, _) = check(&program, |_| {}, (10, &[1], 100));
    assert!(has_arrived);
    // In the loaded one there is no such platter: it halts before.
    let (has_arrived, _) = check(&program, |_| {}, (10, &[20], 100));
    assert!(!has_arrived);
}

#[test]
fn whatever_stops_it_before_stops_it_as_ever() {
    let stop = |source: &str, finger: u32, budget: u64| {
        let mut machine = Machine::new(&assemble(source), LIMITS).expect("memory");
        machine.console_mut().set_output_capacity(1);
        let stop = run_to(&mut machine, &[finger], budget).expect("memory");
        (stop, machine.instructions(), machine.finger())
    };
    assert_eq!(stop("halt; halt", 1, 9), (Some(Stop::Halted), 1, 1));
    let asks = "r1 := 1; r2 := input(); r3 := 3";
    assert_eq!(stop(asks, 2, 9), (Some(Stop::AwaitingInput), 1, 1));
    assert_eq!(stop(asks, 1, 9), (None, 1, 1));
    let prints = "r1 := 65; output r1; output r1; halt";
    assert_eq!(stop(prints, 3, 9), (Some(Stop::OutputFull), 2, 2));
    assert_eq!(
        stop("r1 := 1; r1 := 2; halt", 2, 1),
        (Some(Stop::BudgetSpent), 1, 1)
    );
    assert_eq!(stop("r1 := 1; r1 := 2; halt", 2, 2), (None, 2, 2));
    let (failed, done, finger) = stop("r1 := 1 ; r2 := r1 / r0; halt", 2, 9);
    assert!(matches!(failed, Some(Stop::Failed(_))), "{failed:?}");
    assert_eq!((done, finger), (1, 1));
    // Behind the last platter nothing stands.
    let (failed, done, finger) = stop("r1 := 1", 5, 9);
    assert!(matches!(failed, Some(Stop::Failed(_))), "{failed:?}");
    assert_eq!((done, finger), (1, 1));
}

/// Whoever stands there wants to come there again: once round the loop.
#[test]
fn one_instruction_at_least_is_done() {
    let program = assemble("r1 := 1; top: r2 := r2 + r1; r3 := top; goto r3 in program m[r0]");
    let mut machine = Machine::new(&program, LIMITS).expect("memory");
    for round in 0..5 {
        assert_eq!(run_to(&mut machine, &[1], 100), Ok(None));
        assert_eq!(machine.registers()[2], round);
        assert_eq!(machine.instructions(), 1 + 3 * u64::from(round));
    }
    // So with a budget of none it is not come to, for all that it stands there.
    assert_eq!(run_to(&mut machine, &[1], 0), Ok(Some(Stop::BudgetSpent)));
}

/// Places in any order, one twice, one where it stands, one that is never come to.
#[test]
fn of_several_places_the_first_to_be_come_to_is_stopped_at() {
    let program = assemble(AMENDING);
    let all: Vec<u32> = (0..program.len() as u32).collect();
    let (mut arrived, mut compiled) = (0, 0);
    for before in [0, 40_001, 40_007, 90_000] {
        for (nth, &finger) in all.iter().enumerate() {
            let other = all[(nth * 5 + 3) % all.len()];
            let places = [finger, 1_000, other, finger];
            let (has_arrived, done) = check(&program, |_| {}, (before, &places, 500));
            arrived += u32::from(has_arrived);
            compiled += done;
        }
        let (has_arrived, _) = check(&program, |_| {}, (before, &all, 500));
        assert!(has_arrived);
        let (has_arrived, _) = check(&program, |_| {}, (before, &[], 500));
        assert!(!has_arrived);
    }
    assert!(arrived >= 4 * 19, "{arrived}");
    assert!(compiled > 1_000_000, "{compiled}");
}

/// Each arrival is one, and the way on from it does what stands there.
#[test]
fn all_arrivals_of_a_loop_are_stopped_at_one_after_the_other() {
    let program =
        assemble("r1 := 1; top: r2 := r2 + r1; r3 := top; r4 := 7; goto r3 in program m[r0]");
    let mut machine = Machine::new(&program, LIMITS).expect("memory");
    let stood: Vec<(u32, u64)> = (0..7)
        .map(|_| {
            assert_eq!(run_to(&mut machine, &[4, 1, 2], 100), Ok(None));
            (machine.finger(), machine.instructions())
        })
        .collect();
    assert_eq!(
        stood,
        [(1, 1), (2, 2), (4, 4), (1, 5), (2, 6), (4, 8), (1, 9)]
    );
}

#[test]
fn random_programs_stop_where_single_steps_do() {
    let strategy = generator::trial();
    let mut runner = runner(41, 1);
    let (mut arrived, mut compiled) = (0, 0);
    for number in 0..60 {
        let trial = strategy.new_tree(&mut runner).expect("a trial").current();
        let program = trial.program();
        let feed = |machine: &mut Machine| trial.feed(machine);
        for before in [0, 700, 6_001] {
            // One that it comes by soon, where there is any, and one by chance.
            let mut ahead = Machine::new(&program, LIMITS).expect("memory");
            feed(&mut ahead);
            let _ = ahead.run(before + 137);
            let (soon, any) = (ahead.finger(), number * 7 % program.len() as u32);
            for fingers in [&[soon][..], &[any], &[any, soon, any / 2]] {
                let (has_arrived, done) = check(&program, feed, (before, fingers, 2_000));
                arrived += u32::from(has_arrived);
                compiled += done;
            }
        }
    }
    assert!(arrived >= 60, "{arrived} of 540");
    assert!(compiled >= 60_000, "{compiled}");
}
