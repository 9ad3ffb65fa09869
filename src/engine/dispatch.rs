//! Owns the alternation of compiled code and interpreter, and when something is
//! compiled. Deliberately has no semantics of its own: every failure and every
//! rare path is the interpreter's.

use super::cache::Cache;
use super::economy::Economy;
use super::learning::{Known, Learning};
use super::linker::Linker;
use super::observer::{Event, Watch, is_due, is_ready};
use super::options::Options;
use super::statistics::Statistics;
use crate::jit::{self, PATH_MAX, Reason, Refusal, Request};
use crate::um::interpreter::{self, Pause};
use crate::um::layout::state::{BUDGET, FINGER};
use crate::um::marks::Marks;
use crate::um::{Machine, MemoryError, Stop};

/// Jumps that a jump out of compiled code counts for: it costs some fifty times
/// as much as one inside.
const EXIT_WEIGHT: u32 = 16;
/// One instruction in so many is recorded at the most.
const RECORDED_ONE_IN: u64 = 64;
/// Bytes of wasm beyond which all code is dropped.
const WASM_BYTES_MAX: usize = 48 << 20;

/// Runs machines on compiled code and interpreter.
#[derive(Debug)]
pub struct Engine<L: Linker> {
    linker: L,
    options: Options,
    marks: Option<Marks>,
    cache: Cache,
    learning: Learning,
    statistics: Statistics,
    economy: Economy,
    recording: Option<Recording>,
}

/// An entry that is to be compiled when what happens around it has been recorded.
#[derive(Clone, Copy, Debug)]
struct Recording {
    root: u32,
    /// Instructions yet to be recorded.
    left: u64,
}

impl<L: Linker> Engine<L> {
    /// An engine for one machine.
    pub fn new(linker: L, options: Options) -> Self {
        Self {
            linker,
            options,
            marks: None,
            cache: Cache::default(),
            learning: Learning::default(),
            statistics: Statistics::default(),
            economy: Economy::default(),
            recording: None,
        }
    }

    /// What the translator did so far.
    #[must_use]
    pub fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// At most `most` of the places at which compiled code of the present
    /// program left, the busiest first, with their exits.
    #[must_use]
    pub fn busiest_sites(&self, most: usize) -> Vec<(jit::Site, u64)> {
        self.cache.busiest_sites(most)
    }

    /// As [`Machine::run`], with the same results to the last instruction.
    /// Always to be given the same machine.
    ///
    /// # Errors
    /// As [`Machine::run`].
    pub fn run(
        &mut self,
        machine: &mut Machine,
        budget_instructions: u64,
    ) -> Result<Stop, MemoryError> {
        self.economy.begin_run(self.linker.milliseconds());
        let stop = self.alternate(machine, budget_instructions);
        self.economy.end_run(self.linker.milliseconds());
        stop
    }

    fn alternate(
        &mut self,
        machine: &mut Machine,
        budget_instructions: u64,
    ) -> Result<Stop, MemoryError> {
        let Some(marks) = self.marks.or_else(|| Marks::new(machine.arrays_mut()).ok()) else {
            return machine.run(budget_instructions);
        };
        self.marks = Some(marks);
        let end = machine.instructions().saturating_add(budget_instructions);
        loop {
            let left = end - machine.instructions();
            let marks = self.marks.unwrap_or(marks);
            if self.options.is_everywhere && marks.slot(machine.finger()).is_none() {
                self.compile(machine, machine.finger());
            }
            if left >= u64::from(PATH_MAX)
                && self.recording.is_none()
                && let Some(slot) = marks.slot(machine.finger())
            {
                let entered = self.call(machine, slot, left);
                if entered == Next::Again {
                    continue;
                }
            }
            let left = end - machine.instructions();
            let (pause, event) = match self.recording {
                Some(recording) => self.record(machine, marks, recording, left)?,
                None if self.options.is_everywhere => {
                    self.interpret::<false>(machine, marks, left, left.min(1))?
                }
                None => self.interpret::<false>(machine, marks, left, left)?,
            };
            match pause {
                Pause::Stopped(Stop::BudgetSpent) if machine.instructions() < end => {}
                Pause::Stopped(stop) => return Ok(stop),
                Pause::Asked => {
                    if self.attend(machine, event).is_err() {
                        return machine.run(end - machine.instructions());
                    }
                }
            }
        }
    }

