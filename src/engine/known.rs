//! Owns what the translator is answered when it asks about the program: from what was
//! learnt, and from where there is code. Deliberately learns nothing, see [`super::learning`].

use super::learning::Learning;
use super::places::Places;
use crate::jit::{Arrays, Knowledge};
use crate::um::marks::Marks;
use rustc_hash::FxHashSet;

/// Everything the translator asks.
pub struct Known<'a> {
    pub learning: &'a Learning,
    /// Where the present run is to stop: code from there would pass.
    pub places: &'a Places,
    pub marks: Marks,
    /// Jumps to an offset that make it hot.
    pub hot_count: u32,
    /// Entries of the code that is made anew.
    pub anew: &'a FxHashSet<u32>,
}

impl Knowledge for Known<'_> {
    fn is_hot(&self, offset: u32) -> bool {
        self.marks.slot(offset).is_some() || self.learning.heat.jumps(offset) >= self.hot_count
    }

    fn is_compiled(&self, offset: u32) -> bool {
        self.marks.slot(offset).is_some()
    }

    fn is_made_anew(&self, offset: u32) -> bool {
        self.anew.contains(&offset)
    }

    fn is_covered(&self, offset: u32) -> bool {
        self.marks.is_covered(offset)
    }

    fn is_data(&self, offset: u32) -> bool {
        self.learning.is_data(offset) || self.places.contains(offset)
    }

    fn arrays(&self, offset: u32) -> Arrays {
        self.learning.arrays(offset)
    }

    fn targets(&self, finger: u32) -> Vec<u32> {
        self.learning.targets(finger)
    }

    fn constants(&self, offset: u32) -> [Option<u32>; 8] {
        self.learning.constants(offset)
    }
}
