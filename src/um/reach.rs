//! Owns the frequent cases of working with arrays, for an inner loop: all of
//! index, and amend, allocate and abandon where nothing has to be sought or
//! moved. Deliberately knows nothing of the rest, which is refused and left to
//! [`super::arrays`], nor why an access is wrong.
//!
//! # Safety
//!
//! The invariants are those of [`super::arrays`]; what is done here keeps them.

#[cfg(doc)]
use super::arrays::Arrays;
use super::layout::{GRANULE_BYTES, LONG, SHORT_MAX, granules, header};
use super::window::{Place, Window};

/// What an inner loop keeps in registers for the frequent cases, so that it can
/// do without the rest of [`Arrays`]. To be renewed whenever [`Arrays`] itself
/// was asked to change something.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// The 0 array's platters.
    pub(super) program: Window,
    /// The free lists, from that of class 0 on.
    pub(super) free_lists: Window,
    pub(super) shadow: Window,
    pub(super) data: Window,
    pub(super) arena: Window,
    pub(super) granules: u32,
    pub(super) capacity: u32,
    pub(super) writable: u32,
}

impl Reach {
    /// The place of the 0 array's platter at `offset`.
    #[inline(always)]
    #[must_use]
    pub fn place(&self, offset: u32) -> Place {
        self.program.place(0).further(offset)
    }

    /// The 0 array's capacity in platters.
    #[inline(always)]
    #[must_use]
    pub fn capacity(&self) -> u32 {
        self.capacity
    }

    /// The shadow byte of an identifier; 0 for any that is too large.
    ///
    /// # Safety
    /// As for [`Reach::index`].
    #[inline(always)]
    unsafe fn shadow(&self, identifier: u32) -> u8 {
        if identifier < self.granules {
            // SAFETY: one shadow byte for each granule.
            unsafe { self.shadow.read_byte(identifier) }
        } else {
            0
        }
    }

    /// A word of the granule of `identifier`.
    ///
    /// # Safety
    /// As for [`Reach::index`]; `identifier` is below `granules`.
    #[inline(always)]
    unsafe fn header(&self, identifier: u32, field: u32) -> u32 {
        // SAFETY: the caller's promise.
        unsafe {
            self.data
                .read_behind(GRANULE_BYTES * identifier, field as usize)
        }
    }

    /// The platter at `offset`; `None` when the array is not active or the
    /// offset outside it.
    ///
    /// # Safety
    /// The reach is up to date, its arrays alive and not borrowed.
    #[inline(always)]
    #[must_use]
    pub unsafe fn index(&self, identifier: u32, offset: u32) -> Option<u32> {
        // SAFETY: inside the 0 array's block, a short array, or the block that
        // a header describes.
        unsafe {
            if identifier == 0 {
                return (offset < self.capacity).then(|| self.program.read(4 * offset));
            }
            let shadow = self.shadow(identifier);
            if shadow == LONG {
                return (offset < self.header(identifier, header::CAPACITY)).then(|| {
                    self.arena
                        .read(self.header(identifier, header::ADDRESS) + 4 * offset)
                });
            }
            (offset < u32::from(shadow))
                .then(|| self.data.read(GRANULE_BYTES * identifier + 4 * offset))
        }
    }

    /// Stores `value` at `offset`; false when [`Arrays::amend`] has to.
    ///
    /// # Safety
    /// As for [`Reach::index`].
    #[inline(always)]
    #[must_use]
    pub unsafe fn amend(&self, identifier: u32, offset: u32, value: u32) -> bool {
        // SAFETY: inside the 0 array's own block, a short array, which is never
        // shared, or the block that a header describes and does not share.
        unsafe {
            if identifier == 0 {
                let inside = offset < self.writable;
                if inside {
                    self.program.write(4 * offset, value);
                }
                return inside;
            }
            let shadow = self.shadow(identifier);
            if shadow == LONG {
                let inside = offset < self.header(identifier, header::WRITABLE);
                if inside {
                    let address = self.header(identifier, header::ADDRESS);
                    self.arena.write(address + 4 * offset, value);
                }
                return inside;
            }
            let inside = offset < u32::from(shadow);
            if inside {
                self.data
                    .write(GRANULE_BYTES * identifier + 4 * offset, value);
            }
            inside
        }
    }

    /// A new short array of `capacity` platters, all 0; `None` when
    /// [`Arrays::allocate`] has to.
    ///
    /// # Safety
    /// As for [`Reach::index`].
    #[inline(always)]
    #[must_use]
    pub unsafe fn allocate(&self, capacity: u32) -> Option<u32> {
        if capacity.wrapping_sub(1) >= SHORT_MAX {
            return None;
        }
        let class = granules(capacity);
        // SAFETY: the list is in the state page; what it holds is a free run of
        // `class` granules, chained by its first word.
        unsafe {
            let identifier = self.free_lists.read(4 * class);
            if identifier == 0 {
                return None;
            }
            let address = GRANULE_BYTES * identifier;
            self.free_lists.write(4 * class, self.data.read(address));
            // Most are small, and a call costs the loop its registers.
            match class {
                1 => self.data.zero(address, GRANULE_BYTES),
                2 => self.data.zero(address, 2 * GRANULE_BYTES),
                _ => self.data.zero(address, class * GRANULE_BYTES),
            }
            self.shadow.write_byte(identifier, capacity as u8);
            Some(identifier)
        }
    }

    /// Gives up the short array `identifier`; false when [`Arrays::abandon`]
    /// has to.
    ///
    /// # Safety
    /// As for [`Reach::index`].
    #[inline(always)]
    #[must_use]
    pub unsafe fn abandon(&self, identifier: u32) -> bool {
        // SAFETY: the run of an active array.
        unsafe {
            let shadow = self.shadow(identifier);
            let is_short = shadow.wrapping_sub(1) < LONG - 1;
            if is_short {
                self.give_up(identifier, granules(u32::from(shadow)), shadow);
            }
            is_short
        }
    }

    /// Chains the run of an active array.
    ///
    /// # Safety
    /// As for [`Reach::index`]; the run is of `class` granules.
    #[inline(always)]
    pub(super) unsafe fn give_up(&self, identifier: u32, class: u32, shadow: u8) {
        let address = GRANULE_BYTES * identifier;
        // SAFETY: the list is in the state page, the rest is the caller's promise.
        unsafe {
            self.data.write(address, self.free_lists.read(4 * class));
            self.data.write(address + 4, u32::from(shadow));
            self.free_lists.write(4 * class, identifier);
            self.shadow.write_byte(identifier, 0);
        }
    }
}
