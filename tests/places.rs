//! Owns the proof that places to stop at and compiled code get along: none is passed while it is
//! kept, what is far from them is compiled, and what was near once they are gone. Compared with
//! single steps; see `run_to.rs` for runs to a place from anywhere.
#![cfg(not(target_arch = "wasm32"))]

#[path = "moment/arrays.rs"]
mod arrays;
#[allow(dead_code)]
mod engine;
#[allow(dead_code)]
mod generator;
#[path = "moment/position.rs"]
mod position;
#[path = "moment/rounds.rs"]
mod rounds;
#[path = "moment/single_steps.rs"]
mod single_steps;

use arrays::same_arrays;
use engine::translator::{Heat, Translator};
use generator::trials::runner;
use position::position;
use proptest::strategy::{Strategy, ValueTree};
use rounds::ROUNDS;
use single_steps::step_to;
use um32::jit::Reason;
use um32::um::{Limits, Machine, MemoryError, Stop};

const LIMITS: Limits = Limits {
    reserve_bytes: 8 << 20,
};
const SPENT: Result<Stop, MemoryError> = Ok(Stop::BudgetSpent);

/// Runs on to a few places after the other, to none of them now and then.
#[test]
fn places_that_come_and_go_are_stopped_at_while_they_are_there() {
    let strategy = generator::trial();
    let mut runner = runner(43, 1);
    let mut arrived = [0; 4];
    let mut compiled = [0; 4];
    for _ in 0..40 {
        let trial = strategy.new_tree(&mut runner).expect("a trial").current();
        let program = trial.program();
        for (nth, heat) in Heat::ALL.into_iter().enumerate() {
            let mut stepped = Machine::new(&program, LIMITS).expect("memory");
            let mut translator = Translator::with_heat(&program, LIMITS, heat).expect("memory");
            trial.feed(&mut stepped);
            trial.feed(translator.machine_mut());
            let before = 6_001;
            if (stepped.run(before), translator.run(before)) != (SPENT, SPENT) {
                continue;
            }
            let at_first = translator.statistics().compiled_instructions;
            let mut chance = 1_u32;
            for _ in 0..14 {
                chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let any = |bits: u32| (chance >> bits) % program.len() as u32;
                let here = stepped.finger();
                let fingers = [here, any(3), any(9), any(15)];
                let places =
                    &fingers[..(chance >> 30) as usize + usize::from(chance >> 29 & 1 == 0)];
                let (Ok(expected), Ok(found)) = (
                    step_to(&mut stepped, places, 1_500),
                    translator.run_to(places, 1_500),
                ) else {
                    break;
                };
                arrived[nth] += u32::from(expected.is_none());
                // Where it stands is no stop of the machine's own.
                let stop = |stop: Option<Stop>| stop.unwrap_or(Stop::Halted);
                let expected = position(&mut stepped, stop(expected));
                let found = position(translator.machine_mut(), stop(found));
                assert_eq!(found, expected, "{heat:?}, to {places:?}");
                same_arrays(translator.machine(), &stepped, (heat, places));
            }
            compiled[nth] += translator.statistics().compiled_instructions - at_first;
        }
    }
    assert!(arrived.iter().all(|&arrived| arrived >= 60), "{arrived:?}");
    assert!(compiled.iter().all(|&count| count >= 2_000), "{compiled:?}");
}

#[test]
fn what_is_far_from_a_place_is_compiled_and_what_was_near_is_once_it_is_gone() {
    let program = um32::asm::assemble(ROUNDS).unwrap_or_else(|error| panic!("{error}"));
    let [seldom, amid] = [11, 13];
    let mut translator = Translator::with_heat(&program, LIMITS, Heat::Normal).expect("memory");
    // The first is where r6 is 0 in its lower bits, then each is 16,384 rounds of twelve further on.
    for nth in 0..20 {
        assert_eq!(translator.run_to(&[seldom], 1 << 20), Ok(None));
        assert_eq!(translator.machine().finger(), seldom);
        assert_eq!(translator.machine().registers()[5], nth);
    }
    let share = |translator: &Translator, compiled: u64, done: u64| {
        let part = translator.statistics().compiled_instructions - compiled;
        part * 100 / (translator.machine().instructions() - done)
    };
    assert!(share(&translator, 0, 0) >= 95);
    // In the loop it stops at each round.
    for _ in 0..600 {
        assert_eq!(translator.run_to(&[amid], 1 << 20), Ok(None));
        assert_eq!(translator.machine().finger(), amid);
    }
    let compiled = translator.statistics().compiled_instructions;
    let done = translator.machine().instructions();
    assert_eq!(translator.run(1 << 20), Ok(Stop::BudgetSpent));
    assert!(share(&translator, compiled, done) >= 95);
    // Nothing leaves where a place was.
    let left = |translator: &Translator| translator.statistics().exits.get(&Reason::Data).copied();
    let before = left(&translator);
    assert!(before.is_some(), "it left at each round before");
    assert_eq!(translator.run(1 << 20), Ok(Stop::BudgetSpent));
    assert_eq!(left(&translator), before);
}
