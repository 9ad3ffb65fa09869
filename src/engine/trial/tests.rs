//! Owns the tests of trials, on programs of which only the speeds are known.

use super::speed::HOPELESS_CALL;
use super::*;

/// Runs of a program whose code does so many instructions a millisecond, of 300,000
/// instructions each where interpreting takes a third of a millisecond.
struct Program {
    trial: Trial,
    compiled_per_ms: f64,
    /// Of compiled code in each run.
    calls: u64,
    /// The share of the instructions that it does.
    share: f64,
    trials: u32,
    lost: u32,
    /// Instructions done with code, and without because it had lost.
    compiled: u64,
    aside: u64,
}

const INTERPRETED_PER_MS: f64 = 900_000.0;
const RUN: u64 = 300_000;
/// A run, interpreted.
const RUN_MS: f64 = RUN as f64 / INTERPRETED_PER_MS;

fn speed(instructions: u64, per_ms: f64) -> Speed {
    Speed {
        instructions,
        ms: instructions as f64 / per_ms,
    }
}

impl Program {
    fn new(compiled_per_ms: f64) -> Self {
        let mut trial = Trial::default();
        trial.find_tick(ticking(0.1));
        Self {
            trial,
            compiled_per_ms,
            calls: 1,
            share: 1.0,
            trials: 0,
            lost: 0,
            compiled: 0,
            aside: 0,
        }
    }

    fn called(&self, instructions: u64) -> Called {
        Called {
            speed: speed(instructions, self.compiled_per_ms),
            compiled_instructions: (instructions as f64 * self.share) as u64,
            calls: self.calls,
        }
    }

    fn run(&mut self) {
        match self.trial.plan(RUN) {
            Plan::Compiled => {
                self.trial.note_compiled(self.called(RUN));
                self.compiled += RUN;
            }
            Plan::Interpreted => {
                self.trial.note_aside(speed(RUN, INTERPRETED_PER_MS));
                self.aside += RUN;
            }
            Plan::Both(part) => {
                let interpreted = speed(part, INTERPRETED_PER_MS);
                let verdict = self.trial.note_both(interpreted, self.called(RUN - part));
                self.trials += u32::from(verdict.is_some());
                self.lost += u32::from(verdict == Some(Verdict::Lost));
                self.compiled += RUN - part;
            }
        }
    }

    /// Runs as long as this is planned; answers how many milliseconds of interpreting that is.
    fn run_while(&mut self, plan: Plan) -> f64 {
        let mut runs = 0;
        while self.trial.plan(RUN) == plan {
            self.run();
            runs += 1;
        }
        f64::from(runs) * RUN_MS
    }

    fn run_until_left_aside(&mut self) {
        while self.trial.plan(RUN) != Plan::Interpreted {
            self.run();
        }
    }

    /// Runs until `ms` of interpreting would be over.
    fn run_for(&mut self, ms: f64) {
        let runs = (ms * INTERPRETED_PER_MS / RUN as f64) as u32;
        (0..runs).for_each(|_| self.run());
    }
}

/// A clock that ticks each time it is read, for the first time long after it began.
fn ticking(tick_ms: f64) -> impl Fn() -> f64 {
    let now = std::cell::Cell::new(1000.0);
    move || now.replace(now.get() + tick_ms)
}

#[test]
fn code_that_is_slower_is_left_aside_nearly_always() {
    let mut program = Program::new(INTERPRETED_PER_MS / 2.0);
    program.run_for(3000.0);
    let all = program.compiled + program.aside;
    assert!(program.aside * 20 > all * 19, "{} of {all}", program.aside);
    let Program { trials, lost, .. } = program;
    assert!(lost == trials && (2..20).contains(&lost), "{lost}");
    assert!(program.trial.is_doubtful());
}

#[test]
fn code_that_is_as_quick_or_quicker_is_never_left_aside() {
    for gain in [1.0, 1.2, 10.0] {
        let mut program = Program::new(INTERPRETED_PER_MS * gain);
        program.run_for(20_000.0);
        assert_eq!((program.aside, program.lost), (0, 0), "{gain}");
        let trials = program.trials;
        assert!((2..20).contains(&trials), "{gain}: {trials} trials");
    }
}

#[test]
fn code_that_gets_quicker_is_used_again() {
    let mut program = Program::new(INTERPRETED_PER_MS / 2.0);
    program.run_for(2000.0);
    program.compiled_per_ms = INTERPRETED_PER_MS * 5.0;
    program.run_for(ASIDE_MAX_MS + 100.0);
    let aside = program.aside;
    program.run_for(5000.0);
    assert_eq!(program.aside, aside);
    assert!(!program.trial.is_doubtful());
}

