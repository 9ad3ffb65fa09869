//! Owns the alternation of compiled code and interpreter. Deliberately has no
//! semantics of its own, every failure and every rare path is the
//! interpreter's; and makes no code, see [`super::compiling`].

use super::cache::Cache;
use super::compiling::Urgency;
use super::learning::Learning;
use super::linker::Linker;
use super::lives::Lives;
use super::observer::{Alertness, Event, Watch, is_due, is_ready};
use super::options::Options;
use super::places::Places;
use super::statistics::Statistics;
use super::trial::Trial;
use super::watching::Lookout;
use crate::jit::{Guarded, PATH_MAX, Reason, Site};
use crate::um::interpreter::{self, Pause};
use crate::um::layout::state::{BUDGET, FINGER};
use crate::um::marks::Marks;
use crate::um::{Machine, MemoryError, Stop};

/// Jumps that a jump out of compiled code counts for: it costs some fifty times
/// as much as one inside.
const EXIT_WEIGHT: u32 = 16;

/// Instructions of a call that were quicker interpreted.
const SHORT_CALL: u64 = 100;
/// Instructions of a call after which compiled code is looked out for. Of some there
/// is only code that ends at once, at platters that are data: to look out for that
/// costs more than it does.
const ALERTING_CALL: u64 = 4;

/// Runs machines on compiled code and interpreter.
#[derive(Debug)]
pub struct Engine<L: Linker> {
    pub(super) linker: L,
    pub(super) options: Options,
    pub(super) marks: Option<Marks>,
    pub(super) cache: Cache,
    pub(super) learning: Learning,
    pub(super) statistics: Statistics,
    pub(super) recording: Option<Recording>,
    pub(super) alertness: Alertness,
    /// Whether compiled code is not called, nor looked out for.
    pub(super) is_aside: bool,
    pub(super) lives: Lives,
    pub(super) trial: Trial,
    /// Where this run is to stop.
    pub(super) places: Places,
    /// What the guarded edition of compiled code is made for.
    pub(super) guarded: Guarded,
    /// The machine's count of instructions when this run began.
    run_started: u64,
}

/// An entry that is to be compiled when what happens around it has been recorded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recording {
    pub(super) root: u32,
    /// See [`super::compiling::Urgency`].
    pub(super) urgency: Urgency,
    /// Instructions yet to be recorded.
    pub(super) left: u64,
}

