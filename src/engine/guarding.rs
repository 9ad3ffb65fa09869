//! Owns runs that watch, with compiled code: which edition of it is in use, and what is interpreted
//! between its calls. Deliberately knows neither how far may be interpreted at a time, see
//! [`super::watching`], nor how code leaves alone what is watched, see [`crate::jit::Guarded`].

use super::cache::Edition;
use super::dispatch::Engine;
use super::linker::Linker;
use super::places::Places;
use super::watching::{Lookout, Sight, Watches};
use crate::jit::{Guarded, PATH_MAX};
use crate::um::{Machine, MemoryError};

impl<L: Linker> Engine<L> {
    /// As [`super::run_watching`], in compiled code where there is any: it leaves before what is
    /// watched may change. With the same results to the last instruction.
    ///
    /// # Errors
    /// As [`Machine::run`].
    pub fn run_watching(
        &mut self,
        machine: &mut Machine,
        watches: &Watches,
        fingers: &[u32],
        budget_instructions: u64,
    ) -> Result<Sight, MemoryError> {
        let places = Places::new(fingers);
        self.stop_at(&places);
        self.guard(watches.guarded(), budget_instructions);
        let mut lookout = Lookout::new(watches, machine);
        let stop = places.arrival(machine, |machine| {
            // No trial: what is interpreted is not as quick as without watches.
            self.run_by(machine, budget_instructions, |engine, machine, budget| {
                engine.alternate_watching(machine, budget, Some(&mut lookout))
            })
        })?;
        Ok(lookout.sight(stop))
    }

    /// From now on compiled code leaves `guarded` alone, and nothing else.
    pub(super) fn guard(&mut self, guarded: &Guarded, budget_instructions: u64) {
        let edition = if guarded.is_empty() {
            Edition::Usual
        } else {
            Edition::Guarded
        };
        let is_made = edition == Edition::Usual || *guarded == self.guarded;
        // In a person's step no code is called.
        let is_step = budget_instructions < u64::from(PATH_MAX);
        if is_step || is_made && edition == self.cache.edition() {
            return;
        }
        let mut entries = Vec::new();
        if !is_made {
            self.guarded = guarded.clone();
            if let Some(marks) = self.marks {
                let (cache, linker) = (&mut self.cache, &mut self.linker);
                entries = cache.drop_edition(&marks, linker, Edition::Guarded);
            }
        }
        if edition != self.cache.edition() {
            entries.extend(self.cache.take_up(self.marks, edition));
        }
        for entry in entries {
            if self.marks.is_some_and(|marks| marks.slot(entry).is_none()) {
                self.keep_warm(entry);
            }
        }
    }

    /// What compiled code is not to change; nothing where it is made as ever.
    pub(super) fn guarded(&self) -> Option<&Guarded> {
        (self.cache.edition() == Edition::Guarded).then_some(&self.guarded)
    }
}