    /// Interprets `given` instructions of the `left` ones.
    fn interpret<const RECORDING: bool>(
        &mut self,
        machine: &mut Machine,
        marks: Marks,
        left: u64,
        given: u64,
    ) -> Result<(Pause, Event), MemoryError> {
        let mut watch = Watch::<RECORDING> {
            marks,
            learning: &mut self.learning,
            threshold: self.options.threshold,
            enters: left >= u64::from(PATH_MAX),
            event: Event::None,
        };
        let pause = interpreter::run(machine, given, &mut watch)?;
        Ok((pause, watch.event))
    }

    /// Goes on recording, and compiles when that is done.
    fn record(
        &mut self,
        machine: &mut Machine,
        marks: Marks,
        recording: Recording,
        left: u64,
    ) -> Result<(Pause, Event), MemoryError> {
        let before = machine.instructions();
        let given = left.min(recording.left);
        let paused = self.interpret::<true>(machine, marks, left, given)?;
        let done = machine.instructions() - before;
        self.recording = Some(Recording {
            left: recording.left - done,
            ..recording
        });
        if done == recording.left {
            self.recording = None;
            self.compile(machine, recording.root);
        }
        Ok(paused)
    }

    /// Has the tree at `root`, which is hot, compiled as soon as enough is known.
    fn want(&mut self, machine: &mut Machine, root: u32) {
        if self.learning.is_data(root) {
            // It would be refused; recording first would be slow for nothing.
            *self.statistics.refusals.entry(Refusal::Data).or_default() += 1;
            return;
        }
        if !self.may_compile(machine) {
            return;
        }
        if self.may_record(machine) {
            self.statistics.recorded_instructions += self.options.recorded;
            self.recording = Some(Recording {
                root,
                left: self.options.recorded,
            });
        } else {
            self.compile(machine, root);
        }
    }

    /// Whether recording, which is slow, has not had its small share of all
    /// instructions yet.
    fn may_record(&self, machine: &Machine) -> bool {
        let share = machine.instructions() / RECORDED_ONE_IN;
        self.options.recorded > 0 && self.statistics.recorded_instructions <= share
    }