#[test]
fn code_that_does_little_yet_is_given_time_to_grow() {
    for (share, patience) in [(0.05, 9), (0.2, 4), (0.7, 1)] {
        let mut program = Program::new(INTERPRETED_PER_MS / 1.2);
        program.share = share;
        while program.trial.plan(RUN) != Plan::Interpreted {
            let is_lost = program.lost > 0;
            assert_eq!(program.trial.is_doubtful(), is_lost && share >= MUCH);
            program.run();
        }
        assert!(program.lost > patience, "{share}: {}", program.lost);
    }
    let mut program = Program::new(INTERPRETED_PER_MS / 1.2);
    program.share = 0.05;
    program.run_for(100.0);
    (program.share, program.compiled_per_ms) = (0.9, INTERPRETED_PER_MS * 3.0);
    program.run_for(1000.0);
    assert_eq!(program.aside, 0);
}

#[test]
fn one_part_that_the_host_disturbed_decides_nothing() {
    for disturbed in [true, false] {
        let mut program = Program::new(INTERPRETED_PER_MS * 1.1);
        program.run_while(Plan::Compiled);
        let late = |is_late| Speed {
            instructions: 100_000,
            ms: if is_late { 20.0 } else { 0.1 },
        };
        let called = Called {
            speed: late(!disturbed),
            ..program.called(100_000)
        };
        assert_eq!(program.trial.note_both(late(disturbed), called), None);
        program.run_for(10.0);
        assert_eq!((program.trials, program.lost), (1, 0), "{disturbed}");
    }
}

#[test]
fn code_that_is_called_no_more_is_doubted_no_more() {
    let mut program = Program::new(INTERPRETED_PER_MS / 2.0);
    program.run_until_left_aside();
    program.run_while(Plan::Interpreted);
    assert!(program.trial.is_doubtful());
    program.trial.note_uncalled();
    assert!(!program.trial.is_doubtful());
    assert_eq!(program.trial.plan(RUN), Plan::Compiled);
}

#[test]
fn a_coarse_clock_makes_trials_longer_and_one_that_stands_still_makes_none() {
    let trial_ms = |tick_ms| {
        let mut program = Program::new(INTERPRETED_PER_MS);
        program.trial.find_tick(ticking(tick_ms));
        let mut runs: u32 = 0;
        while program.trials == 0 && runs < 10_000 {
            program.run();
            runs += 1;
        }
        let all = u64::from(runs) * RUN;
        assert_eq!(program.compiled == all, tick_ms == 0.0, "{tick_ms}");
        f64::from(runs) * RUN_MS
    };
    let [fine, coarse, still] = [0.005, 1.0, 0.0].map(trial_ms);
    assert!((WAIT_MIN_MS..WAIT_MIN_MS + 15.0).contains(&fine), "{fine}");
    assert!(coarse > fine + 1.5 * MEASURED_TICKS, "{coarse}");
    assert!(still > 3000.0);
}

#[test]
fn calls_of_a_few_instructions_are_tried_sooner() {
    let first_trial_ms = |calls| {
        let mut program = Program::new(INTERPRETED_PER_MS);
        program.calls = calls;
        program.run_while(Plan::Compiled)
    };
    let [many, few] = [RUN / SUSPICIOUS_CALL, RUN / SUSPICIOUS_CALL - 1].map(first_trial_ms);
    assert!(many * 3.0 < few, "{many} {few}");
}

#[test]
fn calls_of_next_to_nothing_are_left_aside_without_a_trial() {
    let hopeless = |instructions_a_call, share| {
        let mut program = Program::new(INTERPRETED_PER_MS * 2.0);
        program.share = share;
        program.calls = (RUN as f64 * share) as u64 / instructions_a_call;
        program.run_for(3.0);
        assert_eq!(program.trials, 0);
        program
    };
    for (instructions, share) in [(HOPELESS_CALL - 1, MUCH - 0.01), (HOPELESS_CALL + 1, 1.0)] {
        assert_eq!(hopeless(instructions, share).aside, 0, "{instructions}");
    }
    let mut program = hopeless(HOPELESS_CALL - 1, MUCH + 0.01);
    assert!(program.aside > 0 && program.compiled <= HOPELESS + RUN);
    assert!(program.trial.is_doubtful());

    // It lasts, whatever the clock says of it, until calls get longer.
    program.run_for(3000.0);
    assert!(
        program.compiled * 50 < program.aside,
        "{}",
        program.compiled
    );
    assert_eq!(program.trials, 0);
    program.calls = 1;
    program.run_for(ASIDE_MAX_MS + 100.0);
    assert_eq!((program.trials, program.lost), (1, 0));
    assert!(!program.trial.is_doubtful());
}

#[test]
fn what_is_left_aside_comes_back_where_the_clock_stands_still() {
    let mut trial = Trial::default();
    trial.leave_aside();
    let standing = Speed {
        instructions: RUN,
        ms: 0.0,
    };
    let mut runs = 0;
    while trial.plan(RUN) == Plan::Interpreted && runs < 10_000 {
        trial.note_aside(standing);
        runs += 1;
    }
    let aside = f64::from(runs) * RUN as f64 * INTERPRETED_MS;
    assert!(
        (ASIDE_MIN_MS..ASIDE_MIN_MS + 1.0).contains(&aside),
        "{aside}"
    );
}

