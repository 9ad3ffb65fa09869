//! Owns what watches the interpreter. Deliberately does nothing itself: an
//! engine that wants to learn from a run implements [`Observer`].

use super::marks::Cover;

/// What an observer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Go on.
    Continue,
    /// Leave the run, the instruction just seen being done and counted.
    Leave,
}

/// What compiled code has different ways for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrayKind {
    /// Not empty, and small enough to lie in granules.
    Short,
    /// Empty, or too large for that.
    Long,
    /// The 0 array, or none at all.
    Other,
}

/// Watches a run. Every method but [`Observer::accessed`] is called after its instruction
/// has been done.
///
/// A jump is a load program from the 0 array; its target is where the finger goes.
pub trait Observer {
    /// Whether jumps are of any interest.
    const SEES_JUMPS: bool = true;
    /// How many instructions no jump is seen of from now on, about: the quick loop
    /// is quickest where it need not ask at each.
    fn rest(&self) -> u64 {
        u64::MAX
    }
    /// So many instructions of a rest are done.
    fn rested(&mut self, _instructions: u64) {}
    /// Whether to look at a jump to `target`; asked at each when there is no rest.
    /// Should be inline and call nothing.
    fn wants(&mut self, _target: u32) -> bool {
        false
    }
    /// Looks at a jump to `target`; goes on or leaves. Outside the quick loop: a
    /// call inside would take its machine registers away.
    fn look(&mut self, _target: u32, _registers: &[u32; 8]) -> Wish {
        Wish::Continue
    }
    /// Whether the amendment of any platter is of interest.
    const SEES_AMENDMENTS: bool = true;
    /// The platters whose amendment is of interest.
    fn cover(&self) -> Cover {
        Cover::none()
    }
    /// The platter at `offset` of the 0 array, one of them, was amended.
    fn amended_program(&mut self, _offset: u32) -> Wish {
        Wish::Continue
    }
    /// Load program from another array: the 0 array is a new one.
    fn loaded_program(&mut self) -> Wish;
    /// Whether [`Observer::accessed`] and [`Observer::came_from`] are wanted; the
    /// run is slow then.
    const SEES_DETAILS: bool = false;
    /// The instruction at `finger` is about to index or amend an array of this kind; it
    /// may yet fail.
    fn accessed(&mut self, _finger: u32, _kind: ArrayKind) {}
    /// The jump at `finger` goes to `target`; before any look at it.
    fn came_from(&mut self, _finger: u32, _target: u32) {}
}

/// Watches nothing and costs nothing.
#[derive(Debug)]
pub struct Unobserved;

impl Observer for Unobserved {
    const SEES_JUMPS: bool = false;
    const SEES_AMENDMENTS: bool = false;
    #[inline(always)]
    fn loaded_program(&mut self) -> Wish {
        Wish::Continue
    }
}
