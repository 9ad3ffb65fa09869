//! Owns what watches the interpreter. Deliberately does nothing itself: an
//! engine that wants to learn from a run implements [`Observer`].

/// What an observer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Go on.
    Continue,
    /// Leave the run, the instruction just seen being done and counted.
    Leave,
}

/// Watches a run. Every method is called after its instruction has been done.
pub trait Observer {
    /// Load program from the 0 array: the finger goes to `target`.
    fn jumped(&mut self, target: u32, registers: &[u32; 8]) -> Wish;
    /// The platter at `offset` of the 0 array was amended.
    fn amended_program(&mut self, offset: u32) -> Wish;
    /// Load program from another array: the 0 array is a new one.
    fn loaded_program(&mut self) -> Wish;
    /// Whether [`Observer::accessed`] is wanted; the run is slow then.
    const SEES_ACCESSES: bool = false;
    /// The instruction at `finger` indexes or amends an array; a short array or
    /// another, the 0 array included.
    fn accessed(&mut self, _finger: u32, _is_short: bool) {}
}

/// Watches nothing and costs nothing.
#[derive(Debug)]
pub struct Unobserved;

impl Observer for Unobserved {
    #[inline(always)]
    fn jumped(&mut self, _: u32, _: &[u32; 8]) -> Wish {
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
