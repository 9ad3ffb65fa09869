//! Owns what holds while compiled code is left aside because it had been slower than
//! interpreting, and while programs are run unseen because each lives too short: the
//! machine does the same as ever. The host's clock says what the test wants. Whether
//! it pays, no test says; see `npm run bench`.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code)]
mod engine;
mod self_copy;

use engine::host::{self, Backing, HostLinker};
use engine::timed::{Timed, Times};
use self_copy::copy_itself;
use um32::asm::assemble;
use um32::engine::{Engine, Options, Sight, Statistics, Watched, Watches, run_watching};
use um32::um::{Limits, Machine, MemoryError, Register, Stop};

const LIMITS: Limits = Limits {
    reserve_bytes: 16 << 20,
};
/// Calls of compiled code take far longer than interpreting a run.
const SLOW: Times = Times {
    tick: 1.0,
    linking: 0.0,
    call: 50.0,
};
/// No time goes by but at each look.
const QUICK: Times = Times { call: 0.0, ..SLOW };
const SPENT: Result<Stop, MemoryError> = Ok(Stop::BudgetSpent);
/// Instructions of a run.
const RUN: u64 = 20_000;

/// The translator on such a host, and beside it the interpreter.
struct Pair {
    machine: Machine,
    engine: Engine<Timed<HostLinker>>,
    plain: Machine,
    _backing: Backing,
}

impl Pair {
    fn new(source: &str, times: Times) -> Self {
        let program = assemble(source).expect("a program");
        let (machine, inner, backing) = host::start(&program, LIMITS).expect("memory");
        Self {
            machine,
            engine: Engine::new(Timed::new(inner, times), Options::default()),
            plain: Machine::new(&program, LIMITS).expect("memory"),
            _backing: backing,
        }
    }

    /// Runs both, in step, until they stop for another reason than the budget.
    fn run(&mut self) -> Stop {
        self.run_in(RUN)
    }

    /// The same, in runs of so many instructions.
    fn run_in(&mut self, budget: u64) -> Stop {
        loop {
            let stop = self.engine.run(&mut self.machine, budget).expect("memory");
            assert_eq!(self.plain.run(budget), Ok(stop.clone()));
            assert_eq!(self.machine.instructions(), self.plain.instructions());
            assert_eq!(self.machine.finger(), self.plain.finger());
            assert_eq!(self.machine.registers(), self.plain.registers());
            if stop != Stop::BudgetSpent {
                return stop;
            }
        }
    }

    fn statistics(&self) -> &Statistics {
        self.engine.statistics()
    }
}

/// A loop, whose constant in `r2` the program changes after so many rounds, each of nine
/// instructions; the rest it does with another one.
fn amending(before: u32, after: u32) -> String {
    format!(
        "r6 := 2
         r5 := {before}
         r1 := loop
         goto r1 in program m[r0]
         loop: r3 := constant
         constant: r2 := 3
         r4 := r4 + r2
         r2 := r0 nand r0
         r5 := r5 + r2
         r1 := out
         r3 := loop
         if (r5 != 0) r1 := r3
         goto r1 in program m[r0]
         out: r2 := r0 nand r0
         r6 := r6 + r2
         r1 := end
         r2 := amend
         if (r6 != 0) r1 := r2
         goto r1 in program m[r0]
         amend: r1 := other
         r1 := m[r0][r1]
         r2 := constant
         m[r0][r2] := r1
         r5 := {after}
         r1 := loop
         goto r1 in program m[r0]
         end: halt
         other: r2 := 5"
    )
}

#[test]
fn code_that_is_slower_is_left_aside_and_the_program_does_the_same() {
    // Somewhere among these it happens while code is left aside.
    for before in (60_000..300_000).step_by(40_000) {
        let mut pair = Pair::new(&amending(before, 500_000), SLOW);
        assert_eq!(pair.run(), Stop::Halted);
        assert_eq!(pair.machine.registers()[4], 3 * before + 5 * 500_000);
        let statistics = pair.statistics();
        assert!(statistics.lost_trials >= 2, "{statistics:?}");
        assert!(statistics.aside_instructions > 500_000, "{statistics:?}");
        // What the amendment dropped is made anew.
        assert_eq!(statistics.modules, 2, "{statistics:?}");
    }
}

