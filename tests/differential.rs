//! Owns the comparison of engines with the naive model on random programs: in
//! step, one instruction at a time, and then again in random budgets with the
//! console's queues kept short. Deliberately knows nothing of how programs are
//! made ([`generator`]) or what instructions mean ([`model`]); the translator is
//! compared in `translated.rs`.
//!
//! The seed is fixed, so that a red run is red again. For a soak:
//!
//! ```text
//! UM32_SEED=7 UM32_TRIALS=1000000 cargo test --release --test differential random
//! ```
#![cfg(not(target_arch = "wasm32"))]

mod engine;
#[allow(dead_code, reason = "the soak by time is of the translator")]
mod generator;
mod model;

use std::collections::BTreeMap;

use engine::{Engine, Interpreter};
use generator::Trial;
use generator::trials::{runner, setting};
use model::{Cycle, Known, Model};
use proptest::strategy::{Strategy, ValueTree};
use um32::um::{ArrayState, Failure, Limits, MemoryError, Stop};

/// Instructions after which a program that goes on is left.
const INSTRUCTIONS_MAX: u64 = 20_000;
/// Instructions between two comparisons of all arrays.
const COMPARE_ARRAYS_EVERY: u64 = 1_009;

/// How a trial ended, and what it had done by then.
#[derive(Debug, Default)]
struct Journey {
    end: String,
    instructions: u64,
    allocations: u64,
    abandonments: u64,
    loads: u64,
    program_amendments: u64,
    outputs: u64,
}

/// Every active array with its platters, the 0 array among them.
fn arrays_of(engine: &impl Engine) -> BTreeMap<u32, &[u32]> {
    let machine = engine.machine();
    let others = machine.active_identifiers().map(|identifier| {
        let platters = machine.array(identifier).expect("an active identifier");
        (identifier, platters)
    });
    std::iter::once((0, machine.zero_array()))
        .chain(others)
        .collect()
}

fn compare_arrays(engine: &impl Engine, model: &Model) {
    let arrays = arrays_of(engine);
    assert_eq!(arrays.len(), model.arrays.len(), "active arrays");
    for (identifier, platters) in arrays {
        assert!(
            model
                .arrays
                .get(&identifier)
                .is_some_and(|expected| expected == platters),
            "array {identifier}: {platters:x?}, not {:x?}",
            model.arrays.get(&identifier)
        );
    }
    let census = engine.machine().census();
    assert_eq!(census.live_arrays, model.arrays.len() as u64 - 1);
    let platters: usize = model
        .arrays
        .iter()
        .filter(|(id, _)| **id != 0)
        .map(|(_, array)| array.len())
        .sum();
    assert_eq!(census.live_platters, platters as u64);
}

fn compare_failure(
    failure: &Failure,
    kind: &str,
    array: Option<(u32, Option<u32>)>,
    model: &Model,
) {
    assert_eq!(failure.kind.name(), kind);
    assert_eq!(failure.finger, model.finger);
    assert_eq!(failure.registers, model.registers);
    assert_eq!(
        failure.platter,
        model.arrays[&0].get(model.finger as usize).copied()
    );
    let known = failure
        .array
        .map(|array| (array.identifier, array.offset, array.state));
    let expected = array.map(|(identifier, offset)| {
        let state = match model.known(identifier) {
            Known::Active(capacity) => ArrayState::Active { capacity },
            Known::Abandoned => ArrayState::Abandoned,
            Known::NeverAllocated => ArrayState::NeverAllocated,
        };
        (identifier, offset, state)
    });
    assert_eq!(known, expected);
}

/// The host may run out of memory only where memory is asked for, and only when
/// a good part of it is used or asked for.
fn check_memory_error(error: &MemoryError, model: &Model) {
    let (operator, [_, _, c]) = model.next().expect("an instruction that asks for memory");
    let live: usize = model.arrays.values().map(Vec::len).sum();
    let wanted = match operator {
        8 => model.registers[c] as usize,
        2 | 12 => model
            .arrays
            .values()
            .map(Vec::len)
            .max()
            .unwrap_or_default(),
        _ => panic!("operator {operator} asks for no memory"),
    };
    let bytes = 4 * (live + wanted);
    assert!(
        bytes >= Limits::small().reserve_bytes / 8,
        "{error}, with {bytes} bytes in all"
    );
}