    fn attend(&mut self, machine: &mut Machine, event: Event) -> Result<(), MemoryError> {
        let Some(marks) = &mut self.marks else {
            return Ok(());
        };
        match event {
            Event::None | Event::Compiled => {}
            Event::Hot => self.want(machine, machine.finger()),
            Event::Amended(offset) => {
                self.learning.note_amendment(offset);
                self.cache.drop_covering(marks, &mut self.linker, offset, 0);
            }
            Event::Loaded => {
                self.cache.clear(marks, &mut self.linker);
                self.learning = Learning::default();
                self.recording = None;
                if let Err(error) = marks.renew(machine.arrays_mut()) {
                    self.marks = None;
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Calls compiled code, and attends to where it left.
    fn call(&mut self, machine: &mut Machine, slot: u32, left: u64) -> Next {
        let given = left.min(i32::MAX as u64) as u32;
        machine.lend_output();
        let site = self.linker.call(slot, machine.registers(), given);
        machine.collect_output();
        let done = u64::from(given - machine.arrays().state_word(BUDGET));
        machine.count_instructions(done);
        self.statistics.calls += 1;
        self.statistics.compiled_instructions += done;
        let (site, exits) = self.cache.count_exit(site);
        *self.statistics.exits.entry(site.reason).or_default() += 1;
        if site.reason != Reason::ComputedTarget {
            machine.arrays_mut().set_state_word(FINGER, site.finger);
        }
        let Some(marks) = self.marks else {
            return Next::Interpret;
        };
        match site.reason {
            Reason::ColdTarget | Reason::ComputedTarget => {
                let target = machine.finger();
                let Some(count) = marks.tally(target, EXIT_WEIGHT) else {
                    return Next::Again;
                };
                if count <= self.options.threshold {
                    self.learning.sample(target, &machine.registers());
                    if is_ready(count, EXIT_WEIGHT, self.options.threshold) {
                        self.learning.note_ready(target);
                    }
                }
                if is_due(count, EXIT_WEIGHT, self.options.threshold) {
                    self.want(machine, target);
                }
                if marks.slot(target).is_some() {
                    Next::Again
                } else {
                    Next::Interpret
                }
            }
            Reason::Budget => Next::Again,
            Reason::Assumption => {
                if self.learning.refute(site.entry, &machine.registers()) {
                    self.compile(machine, site.entry);
                }
                Next::Interpret
            }
            reason
                if reason.is_curable()
                    && exits >= self.options.exits
                    && !self.learning.is_noted_unusual(site.finger) =>
            {
                self.cure(machine, marks, site.entry);
                Next::Interpret
            }
            _ => Next::Interpret,
        }
    }

    /// Compiles again, for the unusual, what often left because of it.
    fn cure(&mut self, machine: &mut Machine, marks: Marks, root: u32) {
        if !self.may_compile(machine) {
            return;
        }
        // Others that are on their way there would each drop code again.
        let fingers = self.cache.curable_fingers(self.options.exits / 10);
        // What is called from elsewhere is wanted again at once.
        let warm = self.options.threshold.saturating_sub(1);
        for finger in fingers {
            if self.learning.note_unusual(finger) {
                let entries = self
                    .cache
                    .drop_covering(&marks, &mut self.linker, finger, warm);
                for entry in entries {
                    self.learning.note_ready(entry);
                }
            }
        }
        if marks.slot(root).is_none() {
            self.compile(machine, root);
        }
    }

    fn may_compile(&mut self, machine: &Machine) -> bool {
        let linker = &self.linker;
        let instructions = machine.instructions();
        let may = self.options.is_eager
            || self
                .economy
                .may_compile(&self.statistics, instructions, || linker.milliseconds());
        self.statistics.postponed += u64::from(!may);
        may
    }

    /// Compiles the tree at `root`, if that pays.
    fn compile(&mut self, machine: &mut Machine, root: u32) {
        let Some(marks) = self.marks else { return };
        if root >= machine.arrays().program_capacity() {
            // The next instruction fails; there may be no 0 array to own.
            let refusals = &mut self.statistics.refusals;
            *refusals.entry(Refusal::OutsideProgram).or_default() += 1;
            return;
        }
        if !self.may_compile(machine) {
            return;
        }
        let started = self.linker.milliseconds();
        if self.cache.wasm_bytes() > WASM_BYTES_MAX {
            self.cache.clear(&marks, &mut self.linker);
        }
        // Code takes the 0 array to be where it is and its own.
        if machine.arrays_mut().own_program().is_err() {
            return;
        }
        self.translate(machine, marks, root);
        let taken = self.linker.milliseconds() - started;
        self.statistics.compile_ms += taken;
        self.statistics.longest_compile_ms = self.statistics.longest_compile_ms.max(taken);
        self.statistics.dropped_modules = self.cache.dropped();
    }

    fn translate(&mut self, machine: &Machine, marks: Marks, root: u32) {
        let first_slot = match self.linker.reserve(jit::FUNCTIONS_MAX) {
            Some(first_slot) => first_slot,
            None => return,
        };
        let roots = self.learning.take_roots(root);
        let known = Known {
            learning: &self.learning,
            marks,
            hot_count: self.options.hot_count,
        };
        let arrays = machine.arrays();
        let request = Request {
            program: arrays.program(),
            program_address: arrays.program_address(),
            layout: arrays.layout(),
            marks_address: marks.marks_address(),
            covered_address: marks.covered_address(),
            roots: &roots,
            first_slot,
            first_site: self.cache.next_site(),
            knowledge: &known,
        };
        let compiled = match jit::compile(request) {
            Ok(compiled) => compiled,
            Err(refusal) => {
                self.linker.give_back(first_slot, jit::FUNCTIONS_MAX);
                *self.statistics.refusals.entry(refusal).or_default() += 1;
                return;
            }
        };
        self.statistics.lowered_instructions += u64::from(compiled.instructions);
        let lowered = self.linker.milliseconds();
        let linked = self.linker.link(&compiled.bytes);
        self.statistics.link_ms += self.linker.milliseconds() - lowered;
        if linked.is_err() {
            self.linker.release(first_slot, jit::FUNCTIONS_MAX);
            self.statistics.link_errors += 1;
            return;
        }
        let functions = compiled.entries.len() as u32;
        self.linker
            .give_back(first_slot + functions, jit::FUNCTIONS_MAX - functions);
        self.statistics.modules += 1;
        self.statistics.functions += functions;
        self.statistics.wasm_bytes += compiled.bytes.len() as u64;
        self.learning.note_data(&compiled.data);
        self.cache.add(&marks, compiled, first_slot);
    }
}

impl<L: Linker> Drop for Engine<L> {
    /// The table may outlive the engine, as a page's does.
    fn drop(&mut self) {
        self.cache.release(&mut self.linker);
    }
}

/// Where to go on after compiled code left.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Perhaps there is code for where the finger is.
    Again,
    /// The interpreter's turn, for one instruction at least.
    Interpret,
}
