//! Owns what the engine does when compiling takes long: its host's clock stands still
//! but for lowering and linking, which take a second or so each. Deliberately knows
//! nothing of what compiled code does; whether it is right, other tests say.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;

use engine::host;
use engine::timed::{Timed, Times};
use um32::asm::assemble;
use um32::engine::{Engine, Options, Statistics};
use um32::jit::Reason;
use um32::um::{Limits, Machine, Stop};

const LIMITS: Limits = Limits {
    reserve_bytes: 16 << 20,
};
/// Milliseconds of one linking.
const LINKING_MS: f64 = 1_000.0;
/// Milliseconds that go by until somebody looks at the clock, on a host where linking
/// takes about as long as lowering, and on one where it takes far longer.
const USUAL_TICK_MS: f64 = LINKING_MS;
const DEAR_TICK_MS: f64 = LINKING_MS / 1_000.0;

/// Runs a program to its end on such a host, and in the interpreter.
fn run(source: &str, options: Options) -> (Statistics, u64) {
    run_on(USUAL_TICK_MS, source, options)
}

/// The same, with a clock that goes on by so much when it is looked at.
fn run_on(tick_ms: f64, source: &str, options: Options) -> (Statistics, u64) {
    let program = assemble(source).expect("a program");
    let (mut machine, inner, _backing) = host::start(&program, LIMITS).expect("memory");
    let times = Times {
        tick: tick_ms,
        linking: LINKING_MS,
        call: 0.0,
    };
    let linker = Timed::new(inner, times);
    let mut engine = Engine::new(linker, options);
    assert_eq!(engine.run(&mut machine, u64::MAX), Ok(Stop::Halted));
    let mut plain = Machine::new(&program, LIMITS).expect("memory");
    assert_eq!(plain.run(u64::MAX), Ok(Stop::Halted));
    assert_eq!(machine.instructions(), plain.instructions());
    assert_eq!(machine.registers(), plain.registers());
    (engine.statistics().clone(), machine.instructions())
}

/// Instructions of a round of [`loops`].
const ROUND: u32 = 7;

/// `loops` loops of `rounds` rounds, one after the other.
fn loops(loops: usize, rounds: u32) -> String {
    loops_of(&vec![rounds; loops])
}

/// A loop of so many rounds each, one after the other.
fn loops_of(rounds: &[u32]) -> String {
    let mut source = String::from("r7 := 1\n r0 := 0\n r7 := r0 nand r0\n");
    for (number, rounds) in rounds.iter().enumerate() {
        source += &format!(
            "r6 := {rounds}\n again_{number}: r5 := {number}\n r4 := r4 + r5\n r6 := r6 + r7\n\
             r2 := out_{number}\n r3 := again_{number}\n if (r6 != 0) r2 := r3\n\
             goto r2 in program m[r0]\n out_{number}: r5 := 0\n"
        );
    }
    source + "halt"
}

#[test]
fn what_is_interpreted_long_enough_is_compiled_whatever_that_has_cost() {
    let options = Options::default();
    let rounds = 40 * options.overdue / ROUND;
    let (statistics, instructions) = run(&loops(3, rounds), options);
    assert_eq!(statistics.modules, 3, "{statistics:?}");
    let compiled = statistics.compiled_instructions;
    assert!(compiled * 10 > instructions * 8, "{statistics:?}");

    let patient = Options {
        overdue: u32::MAX,
        ..options
    };
    let (statistics, _) = run(&loops(3, rounds), patient);
    assert_eq!(statistics.modules, 1, "{statistics:?}");
}

#[test]
fn where_linking_is_dear_more_is_interpreted_first() {
    let options = Options::default();
    let modules = |tick_ms, times| {
        let rounds = times * options.overdue / ROUND;
        let (statistics, _) = run_on(tick_ms, &loops(2, rounds), options);
        statistics.modules
    };
    assert_eq!(modules(USUAL_TICK_MS, 7), 2);
    assert_eq!(modules(DEAR_TICK_MS, 7), 1);
    assert_eq!(modules(DEAR_TICK_MS, 40), 2);
}

