//! Owns what the translator's own tests ask it with: a program of which everything is
//! hot and nothing compiled. Deliberately knows nothing of what is tested.

use super::{Knowledge, Request};
use crate::um::layout::Layout;

/// Everything is hot, and nothing else known.
struct AllHot;

impl Knowledge for AllHot {
    fn is_hot(&self, _: u32) -> bool {
        true
    }
    fn is_compiled(&self, _: u32) -> bool {
        false
    }
    fn is_covered(&self, _: u32) -> bool {
        false
    }
    fn is_data(&self, _: u32) -> bool {
        false
    }
}

/// To compile `program` from its beginning on.
pub fn request(program: &[u32]) -> Request<'_> {
    Request {
        program,
        program_address: 0x80_0000,
        layout: Layout::new(&(0x1_0000..0x100_0000)),
        marks_address: 0x90_0000,
        covered_address: 0xa0_0000,
        roots: &[0],
        first_slot: 0,
        first_site: 0,
        knowledge: &AllHot,
        guarded: None,
    }
}
