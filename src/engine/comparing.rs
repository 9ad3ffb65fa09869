//! Owns how a run is split where compiled code is compared with interpreting, or left
//! aside. Deliberately decides neither when that is, see [`super::trial`], nor how
//! either is done.

use super::dispatch::Engine;
use super::linker::Linker;
use super::observer::Alertness;
use super::trial::{Called, Plan, RUN_MIN, Speed, Verdict};
use crate::um::{Machine, MemoryError, Stop};

impl<L: Linker> Engine<L> {
    /// Runs with compiled code, or without where that is a trial's turn or its outcome.
    pub(super) fn run_as_planned(
        &mut self,
        machine: &mut Machine,
        budget_instructions: u64,
    ) -> Result<Stop, MemoryError> {
        if budget_instructions < RUN_MIN {
            // A step of a person's; looking at the clock would take longer.
            return self.alternate(machine, budget_instructions);
        }
        match self.plan(budget_instructions) {
            Plan::Compiled => {
                let (stop, called) = self.run_calling(machine, budget_instructions);
                if called.calls > 0 {
                    self.trial.note_compiled(called);
                } else {
                    self.trial.note_uncalled();
                }
                stop
            }
            Plan::Interpreted => {
                let (stop, aside) = self.run_aside(machine, budget_instructions);
                self.trial.note_aside(aside);
                self.statistics.aside_instructions += aside.instructions;
                stop
            }
            Plan::Both(part) => {
                let (stop, interpreted) = self.run_aside(machine, part);
                if !matches!(stop, Ok(Stop::BudgetSpent)) {
                    return stop;
                }
                let later = budget_instructions - part;
                let (stop, called) = self.run_calling(machine, later);
                if called.calls > 0 {
                    let verdict = self.trial.note_both(interpreted, called);
                    self.statistics.trials += u32::from(verdict.is_some());
                    self.statistics.lost_trials += u32::from(verdict == Some(Verdict::Lost));
                } else {
                    self.trial.note_uncalled();
                }
                stop
            }
        }
    }

    fn plan(&mut self, budget_instructions: u64) -> Plan {
        if self.options.is_eager {
            return Plan::Compiled;
        }
        if self.trial.wants_tick() {
            self.trial.find_tick(|| self.linker.milliseconds());
        }
        match self.trial.plan(budget_instructions) {
            // What is being recorded is about to be compiled.
            _ if self.recording.is_some() => Plan::Compiled,
            plan => plan,
        }
    }

    /// With how quick it was, and what of it compiled code did.
    fn run_calling(
        &mut self,
        machine: &mut Machine,
        budget_instructions: u64,
    ) -> (Result<Stop, MemoryError>, Called) {
        let statistics = &self.statistics;
        let (calls, compiled) = (statistics.calls, statistics.compiled_instructions);
        let (stop, speed) = self.run_timed(machine, budget_instructions);
        let called = Called {
            speed,
            compiled_instructions: self.statistics.compiled_instructions - compiled,
            calls: self.statistics.calls - calls,
        };
        (stop, called)
    }

    /// Interprets, with an eye on what compiled code was made from alone; with how quick it
    /// was.
    fn run_aside(
        &mut self,
        machine: &mut Machine,
        budget_instructions: u64,
    ) -> (Result<Stop, MemoryError>, Speed) {
        let awake = std::mem::replace(&mut self.alertness, Alertness::asleep());
        self.is_aside = true;
        let run = self.run_timed(machine, budget_instructions);
        self.is_aside = false;
        self.alertness = awake;
        run
    }

    /// With how quick it was, compiling left out.
    fn run_timed(
        &mut self,
        machine: &mut Machine,
        budget_instructions: u64,
    ) -> (Result<Stop, MemoryError>, Speed) {
        let (before, began_ms) = (machine.instructions(), self.linker.milliseconds());
        let compile_ms = self.statistics.compile_ms;
        let stop = self.alternate(machine, budget_instructions);
        let taken_ms = self.linker.milliseconds() - began_ms;
        let speed = Speed {
            instructions: machine.instructions() - before,
            ms: taken_ms - (self.statistics.compile_ms - compile_ms),
        };
        (stop, speed)
    }
}
