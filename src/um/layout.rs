//! Owns where things lie in the arena, for Rust and for compiled code alike.
//! Deliberately holds no behaviour: what the words mean is in [`super::arrays`].
//!
//! ```text
//! state      4,096 bytes: registers, finger, the translator's words, free lists
//! shadow     one byte a granule: 0 no live array starts here, 1..=254 its
//!            capacity, 255 capacity 0 or above 254 (the granule is a header)
//! data       16 bytes a granule; short arrays grow from the bottom up,
//!            blocks (long arrays, the 0 array) from the top down
//! ```

use std::ops::Range;

/// Byte offsets within the state page.
pub mod state {
    /// Eight words: the registers.
    pub const REGISTERS: u32 = 0;
    /// One word: the finger.
    pub const FINGER: u32 = 32;
    /// One word: instructions that a call of compiled code may still do.
    pub const BUDGET: u32 = 36;
    /// One word: bytes at [`PRINT`] that compiled code has printed.
    pub const PRINTED: u32 = 40;
    /// One word: bytes that it may print until somebody takes them.
    pub const PRINTABLE: u32 = 44;
    /// Sixty-five words, by granules: the first free run of that many
    /// granules, 0 for none. Entry 0 is never used.
    pub const FREE_LISTS: u32 = 256;
    /// What compiled code has printed.
    pub const PRINT: u32 = 1024;
    /// Bytes of room there.
    pub const PRINT_BYTES: u32 = 3072;
    /// Bytes of the page.
    pub const BYTES: u32 = 4096;
}

/// Byte offsets within a header granule, the data granule of an array whose
/// shadow is [`LONG`].
pub mod header {
    /// Capacity in platters, for reading.
    pub const CAPACITY: u32 = 0;
    /// Address of the first platter; 0 for capacity 0.
    pub const ADDRESS: u32 = 4;
    /// Capacity for writing: 0 while the platters are shared with the 0 array.
    pub const WRITABLE: u32 = 8;
}

/// The largest capacity, in platters, that lies in granules.
pub const SHORT_MAX: u32 = 254;
/// Shadow of an empty or long array.
pub const LONG: u8 = 255;
/// Bytes of a granule.
pub const GRANULE_BYTES: u32 = 16;
/// The most granules that a short array takes.
pub const CLASSES: u32 = granules(SHORT_MAX);

const _: () = assert!(CLASSES == 64);
const _: () = assert!(state::FREE_LISTS + 4 * (CLASSES + 1) <= state::PRINT);
const _: () = assert!(state::PRINTABLE + 4 <= state::FREE_LISTS);
const _: () = assert!(state::PRINT + state::PRINT_BYTES <= state::BYTES);
const _: () = assert!(header::WRITABLE + 4 <= GRANULE_BYTES);

/// Granules of a short array of `capacity` platters (1 to [`SHORT_MAX`]).
#[inline(always)]
#[must_use]
pub const fn granules(capacity: u32) -> u32 {
    (capacity + 3) >> 2
}

/// Where the parts of one arena lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Address of the state page.
    pub state: u32,
    /// Address of the shadow byte of identifier 0.
    pub shadow: u32,
    /// Address of the granule of identifier 0.
    pub data: u32,
    /// Granules, so identifiers are below it.
    pub granules: u32,
}

impl Layout {
    /// Divides `range`, which begins at a multiple of 16.
    #[must_use]
    pub const fn new(range: &Range<u32>) -> Self {
        let bytes = range.end - range.start - state::BYTES;
        // 17 bytes a granule; a multiple of 16 keeps the data aligned.
        let granules = bytes / (GRANULE_BYTES + 1) / 16 * 16;
        let shadow = range.start + state::BYTES;
        Self {
            state: range.start,
            shadow,
            data: shadow + granules,
            granules,
        }
    }

    /// The address of the data of the array `identifier` (below `granules`).
    #[inline(always)]
    #[must_use]
    pub const fn granule(&self, identifier: u32) -> u32 {
        self.data + identifier * GRANULE_BYTES
    }

    /// The address after the last granule.
    #[must_use]
    pub const fn end(&self) -> u32 {
        self.data + self.granules * GRANULE_BYTES
    }

    /// The address of the free list of runs of `class` granules.
    #[inline(always)]
    #[must_use]
    pub const fn free_list(&self, class: u32) -> u32 {
        self.state + state::FREE_LISTS + 4 * class
    }
}