/// Runs a trial in step with the model.
fn in_step<E: Engine>(
    program: &[u32],
    trial: &Trial,
) -> (E, Model, Result<Stop, MemoryError>, Journey) {
    let mut engine = E::new(program, Limits::small()).expect("memory for a trial");
    let mut model = Model::new(program);
    let mut journey = Journey::default();
    trial.feed(engine.machine_mut());
    model.input.extend(&trial.input);
    model.input_ended = trial.input_ends;
    let end = loop {
        if model.instructions == INSTRUCTIONS_MAX {
            break Ok(Stop::BudgetSpent);
        }
        let next = model.next();
        let stop = engine.run(1);
        if let Err(error) = &stop {
            check_memory_error(error, &model);
            break stop;
        }
        let cycle = model.cycle(|| engine.machine().registers()[next.expect("an allocation").1[1]]);
        let machine = engine.machine();
        assert_eq!(
            machine.registers(),
            model.registers,
            "registers after {} instructions",
            model.instructions
        );
        assert_eq!(
            machine.finger(),
            model.finger,
            "finger after {} instructions",
            model.instructions
        );
        assert_eq!(machine.instructions(), model.instructions);
        match (&cycle, stop.as_ref().expect("looked at above")) {
            (Cycle::Done, Stop::BudgetSpent) => {}
            (Cycle::Halted, Stop::Halted) | (Cycle::AwaitingInput, Stop::AwaitingInput) => {
                break stop;
            }
            (Cycle::Failed(kind, array), Stop::Failed(failure)) => {
                compare_failure(failure, kind, *array, &model);
                break stop;
            }
            (expected, found) => panic!("{expected:?} by the model, {found:?} by {}", E::NAME),
        }
        match next.map(|(operator, [a, b, _])| (operator, model.registers[a], model.registers[b])) {
            Some((8, ..)) => journey.allocations += 1,
            Some((9, ..)) => journey.abandonments += 1,
            Some((12, _, array)) if array != 0 => journey.loads += 1,
            Some((2, 0, _)) => journey.program_amendments += 1,
            Some((10, ..)) => journey.outputs += 1,
            _ => {}
        }
        if model.instructions.is_multiple_of(COMPARE_ARRAYS_EVERY) {
            compare_arrays(&engine, &model);
        }
    };
    compare_arrays(&engine, &model);
    journey.instructions = model.instructions;
    journey.end = match &end {
        Ok(Stop::Failed(failure)) => failure.kind.name().to_owned(),
        Ok(stop) => format!("{stop:?}"),
        Err(_) => "out of memory".to_owned(),
    };
    (engine, model, end, journey)
}

/// Runs a trial in its budgets, with one byte of input at a time and room for
/// three bytes of output, and compares what comes of it with the run in step.
fn in_budgets<E: Engine>(
    program: &[u32],
    trial: &Trial,
    reference: &E,
    end: &Result<Stop, MemoryError>,
    output: &[u8],
) {
    let mut engine = E::new(program, Limits::small()).expect("memory for a trial");
    engine.machine_mut().console_mut().set_output_capacity(3);
    let mut input = trial.input.iter();
    let mut printed = Vec::new();
    let total = reference.machine().instructions();
    let mut budgets = trial.budgets.iter().cycle();
    let stop = loop {
        let done = engine.machine().instructions();
        let left = total - done;
        if left == 0 && *end == Ok(Stop::BudgetSpent) {
            break Ok(Stop::BudgetSpent);
        }
        let mut budget = *budgets.next().expect("at least one budget");
        if *end == Ok(Stop::BudgetSpent) {
            budget = budget.min(left);
        }
        let stop = engine.run(budget);
        let piece = engine.machine_mut().console_mut().take_output();
        assert!(piece.len() <= 3, "{} bytes in the queue", piece.len());
        printed.extend_from_slice(&piece);
        let spent = engine.machine().instructions() - done;
        assert!(spent <= budget);
        match stop {
            Ok(Stop::BudgetSpent) => assert_eq!(spent, budget),
            Ok(Stop::OutputFull) => assert_eq!(piece.len(), 3),
            Ok(Stop::AwaitingInput) if input.len() > 0 => {
                let byte = *input.next().expect("input is left");
                engine.machine_mut().console_mut().push_input(&[byte]);
            }
            Ok(Stop::AwaitingInput)
                if trial.input_ends && !engine.machine().console().input_ended() =>
            {
                engine.machine_mut().console_mut().end_input();
            }
            stop => break stop,
        }
        assert!(
            engine.machine().instructions() <= total,
            "goes on after {total} instructions"
        );
    };
    assert_eq!(&stop, end);
    let (machine, expected) = (engine.machine(), reference.machine());
    assert_eq!(machine.instructions(), total);
    assert_eq!(machine.registers(), expected.registers());
    assert_eq!(machine.finger(), expected.finger());
    assert_eq!(printed, output);
    assert!(
        arrays_of(&engine) == arrays_of(reference),
        "arrays or their identifiers"
    );
    assert_eq!(machine.census(), expected.census());
}

