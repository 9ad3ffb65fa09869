//! Owns runs that stop at places: compiled code passes none, as none is made from the platter
//! at a place, which counts as data meanwhile. Deliberately knows neither how far may be
//! interpreted, see [`super::places`], nor why somebody wants to stop there.

use super::dispatch::Engine;
use super::linker::Linker;
use super::places::Places;
use crate::jit::Guarded;
use crate::um::{Machine, MemoryError, Stop};

impl<L: Linker> Engine<L> {
    /// As [`super::run_to`], in compiled code where there is any: it leaves before each of the
    /// places. With the same results to the last instruction.
    ///
    /// # Errors
    /// As [`Machine::run`].
    pub fn run_to(
        &mut self,
        machine: &mut Machine,
        fingers: &[u32],
        budget_instructions: u64,
    ) -> Result<Option<Stop>, MemoryError> {
        let places = Places::new(fingers);
        self.stop_at(&places);
        self.guard(&Guarded::default(), budget_instructions);
        places.arrival(machine, |machine| {
            // No trial: what is interpreted is not as quick as without places.
            self.run_by(machine, budget_instructions, Self::alternate)
        })
    }

    /// From now on no compiled code passes these places; others may be compiled again.
    pub(super) fn stop_at(&mut self, places: &Places) {
        if self.places == *places {
            return;
        }
        let before = std::mem::replace(&mut self.places, places.clone());
        let Some(marks) = self.marks else { return };
        let (cache, linker) = (&mut self.cache, &mut self.linker);
        let mut dropped = Vec::new();
        for finger in self.places.without(&before) {
            dropped.extend(cache.drop_covering(&marks, linker, finger));
        }
        for finger in before.without(&self.places) {
            let sites = cache.sites_ending_at(finger);
            dropped.extend(cache.drop_with_sites(&marks, linker, &sites));
        }
        for entry in dropped {
            self.keep_warm(entry);
        }
    }
}
