//! Owns that there are two editions of compiled code, of which one is in use: the usual one, and one
//! that leaves alone what is watched. The other is put by, and comes back as it was, so that neither is
//! made anew for every turn. Deliberately does not know what is watched.

use super::{Cache, Module};
use crate::engine::linker::Linker;
use crate::jit::FUNCTIONS_MAX;
use crate::um::marks::Marks;

/// Which of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// With no eye on anything.
    #[default]
    Usual,
    /// It leaves before what is watched may change.
    Guarded,
}

/// A bit for each function of a module.
pub(super) type Functions = u32;

const _: () = assert!(FUNCTIONS_MAX <= Functions::BITS);

impl Module {
    /// Takes the marks of its entries away, until it is taken up.
    fn put_by(&mut self, marks: &Marks) {
        for (nth, &entry) in self.entries.iter().enumerate() {
            if marks.slot(entry) == Some(self.first_slot + nth as u32) {
                marks.clear_slot(entry);
                self.put_by |= 1 << nth;
            }
        }
    }

    fn take_up(&mut self, marks: &Marks) {
        for (nth, &entry) in self.entries.iter().enumerate() {
            if self.put_by >> nth & 1 != 0 {
                marks.set_slot(entry, self.first_slot + nth as u32);
            }
        }
        self.put_by = 0;
    }
}

impl Cache {
    /// The one in use, to which all belongs that is added.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// Takes this edition up, which is not in use, and puts the other by; its entries. Without marks
    /// there is none of either.
    pub fn take_up(&mut self, marks: Option<Marks>, edition: Edition) -> Vec<u32> {
        self.edition = edition;
        let mut entries = Vec::new();
        let Some(marks) = marks else { return entries };
        // First these: an entry may have code in both.
        for module in &mut self.modules {
            if module.edition != edition {
                module.put_by(&marks);
                entries.extend_from_slice(&module.entries);
            }
        }
        for module in &mut self.modules {
            if module.edition == edition {
                module.take_up(&marks);
            }
        }
        entries
    }

    /// Drops all of one edition; its entries.
    pub fn drop_edition(
        &mut self,
        marks: &Marks,
        linker: &mut impl Linker,
        edition: Edition,
    ) -> Vec<u32> {
        self.drop_those(marks, linker, &|module| module.edition == edition)
    }
}
