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

/// Which jumps an observer looks at. What is asked at every jump is kept beside the
/// registers: in the observer it would cost the quick loop a machine register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// How many jumps of 2^32 are looked at by chance.
    pub looks: u32,
    /// Whether all others are looked at that the observer wants.
    pub is_alert: bool,
}

/// Watches a run. Every method is called after its instruction has been done.
///
/// A jump is a load program from the 0 array; its target is where the finger goes.
pub trait Observer {
    /// Whether jumps are of any interest.
    const SEES_JUMPS: bool = true;
    /// Which jumps are looked at from now on; asked for at the beginning and after
    /// each look.
    fn pace(&self) -> Pace {
        Pace::default()
    }
    /// Whether to look at a jump to `target` in any case, when alert. Should be
    /// inline and call nothing.
    fn wants(&mut self, _target: u32) -> bool {
        false
    }
    /// Looks at a jump to `target`; goes on or leaves. Outside the quick loop: a
    /// call inside would take its machine registers away.
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
    /// The jump at `finger` goes to `target`; before any look at it.
    fn came_from(&mut self, _finger: u32, _target: u32) {}
}

/// Watches nothing and costs nothing.
#[derive(Debug)]
pub struct Unobserved;

impl Observer for Unobserved {
    const SEES_JUMPS: bool = false;
    #[inline(always)]
    fn amended_program(&mut self, _: u32) -> Wish {
        Wish::Continue
    }
    #[inline(always)]
    fn loaded_program(&mut self) -> Wish {
        Wish::Continue
    }
}
