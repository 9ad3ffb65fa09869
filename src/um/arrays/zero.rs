//! Owns the 0 array: fetching from it, loading another program into it, and
//! sharing platters with the array it was loaded from until one of the two is
//! written. Deliberately knows nothing of the finger.

use super::Arrays;
use crate::um::layout::{LONG, header};
use crate::um::memory::MemoryError;
use crate::um::reach::Reach;

/// The 0 array: either a block of its own, or the platters of a long array it
/// was loaded from, until one of the two is written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ZeroArray {
    pub(super) address: u32,
    pub(super) capacity: u32,
    /// `capacity`, or 0 while shared.
    pub(super) writable: u32,
    /// The long array that shares its platters; 0 for none.
    pub(super) source: u32,
}

impl Arrays {
    /// The 0 array's capacity in platters.
    #[inline(always)]
    #[must_use]
    pub fn program_capacity(&self) -> u32 {
        self.zero.capacity
    }

    /// Address of the 0 array's first platter. Changes only in
    /// [`Arrays::load_program`].
    #[must_use]
    pub fn program_address(&self) -> u32 {
        self.zero.address
    }

    /// The platter under the finger; `None` outside the 0 array.
    #[inline(always)]
    #[must_use]
    pub fn fetch(&self, finger: u32) -> Option<u32> {
        if finger < self.zero.capacity {
            // SAFETY: inside the 0 array's block.
            Some(unsafe { self.arena.read(self.zero.address + 4 * finger) })
        } else {
            None
        }
    }

    /// A copy of what the frequent accesses need, for an inner loop to keep in
    /// registers. To be renewed after [`Arrays::load_program`] and
    /// [`Arrays::amend`].
    #[inline(always)]
    #[must_use]
    pub fn reach(&self) -> Reach {
        Reach {
            program: self.arena.window(self.zero.address),
            free_lists: self.arena.window(self.layout.free_list(0)),
            shadow: self.arena.window(self.layout.shadow),
            arena: self.arena.window(0),
            data: self.arena.window(self.layout.data),
            granules: self.layout.granules,
            capacity: self.zero.capacity,
            writable: self.zero.writable,
        }
    }

    /// The 0 array.
    #[must_use]
    pub fn program(&self) -> &[u32] {
        self.platters(self.zero.address, self.zero.capacity)
    }

    /// Replaces the 0 array by a duplicate of the array `identifier` (not 0).
    /// Short arrays are copied; a long one is shared until either is written.
    /// False when the array is not active.
    ///
    /// # Errors
    /// [`MemoryError`]; the 0 array is then as it was.
    pub fn load_program(&mut self, identifier: u32) -> Result<bool, MemoryError> {
        let shadow = self.shadow(identifier);
        match shadow {
            0 => Ok(false),
            LONG => {
                if self.zero.source != identifier {
                    self.release_program();
                    let (address, capacity) = self.long(identifier);
                    self.set_header(identifier, header::WRITABLE, 0);
                    self.zero = ZeroArray {
                        address,
                        capacity,
                        writable: 0,
                        source: identifier,
                    };
                }
                Ok(true)
            }
            capacity => {
                let capacity = u32::from(capacity);
                let address = self.take_block(capacity)?;
                // SAFETY: a short array's platters and a fresh block.
                unsafe {
                    self.arena
                        .copy(self.layout.granule(identifier), address, capacity)
                };
                self.release_program();
                self.zero = ZeroArray {
                    address,
                    capacity,
                    writable: capacity,
                    source: 0,
                };
                Ok(true)
            }
        }
    }

    /// Gives up the 0 array's platters, or its share in them.
    pub(super) fn release_program(&mut self) {
        if self.zero.source == 0 {
            self.give_back_block(self.zero.address, self.zero.capacity);
        } else {
            let (_, capacity) = self.long(self.zero.source);
            self.set_header(self.zero.source, header::WRITABLE, capacity);
        }
    }

    /// Whether its platters are its own, so that it can be written where it is.
    #[must_use]
    pub fn owns_program(&self) -> bool {
        self.zero.source == 0
    }

    /// Gives the 0 array platters of its own, so that it can be written at its
    /// present address.
    ///
    /// # Errors
    /// [`MemoryError`] when there is no room for the other array's copy.
    pub fn own_program(&mut self) -> Result<(), MemoryError> {
        if self.zero.source == 0 {
            Ok(())
        } else {
            self.unshare()
        }
    }

    /// Ends the sharing, before a write: the array moves, so that the 0 array
    /// stays where compiled code knows it.
    #[cold]
    pub(super) fn unshare(&mut self) -> Result<(), MemoryError> {
        let ZeroArray {
            address,
            capacity,
            source,
            ..
        } = self.zero;
        let copy = self.take_block(capacity)?;
        // SAFETY: two blocks of `capacity` words.
        unsafe { self.arena.copy(address, copy, capacity) };
        self.set_header(source, header::ADDRESS, copy);
        self.set_header(source, header::WRITABLE, capacity);
        self.zero.writable = capacity;
        self.zero.source = 0;
        Ok(())
    }
}
