//! Owns what watches the interpreter. Deliberately does nothing itself: an
//! engine that wants to learn from a run implements [`Observer`].

/// What an observer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Go on.
    Continue,
    /// Ask again with [`Observer::look`], outside the quick loop: a call inside
    /// would take its machine registers away.
    Look,
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

/// Watches a run. Every method is called after its instruction has been done.
pub trait Observer {
    /// Load program from the 0 array: the finger goes to `target`. Happens so
    /// often that it should be inline and call nothing.
    fn jumped(&mut self, target: u32) -> Wish;
    /// What [`Observer::jumped`] wanted a closer look at; goes on or leaves.
    fn look(&mut self, _target: u32, _registers: &[u32; 8]) -> Wish {
        Wish::Continue
    }
    /// The platter at `offset` of the 0 array was amended.
    fn amended_program(&mut self, offset: u32) -> Wish;
    /// Load program from another array: the 0 array is a new one.
    fn loaded_program(&mut self) -> Wish;
    /// Whether [`Observer::accessed`] and [`Observer::came_from`] are wanted; the
    /// run is slow then.
    const SEES_DETAILS: bool = false;
    /// The instruction at `finger` indexes or amends an array of this kind.
    fn accessed(&mut self, _finger: u32, _kind: ArrayKind) {}
    /// Load program from the 0 array at `finger` goes to `target`; before
    /// [`Observer::jumped`].
    fn came_from(&mut self, _finger: u32, _target: u32) {}
}

/// Watches nothing and costs nothing.
#[derive(Debug)]
pub struct Unobserved;

impl Observer for Unobserved {
    #[inline(always)]
    fn jumped(&mut self, _: u32) -> Wish {
        Wish::Continue
    }
    #[inline(always)]
    fn amended_program(&mut self, _: u32) -> Wish {
        Wish::Continue
    }
    #[inline(always)]
    fn loaded_program(&mut self) -> Wish {
        Wish::Continue
    }
}