#[test]
fn what_is_not_hot_for_long_enough_is_not() {
    let options = Options::default();
    let (statistics, _) = run(&loops(3, options.overdue / ROUND / 2), options);
    assert_eq!(statistics.modules, 1, "{statistics:?}");
}

#[test]
fn long_blocks_are_compiled_after_fewer_jumps() {
    let options = Options::default();
    let modules = |more: u32| {
        // The first loop is compiled at once.
        let source = loops(2, 2 * options.overdue / (ROUND + more));
        let longer = "r4 := r4 + r5\n ".repeat(1 + more as usize);
        run(&source.replace("r4 := r4 + r5\n ", &longer), options)
            .0
            .modules
    };
    assert_eq!([0, 10 * ROUND].map(modules), [1, 2]);
}

#[test]
fn what_waits_is_compiled_together_when_all_of_it_was_interpreted_long_enough() {
    let options = Options::default();
    // The first is compiled at once. No other is overdue by itself: in so tight a
    // loop few jumps are counted.
    let rounds = 2 * options.overdue / ROUND;
    let (statistics, _) = run(&loops(3, rounds), options);
    assert_eq!(statistics.modules, 1, "{statistics:?}");
    let (statistics, _) = run(&loops(16, rounds), options);
    assert!((2..=5).contains(&statistics.modules), "{statistics:?}");
    assert!(statistics.functions >= 5, "{statistics:?}");

    let alone = Options {
        overdue_others: u32::MAX,
        ..options
    };
    let (statistics, _) = run(&loops(16, rounds), alone);
    assert_eq!(statistics.modules, 1, "{statistics:?}");
}

#[test]
fn what_is_overdue_takes_none_along_that_would_cost_more_than_it_has() {
    let options = Options::default();
    // Hot, and put off.
    let short = 3 * options.overdue_others / ROUND;
    let long = 40 * options.overdue / ROUND;
    let functions = |options| {
        let source = loops_of(&[long, short, short, short, long]);
        let (statistics, _) = run(&source, options);
        assert_eq!(statistics.modules, 2, "{statistics:?}");
        statistics.functions
    };
    assert_eq!(functions(options), 2);
    let generous = Options {
        overdue_others: options.overdue_others / 10,
        ..options
    };
    assert_eq!(functions(generous), 5);
}

/// A loop that indexes an array at every round: a short one for as long as the code is
/// young, then for so many `rounds` a long one.
fn another_array(rounds: u32) -> String {
    format!(
        "r0 := 0\n r7 := r0 nand r0\n r1 := 100\n r1 := map segment (r1 words)\n\
         r6 := 20000\n again: r5 := 64\n r5 := r6 / r5\n r4 := 64\n r4 := r5 / r4\n r3 := m[r1][r4]\n\
         r2 := r2 + r3\n r6 := r6 + r7\n r2 := over\n r3 := again\n if (r6 != 0) r2 := r3\n\
         goto r2 in program m[r0]\n over: r5 := m[r0][r0]\n r3 := turn\n r3 := m[r0][r3]\n\
         r2 := end\n r4 := more\n if (r3 != 0) r2 := r4\n goto r2 in program m[r0]\n\
         more: r3 := turn\n r4 := 0\n m[r0][r3] := r4\n r1 := 400\n r1 := map segment (r1 words)\n\
         r6 := {rounds}\n r2 := again\n goto r2 in program m[r0]\n\
         end: halt\n turn: .data 1"
    )
}

#[test]
fn code_that_leaves_at_every_round_is_taken_out_of_use() {
    let options = Options::default();
    let (statistics, instructions) = run(&another_array(20_000), options);
    assert_eq!(statistics.modules, 1, "{statistics:?}");
    assert!(
        statistics.compiled_instructions * 4 > instructions,
        "{statistics:?}"
    );
    assert!(
        statistics.calls < 2 * u64::from(options.exits),
        "{statistics:?}"
    );
}

