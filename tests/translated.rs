//! Owns the comparison of the translator with the interpreter on random programs:
//! at every heat, at one go and in budgets round the least that compiled code is
//! entered with. Natively, where a failing program is made smaller, and as wasm,
//! in Node and in browsers, where the linker is the page's own. Deliberately knows
//! nothing of how programs are made ([`generator`]).
//!
//! The seed is fixed, so that a red run is red again. For a soak:
//!
//! ```text
//! UM32_SEED=7 UM32_TRIALS=1000000 cargo test --release --test translated random
//! ```
//!
//! or, by time, with a line a minute of how far it is (`UM32_TRIALS` is then not
//! looked at):
//!
//! ```text
//! UM32_SEED=7 UM32_SECONDS=3600 cargo test --test translated random -- --nocapture
//! ```

#[path = "moment/arrays.rs"]
mod arrays;
#[allow(dead_code, reason = "not every test names every engine")]
mod engine;
#[allow(dead_code, reason = "not every test asks for a number of trials")]
mod generator;
#[path = "moment/position.rs"]
mod position;

use std::collections::BTreeMap;

use arrays::same_arrays;
use engine::translator::{Heat, Translator};
use engine::{Engine, Interpreter};
use generator::Trial;
use generator::trials::runner;
use position::position;
use proptest::strategy::{Strategy, ValueTree};
use um32::um::{Limits, Stop};

/// Enough for most trials; little, because a native runtime clears it all.
const LIMITS: Limits = Limits {
    reserve_bytes: 8 << 20,
};
/// Instructions after which a trial of the translator is left.
const INSTRUCTIONS_MAX: u64 = 60_011;
/// The least budget with which compiled code is entered.
const ENTERED: u64 = um32::jit::PATH_MAX as u64;

/// Runs a trial in the translator and in the interpreter, and compares them
/// wherever the budget ends. What compiled code did of it.
fn compare(program: &[u32], trial: &Trial, heat: Heat, budgets: &[u64]) -> u64 {
    let mut translator = Translator::with_heat(program, LIMITS, heat).expect("memory for a trial");
    let mut interpreter = Interpreter::new(program, LIMITS).expect("memory for a trial");
    trial.feed(translator.machine_mut());
    trial.feed(interpreter.machine_mut());
    let mut budgets = budgets.iter().cycle();
    loop {
        let done = interpreter.machine().instructions();
        let budget = *budgets.next().expect("at least one budget");
        let budget = budget.min(INSTRUCTIONS_MAX - done);
        // The margin takes memory too, so that the end of memory may differ.
        let (Ok(found), Ok(expected)) = (translator.run(budget), interpreter.run(budget)) else {
            break;
        };
        let found = position(translator.machine_mut(), found);
        let expected = position(interpreter.machine_mut(), expected);
        assert_eq!(found, expected, "{heat:?}, {budget} from {done} on");
        let ends = expected.stop != Stop::BudgetSpent || expected.instructions == INSTRUCTIONS_MAX;
        if ends || budget < ENTERED {
            let found = translator.machine();
            let expected = interpreter.machine();
            same_arrays(found, expected, heat);
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

/// What compiled code did of a trial, in instructions by heat.
type Counts = BTreeMap<String, u64>;

fn check(trial: &Trial) -> Counts {
    let program = trial.program();
    // Odd ones round the least that enters compiled code, and one in
    // between that does not.
    let pieces: Vec<u64> = trial
        .budgets
        .iter()
        .flat_map(|&budget| [ENTERED + budget, ENTERED - 1, ENTERED, budget, ENTERED + 1])
        .collect();
    Heat::ALL
        .into_iter()
        .map(|heat| {
            let whole = compare(&program, trial, heat, &[u64::MAX]);
            let in_pieces = compare(&program, trial, heat, &pieces);
            (format!("{heat:?}"), whole + in_pieces)
        })
        .collect()
}

fn add(sums: &mut Counts, counts: Counts) {
    for (heat, count) in counts {
        *sums.entry(heat).or_default() += count;
    }
}

/// The comparison is worth what is compiled.
fn check_share(compiled: &Counts, trials: u64) {
    for (heat, &count) in compiled {
        assert!(
            count >= 1_000 * trials,
            "{heat}: {count} instructions were done in compiled code"
        );
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::*;
    use generator::trials::{Length, setting};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn try_check(trial: &Trial) -> Option<Counts> {
        catch_unwind(AssertUnwindSafe(|| check(trial))).ok()
    }

    #[test]
    fn random_programs_translated_and_interpreted() {
        let seed = setting("UM32_SEED", 33);
        let mut length = Length::of_settings(80);
        let mut compiled = Counts::new();
        let strategy = generator::trial();
        let mut runner = runner(seed, 1);
        // Not `run`: what compiled code does is to be counted.
        while length.goes_on(|trials| println!("seed {seed}, {trials} trials: {compiled:?}")) {
            let mut tree = strategy.new_tree(&mut runner).expect("a trial");
            let trial = tree.current();
            if let Some(counts) = try_check(&trial) {
                add(&mut compiled, counts);
                continue;
            }
            // The smallest trial that fails as well says most.
            let mut smallest = trial;
            let mut wants = tree.simplify();
            while wants {
                let trial = tree.current();
                wants = if try_check(&trial).is_none() {
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
        check_share(&compiled, trials);
    }
}

#[cfg(target_arch = "wasm32")]
mod as_wasm {
    use super::*;
    use js_sys::WebAssembly::Table;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::{console_log, wasm_bindgen_test};

    /// As many as take some seconds. A failing one is made smaller natively,
    /// where the same seed gives the same programs.
    const TRIALS: u64 = 16;
    const SEED: u32 = 35;

    #[wasm_bindgen_test]
    fn random_programs_translated_and_interpreted() {
        let mut compiled = Counts::new();
        let strategy = generator::trial();
        let mut runner = runner(SEED, 1);
        for number in 1..=TRIALS {
            let tree = strategy.new_tree(&mut runner).expect("a trial");
            console_log!("seed {SEED}, trial {number}");
            add(&mut compiled, check(&tree.current()));
        }
        console_log!("{TRIALS} trials, instructions in compiled code: {compiled:?}");
        check_share(&compiled, TRIALS);
    }

    /// The table is the module's own, and stays as long as the page does.
    #[wasm_bindgen_test]
    fn an_engine_that_goes_gives_its_slots_back() {
        let table: Table = wasm_bindgen::function_table().unchecked_into();
        let source = "r7 := r0 nand r0; r6 := 20000
             top: r6 := r6 + r7; r2 := out; r3 := top
             if (r6 != 0) r2 := r3; goto r2 in program m[r0]
             out: halt";
        let program = um32::asm::assemble(source).unwrap_or_else(|error| panic!("{error}"));
        let play = || {
            let mut translator = Translator::with_heat(&program, LIMITS, Heat::Everywhere)
                .expect("memory for a loop");
            assert_eq!(translator.run(u64::MAX), Ok(Stop::Halted));
            assert!(translator.statistics().functions > 0);
            table.length()
        };
        let slots = play();
        for _ in 0..100 {
            assert_eq!(play(), slots);
        }
    }
}