fn compare<E: Engine>(trial: &Trial) -> Journey {
    let program = trial.program();
    let (mut engine, model, end, journey) = in_step::<E>(&program, trial);
    let output = engine.machine_mut().console_mut().take_output();
    assert_eq!(output, model.output);
    assert_eq!(
        engine.machine().console().pending_input(),
        model.input.len()
    );
    in_budgets(&program, trial, &engine, &end, &output);
    journey
}

#[test]
fn random_programs_in_step_with_the_model() {
    let (seed, trials) = (setting("UM32_SEED", 32), setting("UM32_TRIALS", 3_000));
    let result = runner(seed, trials).run(&generator::trial(), |trial| {
        compare::<Interpreter>(&trial);
        Ok(())
    });
    if let Err(error) = result {
        panic!("seed {seed}: {error}");
    }
}

/// The comparison above is worth what its programs reach: this measures it, and
/// fails when the generator goes stale.
#[test]
fn random_programs_reach_deep_states() {
    const TRIALS: u32 = 600;
    let mut runner = runner(1, TRIALS);
    let journeys: Vec<Journey> = (0..TRIALS)
        .map(|_| {
            let tree = generator::trial().new_tree(&mut runner).expect("a trial");
            compare::<Interpreter>(&tree.current())
        })
        .collect();
    let mut ends: BTreeMap<&str, u32> = BTreeMap::new();
    for journey in &journeys {
        *ends.entry(&journey.end).or_default() += 1;
    }
    let mut lengths: Vec<u64> = journeys
        .iter()
        .map(|journey| journey.instructions)
        .collect();
    lengths.sort_unstable();
    let late = journeys
        .iter()
        .filter(|journey| journey.end.contains('-') && journey.instructions > 1_000)
        .count();
    let sum = |of: fn(&Journey) -> u64| journeys.iter().map(of).sum::<u64>();
    println!("ends: {ends:#?}");
    println!(
        "instructions, in tenths: {:?}",
        lengths
            .iter()
            .step_by(lengths.len() / 10)
            .collect::<Vec<_>>()
    );
    println!("failures after more than 1,000 instructions: {late}");
    println!(
        "allocations {}, abandonments {}, loads {}, amendments of the program {}, outputs {}",
        sum(|journey| journey.allocations),
        sum(|journey| journey.abandonments),
        sum(|journey| journey.loads),
        sum(|journey| journey.program_amendments),
        sum(|journey| journey.outputs),
    );
    for kind in um32::um::FailureKind::ALL {
        assert!(
            ends.get(kind.name()).is_some_and(|&count| count >= 3),
            "{} is hardly reached",
            kind.name()
        );
    }
    assert!(
        ends["Halted"] >= 60 && ends["BudgetSpent"] >= 20,
        "{ends:?}"
    );
    assert!(
        lengths[lengths.len() / 2] >= 300,
        "half of the programs end early: {lengths:?}"
    );
    assert!(late >= 40, "{late} failures come late");
    assert!(sum(|journey| journey.loads) >= 200 && sum(|journey| journey.abandonments) >= 5_000);
}