#[test]
fn what_was_taken_out_of_use_is_made_anew_when_it_is_interpreted_long_enough() {
    let options = Options::default();
    // Offsets are inside the array all the same.
    let (statistics, instructions) = run(&another_array(400 * 4_096 - 1), options);
    assert_eq!(statistics.modules, 2, "{statistics:?}");
    assert!(
        statistics.compiled_instructions * 10 > instructions * 8,
        "{statistics:?}"
    );
}

/// A loop of two paths that lead to `part` in turn. Only one path can have `part` in its
/// place; the other calls it. `begin` sets registers and the 0 array for two runs of
/// the loop, `each` is done at every round and `part` in that part of it; the second run
/// does what `change` does first, and `rounds` rounds.
fn two_paths(begin: &str, each: &str, part: &str, change: &str, rounds: u32) -> String {
    format!(
        "r0 := 0\n r7 := r0 nand r0\n {begin}\n r6 := 150000\n\
         again: r5 := 1\n {each}\n r5 := r6 nand r5\n r5 := r5 nand r5\n\
         r2 := left\n r4 := right\n if (r5 != 0) r2 := r4\n goto r2 in program m[r0]\n\
         left: r4 := 7\n r2 := part\n goto r2 in program m[r0]\n\
         right: r4 := 9\n r2 := part\n goto r2 in program m[r0]\n\
         part: {part}\n r3 := r3 + r4\n r6 := r6 + r7\n\
         r2 := over\n r4 := again\n if (r6 != 0) r2 := r4\n goto r2 in program m[r0]\n\
         over: r5 := turn\n r5 := m[r0][r5]\n r2 := end\n r4 := more\n if (r5 != 0) r2 := r4\n\
         goto r2 in program m[r0]\n\
         more: r5 := turn\n m[r0][r5] := r0\n {change}\n\
         r6 := {rounds}\n r2 := again\n goto r2 in program m[r0]\n\
         end: halt\n turn: .data 1\n value: .data 0"
    )
}

/// Such a loop at whose `part` r1 is 0 for as long as the code is young, then 1.
fn assumed_in_vain(rounds: u32) -> String {
    two_paths(
        "",
        "r1 := value\n r1 := m[r0][r1]",
        "r3 := r3 + r1\n r1 := 1",
        "r5 := value\n r4 := 1\n m[r0][r5] := r4",
        rounds,
    )
}

/// Whatever is hot is compiled.
fn eager() -> Options {
    Options {
        is_eager: true,
        ..Options::default()
    }
}

#[test]
fn what_was_assumed_in_vain_is_corrected_wherever_it_is_called_from() {
    let options = eager();
    let (statistics, instructions) = run(&assumed_in_vain(150_000), options);
    let assumptions = statistics.exits.get(&Reason::Assumption).copied();
    assert!(assumptions.is_some_and(|exits| exits > 0), "{statistics:?}");
    // Code of the same module goes on calling what was wrong, until that has cost enough.
    let calls = u64::from(3 * options.exits);
    assert!(statistics.calls < calls, "{statistics:?}");
    assert!(statistics.modules <= 4, "{statistics:?}");
    assert!(
        statistics.compiled_instructions * 10 > instructions * 8,
        "{statistics:?}"
    );
}

#[test]
fn what_is_made_anew_has_the_whole_loop_it_is_in() {
    let lowered = |rounds| {
        let (statistics, _) = run(&assumed_in_vain(rounds), eager());
        (statistics.modules, statistics.lowered_instructions)
    };
    let [first, entry, module] = [1, 100, 150_000].map(lowered);
    assert_eq!([first.0, entry.0, module.0], [1, 2, 3]);
    // From `part` on: that block, `again`, and both ways back.
    let part = 8;
    assert_eq!(entry.1 - first.1, part + 9 + 3 + 3);
    // All of the first but the function for `part`, of which there is a newer one.
    assert_eq!(module.1 - entry.1, first.1 - part);
}

