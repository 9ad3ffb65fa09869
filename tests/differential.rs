//! Owns the comparison of engines with the naive model on random programs: in
//! step, one instruction at a time, and then again in random budgets with the
//! console's queues kept short. And of the translator with the interpreter, at
//! every heat, at one go and in budgets round the least that compiled code is
//! entered with. Deliberately knows nothing of how programs are
//! made ([`generator`]) or what instructions mean ([`model`]).
//!
//! The seed is fixed, so that a red run is red again. For a soak:
//!
//! ```text
//! UM32_SEED=7 UM32_TRIALS=1000000 cargo test --release --test differential random
//! ```
//!
//! or, by time, with a line a minute of how far it is (`UM32_TRIALS` is then not
//! looked at):
//!
//! ```text
//! UM32_SEED=7 UM32_SECONDS=3600 cargo test --test differential translated -- --nocapture
//! ```
#![cfg(not(target_arch = "wasm32"))]

mod engine;
mod generator;
mod model;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use engine::translator::{Heat, Translator};
use engine::{Engine, Interpreter};
use generator::Trial;
use model::{Cycle, Known, Model};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
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
    let console = engine.machine_mut().console_mut();
    console.set_output_capacity(usize::MAX);
    console.push_input(&trial.input);
    model.input.extend(&trial.input);
    if trial.input_ends {
        console.end_input();
        model.input_ended = true;
    }
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
        printed.extend(engine.machine_mut().console_mut().take_output());
        let spent = engine.machine().instructions() - done;
        assert!(spent <= budget);
        match stop {
            Ok(Stop::BudgetSpent) => assert_eq!(spent, budget),
            Ok(Stop::OutputFull) => {}
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

fn setting(name: &str, default: u32) -> u32 {
    std::env::var(name).map_or(default, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is a number, not {text}"))
    })
}

fn runner(seed: u32, trials: u32) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases: trials,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
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

/// Enough for most trials; little, because a runtime clears it all.
const TRANSLATOR_LIMITS: Limits = Limits {
    reserve_bytes: 8 << 20,
};
/// Instructions after which a trial of the translator is left.
const TRANSLATED_MAX: u64 = 60_011;
/// The least budget with which compiled code is entered.
const ENTERED: u64 = um32::jit::PATH_MAX as u64;

/// What can be seen of a machine where a run left off.
#[derive(Debug, PartialEq)]
struct Position {
    stop: Stop,
    instructions: u64,
    finger: u32,
    registers: [u32; 8],
    output: Vec<u8>,
    pending_input: usize,
}

fn position(machine: &mut um32::um::Machine, stop: Stop) -> Position {
    Position {
        stop,
        instructions: machine.instructions(),
        finger: machine.finger(),
        registers: machine.registers(),
        output: machine.console_mut().take_output(),
        pending_input: machine.console().pending_input(),
    }
}

fn feed(machine: &mut um32::um::Machine, trial: &Trial) {
    machine.console_mut().set_output_capacity(usize::MAX);
    machine.console_mut().push_input(&trial.input);
    if trial.input_ends {
        machine.console_mut().end_input();
    }
}

/// Runs a trial in the translator and in the interpreter, and compares them
/// wherever the budget ends. What compiled code did of it.
fn compare_translator(program: &[u32], trial: &Trial, heat: Heat, budgets: &[u64]) -> u64 {
    let mut translator =
        Translator::with_heat(program, TRANSLATOR_LIMITS, heat).expect("memory for a trial");
    let mut interpreter = Interpreter::new(program, TRANSLATOR_LIMITS).expect("memory for a trial");
    feed(translator.machine_mut(), trial);
    feed(interpreter.machine_mut(), trial);
    let mut budgets = budgets.iter().cycle();
    loop {
        let done = interpreter.machine().instructions();
        let budget = *budgets.next().expect("at least one budget");
        let budget = budget.min(TRANSLATED_MAX - done);
        // The margin takes memory too, so that the end of memory may differ.
        let (Ok(found), Ok(expected)) = (translator.run(budget), interpreter.run(budget)) else {
            break;
        };
        let found = position(translator.machine_mut(), found);
        let expected = position(interpreter.machine_mut(), expected);
        assert_eq!(found, expected, "{heat:?}, {budget} from {done} on");
        let ends = expected.stop != Stop::BudgetSpent || expected.instructions == TRANSLATED_MAX;
        if ends || budget < ENTERED {
            let found = translator.machine();
            let expected = interpreter.machine();
            assert_eq!(found.zero_array(), expected.zero_array(), "{heat:?}");
            assert!(
                found.active_identifiers().eq(expected.active_identifiers()),
                "identifiers, {heat:?}"
            );
            for identifier in expected.active_identifiers() {
                assert_eq!(
                    found.array(identifier),
                    expected.array(identifier),
                    "{heat:?}"
                );
            }
            let (found, expected) = (found.census(), expected.census());
            assert_eq!(found.live_arrays, expected.live_arrays);
            assert_eq!(found.live_platters, expected.live_platters);
        }
        if ends {
            break;
        }
    }
    translator.statistics().compiled_instructions
}

