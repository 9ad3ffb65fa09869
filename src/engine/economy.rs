//! Owns whether compiling may go on: what it has cost, what it has gained.
//! Deliberately knows nothing of what is compiled.
//!
//! Compiling pays for itself. It may cost what compiled code has saved by now,
//! and beyond that no more than a small part of the time, so that no program is
//! much slower than interpreted. What is hottest gets hot first, so little is
//! lost by putting the rest off; but what has been put off for long is compiled
//! without asking here, see [`super::compiling`].

use super::statistics::Statistics;

/// Milliseconds that each compiled instruction saves, cautiously estimated.
const SAVED_MS: f64 = 0.000_000_7;
/// The part of the time that may be spent in advance.
const ADVANCE_SHARE: f64 = 0.03;
/// Milliseconds that a call of compiled code costs, beside what it does.
const CALL_MS: f64 = 0.000_15;
/// Milliseconds that an exit and the way back cost.
const EXIT_MS: f64 = 0.000_3;
/// Functions that a module costs as much as, beside those in it.
const MODULE_FUNCTIONS: f64 = 2.0;
/// Milliseconds that a host spends later for each instruction lowered, when it
/// compiles a function at its first call. Not seen by our clock.
const LATER_MS: f64 = 0.000_6;
/// Instructions between two looks at the clock: a look is a call of the host.
const LOOK_EVERY_INSTRUCTIONS: u64 = 20_000;

/// The account of one machine.
#[derive(Debug, Default)]
pub struct Economy {
    /// Milliseconds of all runs before this one, and when this one began.
    ran_ms: f64,
    run_started_ms: f64,
    /// Instructions of all runs before this one, those that were gone back on among
    /// them, and the machine's count when this one began.
    ran: u64,
    run_started: u64,
    /// Instructions of all runs before which the clock is not looked at again.
    next_look: u64,
}

impl Economy {
    /// A run begins at `now_ms`, `instructions` after the machine's beginning.
    pub fn begin_run(&mut self, now_ms: f64, instructions: u64) {
        self.run_started_ms = now_ms;
        self.run_started = instructions;
    }

    /// Instructions of all runs, this one up to `instructions` after the machine's beginning.
    pub fn done(&self, instructions: u64) -> u64 {
        self.ran + (instructions - self.run_started)
    }

    /// Whether so many exits have cost as much as compiling so many functions will,
    /// judged by those that were compiled.
    pub fn cost_as_much(&self, statistics: &Statistics, exits: u32, functions: u32) -> bool {
        let function_ms = spent_ms(statistics) / f64::from(statistics.functions.max(1));
        f64::from(exits) * EXIT_MS > (f64::from(functions) + MODULE_FUNCTIONS) * function_ms
    }

    /// The run ends, `instructions` after the machine's beginning.
    pub fn end_run(&mut self, now_ms: f64, instructions: u64) {
        self.ran_ms += now_ms - self.run_started_ms;
        self.ran = self.done(instructions);
        self.run_started = instructions;
    }

    /// Whether something may be compiled now, `instructions` after the
    /// machine's beginning.
    pub fn may_compile(
        &mut self,
        statistics: &Statistics,
        instructions: u64,
        clock: impl FnOnce() -> f64,
    ) -> bool {
        let done = self.done(instructions);
        if done < self.next_look {
            return false;
        }
        let running_ms = self.ran_ms + (clock() - self.run_started_ms);
        let saved_ms =
            statistics.compiled_instructions as f64 * SAVED_MS - statistics.calls as f64 * CALL_MS;
        let may = spent_ms(statistics) <= ADVANCE_SHARE * running_ms + saved_ms;
        if !may {
            self.next_look = done + LOOK_EVERY_INSTRUCTIONS;
        }
        may
    }
}

/// Milliseconds that all compiling costs, sooner or later.
fn spent_ms(statistics: &Statistics) -> f64 {
    statistics.compile_ms + statistics.lowered_instructions as f64 * LATER_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_may_be_spent() {
        let mut economy = Economy::default();
        let mut statistics = Statistics {
            compile_ms: 100.0,
            ..Statistics::default()
        };
        assert!(!economy.may_compile(&statistics, 0, || 10.0));
        statistics.compiled_instructions = 200_000_000;
        assert!(!economy.may_compile(&statistics, LOOK_EVERY_INSTRUCTIONS - 1, || 10.0));
        assert!(economy.may_compile(&statistics, LOOK_EVERY_INSTRUCTIONS, || 10.0));
    }

    #[test]
    fn exits_pay_for_code_made_anew() {
        let economy = Economy::default();
        let statistics = Statistics {
            functions: 50,
            compile_ms: 15.0,
            ..Statistics::default()
        };
        for functions in [1, 30] {
            let enough = (0.3 * (f64::from(functions) + MODULE_FUNCTIONS) / EXIT_MS) as u32;
            assert!(!economy.cost_as_much(&statistics, enough - 1, functions));
            assert!(economy.cost_as_much(&statistics, enough + 1, functions));
        }
    }

    #[test]
    fn what_saves_nothing_gets_a_small_part_of_the_time() {
        let mut economy = Economy::default();
        let mut statistics = Statistics::default();
        economy.begin_run(0.0, 0);
        for millisecond in 0..10_000 {
            let instructions = millisecond * LOOK_EVERY_INSTRUCTIONS;
            if economy.may_compile(&statistics, instructions, || millisecond as f64) {
                statistics.compile_ms += 1.0;
            }
        }
        let share = statistics.compile_ms / 10_000.0;
        assert!(
            (ADVANCE_SHARE..2.0 * ADVANCE_SHARE).contains(&share),
            "{share}"
        );
    }
}
