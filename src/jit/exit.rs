//! Owns the list of every reason for which compiled code hands over to the
//! interpreter. Deliberately knows nothing of how the engine answers.

/// Why compiled code left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The budget might not last for another path.
    Budget,
    /// A jump to a known offset that has no code.
    ColdTarget,
    /// A jump to a computed offset that has no code.
    ComputedTarget,
    /// A register did not hold the constant it always had held.
    Assumption,
    /// Input, halt, or no instruction at all.
    Operator,
    /// Output of what is no byte, or with no room for it.
    Output,
    /// Load program from another array.
    LoadProgram,
    /// The platter is data as much as code, or counts as data while it is a place to stop at.
    Data,
    /// Array index that is not simply inside an array of the usual kind.
    Index,
    /// Array amendment that is not simply inside an array of the usual kind.
    Amendment,
    /// Array index or amendment for which even the way that copes with every kind of
    /// array reaches no platter: it fails, or amends code.
    NotReached,
    /// An amendment of the 0 array that may hit compiled code.
    AmendmentOfCode,
    /// An instruction that changes what is watched, or may.
    Watched,
    /// Allocation of another size than a short array's, or nothing free; or of a size that varies, and
    /// the array is watched.
    Allocation,
    /// Abandonment of anything but a short array.
    Abandonment,
    /// Division by 0.
    Division,
    /// The 0 array ends.
    ProgramEnd,
}

impl Reason {
    /// The reason's name in statistics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::ColdTarget => "cold target",
            Self::ComputedTarget => "computed target",
            Self::Assumption => "assumption",
            Self::Operator => "operator",
            Self::Output => "output",
            Self::LoadProgram => "load program",
            Self::Data => "data",
            Self::Index => "index",
            Self::Amendment => "amendment",
            Self::NotReached => "platter not reached",
            Self::AmendmentOfCode => "amendment of code",
            Self::Watched => "watched",
            Self::Allocation => "allocation",
            Self::Abandonment => "abandonment",
            Self::Division => "division",
            Self::ProgramEnd => "program end",
        }
    }

    /// Whether code could be made for what happened there, once it is known to
    /// happen often.
    #[must_use]
    pub const fn is_curable(self) -> bool {
        matches!(self, Self::Index | Self::Amendment)
    }

    /// Whether code made anew, with what is known by then, would not leave.
    #[must_use]
    pub const fn is_needless(self) -> bool {
        self.is_curable() || matches!(self, Self::Assumption)
    }
}

/// A place at which compiled code may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Site {
    /// Where the finger then stands; for [`Reason::ComputedTarget`] the state
    /// page has it.
    pub finger: u32,
    /// Why.
    pub reason: Reason,
    /// The entry of the tree that the site is in.
    pub entry: u32,
}