#[test]
fn a_place_that_is_unusual_has_its_entry_made_anew_and_the_module_only_if_that_pays() {
    // The array that is indexed at every round is a short one at first, then a long.
    let renewed = |rounds| {
        let source = two_paths(
            "r1 := 100\n r1 := map segment (r1 words)\n r3 := value\n m[r0][r3] := r1",
            "r1 := value\n r1 := m[r0][r1]\n r4 := m[r1][r0]\n r3 := r3 + r4",
            "r3 := r3 + r1",
            "r1 := 400\n r1 := map segment (r1 words)\n r3 := value\n m[r0][r3] := r1",
            rounds,
        );
        let options = eager();
        let (statistics, _) = run(&source, options);
        let exits = statistics.exits.get(&Reason::Index).copied();
        let calls = exits.unwrap_or_default() / u64::from(options.exits);
        (calls, statistics.modules, statistics.dropped_modules)
    };
    // The other functions of the module are there still, and call the old code.
    assert_eq!(renewed(500), (1, 2, 0));
    assert_eq!(renewed(150_000), (2, 3, 1));
}

/// What is done for a loop that indexes an array at every round: in each phase one of other
/// platters. The phase's other number is in r5.
fn run_phases(phases: &[(u32, u32)]) -> Statistics {
    let words: Vec<String> = (phases.iter().flat_map(|&(capacity, r5)| [capacity, r5]))
        .map(|word| word.to_string())
        .collect();
    let source = format!(
        "r0 := 0\n r7 := r0 nand r0\n phase: r4 := next\n r3 := m[r0][r4]\n r2 := 1\n\
         r1 := m[r0][r3]\n r1 := map segment (r1 words)\n r3 := r3 + r2\n\
         r5 := m[r0][r3]\n r3 := r3 + r2\n m[r0][r4] := r3\n\
         r6 := 30000\n again: r4 := m[r1][r0]\n r3 := r3 + r4\n r3 := r3 + r5\n r6 := r6 + r7\n\
         r2 := over\n r4 := again\n if (r6 != 0) r2 := r4\n goto r2 in program m[r0]\n\
         over: r4 := left\n r3 := m[r0][r4]\n r3 := r3 + r7\n m[r0][r4] := r3\n\
         r2 := end\n r4 := phase\n if (r3 != 0) r2 := r4\n goto r2 in program m[r0]\n\
         end: halt\n left: .data {}\n next: .data first\n first: .data {}",
        phases.len(),
        words.join(", ")
    );
    run(&source, eager()).0
}

/// How often code leaves for that array, in units of the exits that it is made anew after.
fn phases(phases: &[(u32, u32)]) -> u64 {
    let exits = run_phases(phases).exits.get(&Reason::Index).copied();
    exits.unwrap_or_default() / u64::from(eager().exits)
}

const SHORT: (u32, u32) = (100, 0);
const LONG: (u32, u32) = (400, 0);

#[test]
fn code_is_made_for_the_arrays_of_another_phase_once_and_then_for_any() {
    assert_eq!(phases(&[SHORT, LONG, LONG]), 1);
    assert_eq!(phases(&[SHORT, LONG, SHORT]), 2);
    assert_eq!(phases(&[SHORT, LONG, SHORT, LONG, SHORT]), 2);
}

#[test]
fn what_was_learnt_of_arrays_is_kept_when_code_is_made_anew_for_something_else() {
    // In the third phase the register that was always 0 is not.
    assert_eq!(phases(&[SHORT, LONG, (400, 1), SHORT]), 2);
}

#[test]
fn code_that_nothing_calls_any_more_is_dropped() {
    // Three modules for one loop, the latest the only one in use.
    let statistics = run_phases(&[SHORT, LONG, SHORT, LONG, SHORT]);
    assert_eq!(statistics.modules, 3, "{statistics:?}");
    assert_eq!(statistics.dropped_modules, 2, "{statistics:?}");
}