/// Between two words of a soak about how far it is.
const WORD_EVERY: Duration = Duration::from_secs(60);

/// How long trials go on: a number of them, or a time.
struct Length {
    trials: u64,
    trials_max: u64,
    end: Option<Instant>,
    next_word: Instant,
}

impl Length {
    /// `UM32_SECONDS`, else `UM32_TRIALS`, else `trials`.
    fn of_settings(trials: u32) -> Self {
        let now = Instant::now();
        let seconds = std::env::var("UM32_SECONDS").ok();
        let end = seconds.map(|_| now + Duration::from_secs(setting("UM32_SECONDS", 0).into()));
        Self {
            trials: 0,
            trials_max: setting("UM32_TRIALS", trials).into(),
            end,
            next_word: now + WORD_EVERY,
        }
    }

    /// Whether there is to be another trial. Says a word when it is time.
    fn goes_on(&mut self, word: impl FnOnce(u64)) -> bool {
        let now = Instant::now();
        if now >= self.next_word {
            word(self.trials);
            self.next_word = now + WORD_EVERY;
        }
        let goes_on = match self.end {
            Some(end) => now < end || self.trials == 0,
            None => self.trials < self.trials_max,
        };
        self.trials += u64::from(goes_on);
        goes_on
    }
}

#[test]
fn random_programs_translated_and_interpreted() {
    let seed = setting("UM32_SEED", 33);
    let mut length = Length::of_settings(80);
    let mut compiled = BTreeMap::new();
    let strategy = generator::trial();
    let mut runner = runner(seed, 1);
    // Not `run`: what compiled code does is to be counted.
    while length.goes_on(|trials| println!("seed {seed}, {trials} trials: {compiled:?}")) {
        let mut tree = strategy.new_tree(&mut runner).expect("a trial");
        let check = |trial: &Trial| {
            let program = trial.program();
            // Odd ones round the least that enters compiled code, and one in
            // between that does not.
            let pieces: Vec<u64> = trial
                .budgets
                .iter()
                .flat_map(|&budget| [ENTERED + budget, ENTERED - 1, ENTERED, budget, ENTERED + 1])
                .collect();
            Heat::ALL.map(|heat| {
                (
                    heat,
                    compare_translator(&program, trial, heat, &[u64::MAX])
                        + compare_translator(&program, trial, heat, &pieces),
                )
            })
        };
        let fails = |trial: &Trial| {
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(trial))).is_err()
        };
        let trial = tree.current();
        let counts = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(&trial)));
        if let Ok(counts) = counts {
            for (heat, count) in counts {
                *compiled.entry(format!("{heat:?}")).or_insert(0) += count;
            }
            continue;
        }
        // The smallest trial that fails as well says most.
        let mut smallest = trial;
        let mut wants = tree.simplify();
        while wants {
            let trial = tree.current();
            wants = if fails(&trial) {
                smallest = trial;
                tree.simplify()
            } else {
                tree.complicate()
            };
        }
        let listing = um32::asm::disassemble(&smallest.program());
        let trials = length.trials;
        println!("seed {seed}, trial {trials}, the smallest: {smallest:#?}\n{listing}");
        check(&smallest);
        unreachable!("it failed before");
    }
    let trials = length.trials;
    println!("seed {seed}, {trials} trials, instructions in compiled code: {compiled:#?}");
    for (heat, count) in compiled {
        assert!(
            count >= 1_000 * trials,
            "{heat}: {count} instructions were done in compiled code"
        );
    }
}