#[test]
fn code_that_is_quicker_is_not() {
    let mut pair = Pair::new(&amending(130_000, 500_000), QUICK);
    assert_eq!(pair.run(), Stop::Halted);
    let statistics = pair.statistics();
    assert!(statistics.trials > 0, "{statistics:?}");
    assert_eq!(statistics.lost_trials, 0, "{statistics:?}");
    assert_eq!(statistics.aside_instructions, 0, "{statistics:?}");
}

/// A function that is called so many times, each time with where to return to written into
/// it, as amends-returns of the benchmarks; then a loop of so many rounds.
fn returning(calls: u32, rounds: u32) -> String {
    format!(
        "r7 := r0 nand r0
         r6 := {calls}
         again: r1 := return
         r2 := place
         r2 := m[r0][r2]
         m[r0][r1] := r2
         r1 := function
         goto r1 in program m[r0]
         back: r6 := r6 + r7
         r1 := over
         r2 := again
         if (r6 != 0) r1 := r2
         goto r1 in program m[r0]
         function: r5 := r5 + r6
         return: halt
         goto r1 in program m[r0]
         place: r1 := back
         over: r6 := {rounds}
         loop: r4 := r4 + r6
         r6 := r6 + r7
         r1 := out
         r2 := loop
         if (r6 != 0) r1 := r2
         goto r1 in program m[r0]
         out: halt"
    )
}

#[test]
fn calls_of_next_to_nothing_are_left_aside_unmeasured_and_what_comes_then_is_compiled() {
    let mut pair = Pair::new(&returning(400_000, 2_000_000), QUICK);
    assert_eq!(pair.run(), Stop::Halted);
    let statistics = pair.statistics();
    assert_eq!(statistics.lost_trials, 0, "{statistics:?}");
    assert!(statistics.aside_instructions > 1_000_000, "{statistics:?}");
    assert!(
        statistics.compiled_instructions > 6_000_000,
        "{statistics:?}"
    );
}

/// Programs that load a copy of themselves every few instructions, so many times; then a
/// loop, in the last of them.
fn loading(times: u32, rounds: u32) -> String {
    let copied = copy_itself("size", "size");
    format!(
        "r7 := r0 nand r0
         {copied}
         r6 := {times}
         again: r1 := next
         goto r1 in program m[r3]
         next: r6 := r6 + r7
         r1 := last
         r2 := again
         if (r6 != 0) r1 := r2
         goto r1 in program m[r0]
         last: r5 := {rounds}
         loop: r4 := r4 + r5
         r5 := r5 + r7
         r1 := out
         r2 := loop
         if (r5 != 0) r1 := r2
         goto r1 in program m[r0]
         out: halt
         size: halt"
    )
}

#[test]
fn programs_that_live_too_short_to_get_hot_are_run_unseen_and_the_next_is_not() {
    let mut pair = Pair::new(&loading(20_000, 500_000), QUICK);
    assert_eq!(pair.run(), Stop::Halted);
    let statistics = pair.statistics();
    assert!(statistics.unseen_instructions > 100_000, "{statistics:?}");
    assert!(
        statistics.compiled_instructions > 2_000_000,
        "{statistics:?}"
    );
}

#[test]
fn what_is_run_unseen_ends_where_the_budget_or_the_program_does() {
    // Longer than a stretch that is unseen, and shorter.
    for budget in [1_000_003, 70_001, 1_009] {
        // The last one lives too short, too.
        let mut pair = Pair::new(&loading(20_000, 3), QUICK);
        assert_eq!(pair.run_in(budget), Stop::Halted);
        let statistics = pair.statistics();
        assert!(statistics.unseen_instructions > 100_000, "{statistics:?}");
    }
}

#[test]
fn what_is_watched_is_seen_to_change_in_a_program_that_lives_too_short() {
    let mut pair = Pair::new(&loading(20_000, 3), QUICK);
    let watches = Watches::new(vec![Watched::Register(Register::new(5).expect("of eight"))]);
    // All programs up to the last.
    assert_eq!(pair.engine.run(&mut pair.machine, 70_001), SPENT);
    assert_eq!(pair.plain.run(70_001), SPENT);
    assert!(pair.statistics().unseen_instructions > 10_000);
    for _ in 0..3 {
        let found = (pair.engine).run_watching(&mut pair.machine, &watches, &[], 1_000_003);
        let expected = run_watching(&mut pair.plain, &watches, &[], 1_000_003);
        assert!(matches!(expected, Ok(Sight::Changed(_))), "{expected:?}");
        assert_eq!(found, expected);
        assert_eq!(pair.machine.instructions(), pair.plain.instructions());
    }
}