#[test]
fn both_sides_are_given_as_much_time() {
    for gain in [0.5, 1.0, 2.0] {
        let mut program = Program::new(INTERPRETED_PER_MS * gain);
        program.trial.phase = measuring();
        let part = |program: &Program| match program.trial.plan(RUN) {
            Plan::Both(part) => part as f64 / RUN as f64,
            plan => panic!("{plan:?}"),
        };
        assert!((part(&program) - SHARE).abs() < 0.01);
        (0..2).for_each(|_| program.run());
        let (part, wanted) = (part(&program), 1.0 / (1.0 + gain));
        assert!((part - wanted).abs() < 0.01, "{gain}: {part}");
    }
}

#[test]
fn of_long_runs_not_more_is_interpreted() {
    let trial = Trial {
        phase: measuring(),
        ..Trial::default()
    };
    assert_eq!(trial.plan(u64::MAX), Plan::Both(PART));
}

#[test]
fn hopeless_calls_are_counted_in_a_row_until_they_have_done_enough() {
    let called = |instructions, calls| Called {
        speed: speed(instructions, INTERPRETED_PER_MS),
        compiled_instructions: instructions,
        calls,
    };
    let mut trial = Trial::default();
    trial.note_compiled(called(HOPELESS - 1, HOPELESS));
    trial.note_compiled(called(100, 1));
    trial.note_compiled(called(HOPELESS - 1, HOPELESS));
    assert_eq!(trial.plan(RUN), Plan::Compiled);
    trial.note_compiled(called(1, 1));
    assert_eq!(trial.plan(RUN), Plan::Interpreted);
}

#[test]
fn code_that_does_all_and_loses_is_left_aside_at_once_and_each_time_it_comes_back() {
    let mut program = Program::new(INTERPRETED_PER_MS / 1.2);
    // Trials lost until it is left aside, and tenths of a second for which it is.
    let lost_until_aside = |program: &mut Program| {
        let lost = program.lost;
        program.run_until_left_aside();
        let aside_ms = program.run_while(Plan::Interpreted);
        (
            program.lost - lost,
            (aside_ms / ASIDE_MIN_MS).round() as u32,
        )
    };
    let asides = [(); 5].map(|()| lost_until_aside(&mut program));
    assert_eq!(asides, [(1, 1), (1, 2), (1, 4), (1, 8), (1, 10)]);
    program.compiled_per_ms = INTERPRETED_PER_MS * 2.0;
    program.run_for(10.0);
    program.compiled_per_ms = INTERPRETED_PER_MS / 1.2;
    assert_eq!(lost_until_aside(&mut program), (1, 1), "it had won");
    // What does little is given time again, but for the last loss.
    let mut program = Program::new(INTERPRETED_PER_MS / 1.2);
    program.share = 0.26;
    let asides = [(); 3].map(|()| lost_until_aside(&mut program));
    assert_eq!(asides.map(|(lost, _)| lost), [4, 3, 3]);
}

#[test]
fn the_next_trial_is_the_later_the_clearer_the_gain_and_soon_after_a_loss() {
    let after_one = |gain| {
        let mut program = Program::new(INTERPRETED_PER_MS * gain);
        while program.trials == 0 {
            program.run();
        }
        program
    };
    let wait_ms = |gain| after_one(gain).trial.wait_ms;
    let waits = [1.0, 10.0, 0.5].map(wait_ms);
    let grown = [WAIT_GROWTH, WAIT_GROWTH_CLEAR, 1.0].map(|growth| WAIT_MIN_MS * growth);
    assert_eq!(waits, grown);

    let mut program = after_one(10.0);
    program.compiled_per_ms = INTERPRETED_PER_MS / 1.2;
    program.share = 0.2;
    while program.lost == 0 {
        program.run();
    }
    assert_eq!(program.trial.wait_ms, WAIT_MIN_MS);
}

#[test]
fn a_trial_amid_which_code_is_called_no_more_is_given_up() {
    let mut program = Program::new(INTERPRETED_PER_MS);
    while program.trials == 0 {
        program.run();
    }
    let wait_ms = program.trial.wait_ms;
    // What waits goes on waiting.
    program.trial.note_uncalled();
    assert_eq!(program.trial.wait_ms, wait_ms);
    let waited_ms = program.run_while(Plan::Compiled);
    assert!((wait_ms..wait_ms + 1.0).contains(&waited_ms), "{waited_ms}");
    program.trial.note_uncalled();
    let waited_ms = program.run_while(Plan::Compiled);
    assert!(
        (WAIT_MIN_MS..WAIT_MIN_MS + 1.0).contains(&waited_ms),
        "{waited_ms}"
    );
}