impl<L: Linker> Engine<L> {
    /// An engine for one machine.
    pub fn new(linker: L, options: Options) -> Self {
        Self {
            linker,
            options,
            marks: None,
            cache: Cache::default(),
            learning: Learning::new(options.overdue_others),
            statistics: Statistics::default(),
            recording: None,
            alertness: Alertness::default(),
            is_aside: false,
            lives: Lives::default(),
            trial: Trial::default(),
            places: Places::default(),
            guarded: Guarded::default(),
            run_started: 0,
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
    pub fn busiest_sites(&self, most: usize) -> Vec<(Site, u64)> {
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
        self.stop_at(&Places::default());
        self.guard(&Guarded::default(), budget_instructions);
        self.run_by(machine, budget_instructions, Self::run_as_planned)
    }

    /// Runs by this `way`, and counts what was done.
    pub(super) fn run_by(
        &mut self,
        machine: &mut Machine,
        budget_instructions: u64,
        way: impl FnOnce(&mut Self, &mut Machine, u64) -> Result<Stop, MemoryError>,
    ) -> Result<Stop, MemoryError> {
        if machine.is_halted() {
            // Where the finger stands there may be code all the same.
            return machine.run(budget_instructions);
        }
        self.run_started = machine.instructions();
        let stop = way(self, machine, budget_instructions);
        self.statistics.instructions = self.done(machine);
        self.statistics.dropped_modules = self.cache.dropped();
        stop
    }

    /// Instructions of all runs, this one up to now; those that were gone back on
    /// are among them.
    pub(super) fn done(&self, machine: &Machine) -> u64 {
        self.statistics.instructions + (machine.instructions() - self.run_started)
    }

    /// Does `budget_instructions`, in compiled code where there is any that is not
    /// left aside. They count as spent as soon as the finger stands at a place, see
    /// [`Places::run`].
    pub(super) fn alternate(
        &mut self,
        machine: &mut Machine,
        budget_instructions: u64,
    ) -> Result<Stop, MemoryError> {
        self.alternate_watching(machine, budget_instructions, None)
    }

    /// As [`Engine::alternate`]; they count as spent also as soon as the `lookout` sees a change.
    pub(super) fn alternate_watching(
        &mut self,
        machine: &mut Machine,
        budget_instructions: u64,
        mut lookout: Option<&mut Lookout<'_>>,
    ) -> Result<Stop, MemoryError> {
        let Some(marks) = self.marks.or_else(|| Marks::new(machine.arrays_mut()).ok()) else {
            return self.run_unmarked(machine, budget_instructions, lookout);
        };
        self.marks = Some(marks);
        let began = machine.instructions();
        let end = began.saturating_add(budget_instructions);
        loop {
            if machine.instructions() > began && self.places.contains(machine.finger()) {
                return Ok(Stop::BudgetSpent);
            }
            let left = end - machine.instructions();
            let Some(marks) = self.marks else {
                // There is no room for those of the program just loaded.
                return self.run_unmarked(machine, left, lookout);
            };
            let is_free = self.places.is_empty() && lookout.is_none();
            if self.lives.are_short() && !self.options.is_eager && is_free {
                let stop = self.run_unseen(machine, left)?;
                if stop != Stop::BudgetSpent || machine.instructions() == end {
                    return Ok(stop);
                }
                continue;
            }
            if self.options.is_everywhere && marks.slot(machine.finger()).is_none() {
                self.compile(machine, machine.finger(), Urgency::Usual);
            }
            if !self.is_aside
                && left >= u64::from(PATH_MAX)
                && self.recording.is_none()
                && let Some(slot) = marks.slot(machine.finger())
            {
                let entered = self.call(machine, slot, left);
                if entered == Next::Again {
                    continue;
                }
            }
            let left = end - machine.instructions();
            let given = match &mut lookout {
                Some(lookout) => lookout.stretch(machine, left),
                None => left,
            };
            let given = self.places.stretch(machine, given);
            let (pause, event) = match self.recording {
                Some(recording) => self.record(machine, marks, recording, left, given)?,
                None if self.options.is_everywhere => {
                    self.interpret::<false>(machine, marks, left, given.min(1))?
                }
                None => self.interpret::<false>(machine, marks, left, given)?,
            };
            if pause == Pause::Asked {
                self.attend(machine, event);
            }
            if let Some(lookout) = &mut lookout
                && lookout.sees_change(machine)
            {
                return Ok(Stop::BudgetSpent);
            }
            match pause {
                Pause::Stopped(Stop::BudgetSpent) if machine.instructions() < end => {}
                Pause::Stopped(stop) => return Ok(stop),
                Pause::Asked => {}
            }
        }
    }

    /// Interprets, there being no room for marks.
    fn run_unmarked(
        &mut self,
        machine: &mut Machine,
        budget_instructions: u64,
        lookout: Option<&mut Lookout<'_>>,
    ) -> Result<Stop, MemoryError> {
        match lookout {
            Some(lookout) => lookout.run(machine, &self.places, budget_instructions),
            None => self.places.run(machine, budget_instructions),
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
        let enters = left >= u64::from(PATH_MAX);
        let threshold = self.threshold();
        let (learning, alertness) = (&mut self.learning, self.alertness);
        let mut watch = Watch::<RECORDING>::new(marks, learning, threshold, enters, alertness);
        let pause = interpreter::run(machine, given, &mut watch)?;
        self.alertness = watch.alertness;
        Ok((pause, watch.event))
    }

    /// Goes on recording, at most for `given` of the `left` instructions, and compiles when that
    /// is done.
    fn record(
        &mut self,
        machine: &mut Machine,
        marks: Marks,
        recording: Recording,
        left: u64,
        given: u64,
    ) -> Result<(Pause, Event), MemoryError> {
        let before = machine.instructions();
        let given = given.min(recording.left);
        let paused = self.interpret::<true>(machine, marks, left, given)?;
        let done = machine.instructions() - before;
        self.recording = Some(Recording {
            left: recording.left - done,
            ..recording
        });
        // A program loaded by the last one is attended to first: nothing is known of it.
        if done == recording.left && paused.1 != Event::Loaded {
            self.recording = None;
            self.compile(machine, recording.root, recording.urgency);
        }
        Ok(paused)
    }

    pub(super) fn attend(&mut self, machine: &mut Machine, event: Event) {
        let Some(marks) = self.marks else { return };
        match event {
            Event::None | Event::Compiled => {}
            Event::Hot => self.want(machine, machine.finger()),
            Event::Amended(offset) => {
                self.learning.note_amendment(offset);
                self.drop_covering(marks, offset);
            }
            Event::Loaded => {
                self.cache.clear(&marks, &mut self.linker);
                self.learning.forget();
                self.recording = None;
                self.lives.note_load(machine.instructions());
                let mut marks = marks;
                self.marks = marks.renew(machine.arrays_mut()).ok().map(|()| marks);
            }
        }
    }

    /// Calls compiled code, and attends to where it left.
    fn call(&mut self, machine: &mut Machine, slot: u32, left: u64) -> Next {
        let given = left.min(i32::MAX as u64) as u32;
        let entry = machine.finger();
        machine.lend_output();
        let site = self.linker.call(slot, machine.registers(), given);
        machine.collect_output();
        let done = u64::from(given - machine.arrays().state_word(BUDGET));
        machine.count_instructions(done);
        if done >= ALERTING_CALL {
            self.alertness.wake();
        }
        self.statistics.calls += 1;
        self.statistics.compiled_instructions += done;
        let exit = self.cache.count_exit(site);
        let site = exit.site;
        *self.statistics.exits.entry(site.reason).or_default() += 1;
        if site.reason != Reason::ComputedTarget {
            machine.arrays_mut().set_state_word(FINGER, site.finger);
        }
        if self.places.contains(machine.finger()) {
            return Next::Again;
        }
        let Some(marks) = self.marks else {
            return Next::Interpret;
        };
        match site.reason {
            Reason::ColdTarget | Reason::ComputedTarget => return self.jumped_out(machine, marks),
            Reason::Budget => return Next::Again,
            reason if reason.is_needless() => {
                let is_mended = self.mend(machine, marks, exit);
                if !is_mended && done < SHORT_CALL {
                    self.note_short_call(marks, entry);
                }
            }
            _ => {}
        }
        Next::Interpret
    }

    /// Compiled code left by a jump to where the finger stands: counts it.
    fn jumped_out(&mut self, machine: &mut Machine, marks: Marks) -> Next {
        let target = machine.finger();
        if marks.slot(target).is_some() {
            return Next::Again;
        }
        let threshold = self.threshold();
        let count = self.learning.heat.count(target, EXIT_WEIGHT);
        if count <= threshold {
            self.learning.sample(target, &machine.registers());
            if is_ready(count, EXIT_WEIGHT, threshold) {
                self.learning.queue.note_ready(target);
            }
        }
        if is_due(count, EXIT_WEIGHT, threshold) {
            self.want(machine, target);
        }
        if marks.slot(target).is_some() {
            Next::Again
        } else {
            Next::Interpret
        }
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
    /// Perhaps there is code for where the finger is, or it is at a place to stop at.
    Again,
    /// The interpreter's turn, for one instruction at least.
    Interpret,
}
