//! Owns the face of runs that watch registers and platters. Deliberately does not know how a
//! change is told.

use super::{Machine, Stop};
use crate::engine::{self, Sight, Watched, Watches};
use crate::um::Register;
use wasm_bindgen::prelude::wasm_bindgen;

/// In place of a register's offset: no array reaches as far.
const REGISTER: u32 = u32::MAX;

/// Written for what is not there.
const NOTHING: f64 = -1.0;

impl Machine {
    pub(super) fn run_watching(&mut self, fingers: &[u32], watched: &[u32], budget: u64) -> Stop {
        let watches = Watches::new(watched_in(watched));
        let machine = &mut self.machine;
        let sight = match &mut self.engine {
            Some(engine) => engine.run_watching(machine, &watches, fingers, budget),
            None => engine::run_watching(machine, &watches, fingers, budget),
        };
        let mut changed = None;
        let stop = self.stopped(sight.map(|sight| match sight {
            Sight::Stopped(stop) => Some(stop),
            Sight::Arrived => None,
            Sight::Changed(some) => {
                changed = Some(some);
                None
            }
        }));
        self.changed = changed;
        stop
    }
}

fn watched_in(words: &[u32]) -> Vec<Watched> {
    let mut watched = Vec::new();
    for words in words.chunks_exact(2) {
        watched.push(match Register::new(words[0] as u8) {
            Some(register) if words[1] == REGISTER => Watched::Register(register),
            _ => Watched::Platter {
                identifier: words[0],
                offset: words[1],
            },
        });
    }
    watched
}

#[wasm_bindgen]
impl Machine {
    /// What the instruction that was just done changed of what `runTo()` watched; empty where it
    /// changed nothing. Where it stood in the 0 array of then, and it; then three numbers a change:
    /// which of the watched, counted from 0; what was there, and what is there now, -1 where there
    /// is no such platter.
    #[must_use]
    pub fn changed(&self) -> Vec<f64> {
        let mut numbers = Vec::new();
        let Some(changed) = &self.changed else {
            return numbers;
        };
        numbers.extend([f64::from(changed.finger), f64::from(changed.platter)]);
        for change in &changed.changes {
            let [was, is] = [change.was, change.is].map(|value| value.map_or(NOTHING, f64::from));
            numbers.extend([change.nth as f64, was, is]);
        }
        numbers
    }
}
