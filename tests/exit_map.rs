//! Owns an independent check of every exit on whole programs: compiled functions
//! are called by a driver of the tests ([`exits`]), not by the engine, and checked
//! at each return. Every [`Reason`] must have come up in the end. Single sites are
//! in `exit_sites.rs`, calls by the engine in `exit_engine.rs`. Deliberately knows
//! nothing of when code is worth its while.
#![cfg(not(target_arch = "wasm32"))]

#[path = "model/chooser.rs"]
mod chooser;
mod exits;
#[allow(dead_code)]
mod generator;
mod model;
#[path = "engine/wasm.rs"]
mod wasm;

use std::collections::BTreeMap;

use exits::{Driver, SOURCES, scatter};
use generator::trials::{runner, setting};
use proptest::strategy::{Strategy, ValueTree};
use um32::jit::{PATH_MAX, Reason};
use um32::um::Limits;

const LIMITS: Limits = Limits {
    reserve_bytes: 16 << 20,
};
/// Instructions and calls after which a program is left.
const INSTRUCTIONS_MAX: u64 = 40_000;
const CALLS_MAX: u32 = 600;
const TRIALS: u32 = 60;

/// Every reason for which code leaves.
const REASONS: [Reason; 16] = [
    Reason::Budget,
    Reason::ColdTarget,
    Reason::ComputedTarget,
    Reason::Assumption,
    Reason::Operator,
    Reason::Output,
    Reason::LoadProgram,
    Reason::Data,
    Reason::Index,
    Reason::Amendment,
    Reason::NotReached,
    Reason::AmendmentOfCode,
    Reason::Allocation,
    Reason::Abandonment,
    Reason::Division,
    Reason::ProgramEnd,
];

/// Code wherever there is some, and one instruction interpreted where it
/// left for good.
fn drive(driver: &mut Driver, exits: &mut BTreeMap<Reason, u64>) -> u64 {
    let mut compiled = 0;
    let mut calls = 0;
    while driver.model.instructions < INSTRUCTIONS_MAX && calls < CALLS_MAX {
        let finger = driver.machine.finger();
        if driver.marks.slot(finger).is_none() {
            driver.compile(finger);
        }
        if let Some(slot) = driver.marks.slot(finger) {
            let budget = PATH_MAX + scatter(driver.seed, calls) % PATH_MAX;
            let before = driver.model.instructions;
            let (_, site) = driver.call(slot, budget);
            calls += 1;
            *exits.entry(site.reason).or_default() += 1;
            let done = driver.model.instructions - before;
            compiled += done;
            let goes_on = [Reason::Budget, Reason::ColdTarget, Reason::ComputedTarget];
            if done > 0 && goes_on.contains(&site.reason) {
                continue;
            }
        }
        if !driver.interpret() {
            break;
        }
    }
    compiled
}

#[test]
fn every_exit_is_where_the_model_is() {
    let mut exits = BTreeMap::new();
    let mut compiled = 0;
    for source in SOURCES {
        let program = um32::asm::assemble(source).unwrap_or_else(|error| panic!("{error}"));
        for seed in 0..8 {
            println!("{source}, seed {seed}");
            compiled += drive(&mut Driver::new(&program, b"um", seed, LIMITS), &mut exits);
        }
    }
    let (seed, trials) = (setting("UM32_SEED", 34), setting("UM32_TRIALS", TRIALS));
    let mut runner = runner(seed, trials);
    for number in 0..trials {
        let tree = generator::trial().new_tree(&mut runner).expect("a trial");
        let trial = tree.current();
        println!("seed {seed}, trial {number}");
        compiled += drive(
            &mut Driver::new(&trial.program(), &trial.input, number, LIMITS),
            &mut exits,
        );
    }
    println!("{compiled} instructions in compiled code, exits: {exits:#?}");
    assert!(compiled >= 1_000 * u64::from(trials), "{compiled}");
    for reason in REASONS {
        assert!(exits.contains_key(&reason), "no exit for {reason:?}");
    }
}
