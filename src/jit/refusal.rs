//! Owns every reason for which an entry is not compiled. Deliberately does not say when to
//! ask again: that is the engine's.

use std::fmt;

/// Why there is no code for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Refusal {
    /// The entry is outside the 0 array.
    OutsideProgram,
    /// The entry's own platter is data.
    Data,
    /// The very first instruction needs the interpreter.
    NothingToGain,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutsideProgram => "entry outside the program",
            Self::Data => "entry is amended as data",
            Self::NothingToGain => "first instruction needs the interpreter",
        })
    }
}
