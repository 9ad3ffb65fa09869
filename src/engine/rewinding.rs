//! Owns putting a machine back, to a snapshot or a checkpoint, with an engine:
//! what compiled code may stay. Deliberately runs nothing.

use super::dispatch::Engine;
use super::linker::Linker;
use crate::format::checkpoint::{CheckpointError, restore_over};
use crate::um::Machine;
use crate::um::marks::Marks;
use crate::um::snapshot;

/// What a machine with an engine was at one moment. Compiled code is no part of
/// it: going back keeps what is there now, as far as it is true then.
#[derive(Debug)]
pub struct Snapshot {
    machine: snapshot::Snapshot,
    marks: Option<Marks>,
}

impl Snapshot {
    /// Begins one of a machine that has no engine.
    #[must_use]
    pub fn without_engine(machine: &Machine) -> Self {
        Self {
            machine: machine.begin_snapshot(&(0..0)),
            marks: None,
        }
    }

    /// As [`snapshot::Snapshot::advance`].
    pub fn advance(&mut self, machine: &Machine, bytes: usize) -> Option<bool> {
        self.machine.advance(machine, bytes)
    }

    /// Makes the machine, which has no engine and had none, what it was.
    pub fn rewind(&self, machine: &mut Machine) {
        machine.rewind(&self.machine, |_| {});
    }

    /// Bytes of memory that it takes, about, when it is whole.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.machine.bytes()
    }
}

impl<L: Linker> Engine<L> {
    /// Begins a copy of the machine of this engine, between two runs.
    #[must_use]
    pub fn begin_snapshot(&self, machine: &Machine) -> Snapshot {
        let beside = self.marks.map_or(0..0, |marks| marks.room());
        Snapshot {
            machine: machine.begin_snapshot(&beside),
            marks: self.marks,
        }
    }

    /// Makes the machine of this engine what it was when the snapshot was made.
    /// Code that was made from other platters than were there then is dropped.
    pub fn rewind(&mut self, machine: &mut Machine, snapshot: &Snapshot) {
        self.recording = None;
        let kept = self.marks.filter(|marks| {
            let is_same = snapshot.marks.is_some_and(|then| then.is_same(marks));
            is_same && machine.has_program_of(&snapshot.machine)
        });
        if let Some(marks) = kept {
            let (cache, linker) = (&mut self.cache, &mut self.linker);
            let mut dropped: Vec<u32> = Vec::new();
            machine.rewind(&snapshot.machine, |offset| {
                if marks.is_covered(offset) {
                    dropped.extend(cache.drop_covering(&marks, linker, offset));
                }
            });
            for entry in dropped {
                self.learning.heat.set(entry, 0);
            }
        } else {
            if let Some(marks) = self.marks {
                self.cache.clear(&marks, &mut self.linker);
            }
            self.learning.forget();
            machine.rewind(&snapshot.machine, |_| {});
            self.marks = snapshot.marks;
            if let Some(marks) = self.marks {
                marks.wipe();
            }
        }
        self.statistics.dropped_modules = self.cache.dropped();
    }

    /// Makes the machine of this engine the one of a checkpoint. Compiled code
    /// stays as far as the checkpoint's program is the same and at its place.
    ///
    /// # Errors
    /// [`CheckpointError`]; unless it is of the kind `State`, nothing has happened.
    pub fn restore_over(
        &mut self,
        machine: &mut Machine,
        checkpoint: &[u8],
    ) -> Result<(), CheckpointError> {
        let before = Program::of(machine);
        let marks = self.marks;
        let beside = marks.map_or(0..0, |marks| marks.room());
        let restored = restore_over(machine, &beside, checkpoint);
        let kept = match restored {
            Ok(is_kept) => marks.filter(|_| is_kept),
            Err(CheckpointError::State(_)) => None,
            Err(_) => return restored.map(|_| ()),
        };
        self.recording = None;
        match kept {
            Some(marks) if before.is_at(machine) => {
                for offset in before.amended(machine) {
                    if marks.is_covered(offset) {
                        self.drop_covering(marks, offset);
                    }
                }
            }
            Some(mut marks) => {
                self.cache.clear(&marks, &mut self.linker);
                self.learning.forget();
                self.marks = marks.renew(machine.arrays_mut()).ok().map(|()| marks);
            }
            None => {
                self.cache.forget(&mut self.linker);
                self.learning.forget();
                self.marks = None;
            }
        }
        self.statistics.dropped_modules = self.cache.dropped();
        restored.map(|_| ())
    }
}

/// A 0 array as it was, and where.
struct Program {
    platters: Vec<u32>,
    address: u32,
}

impl Program {
    fn of(machine: &Machine) -> Self {
        Self {
            platters: machine.zero_array().to_vec(),
            address: machine.arrays().program_address(),
        }
    }

    /// Whether the 0 array is there now, and its own, as compiled code takes it to be.
    fn is_at(&self, machine: &Machine) -> bool {
        let arrays = machine.arrays();
        arrays.program_address() == self.address
            && arrays.program_capacity() as usize == self.platters.len()
            && arrays.owns_program()
    }

    /// Offsets at which it is another now.
    fn amended(&self, machine: &Machine) -> Vec<u32> {
        let pairs = self.platters.iter().zip(machine.zero_array());
        (0..)
            .zip(pairs)
            .filter(|(_, (then, now))| then != now)
            .map(|(offset, _)| offset)
            .collect()
    }
}
