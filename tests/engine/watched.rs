//! Owns short words of the tests for what is watched.

use um32::engine::Watched;
use um32::um::Register;

/// This register, of the eight.
pub fn register(number: u8) -> Watched {
    Watched::Register(Register::new(number).expect("one of eight"))
}

/// A platter, of whichever array has the identifier.
pub fn platter(identifier: u32, offset: u32) -> Watched {
    Watched::Platter { identifier, offset }
}
