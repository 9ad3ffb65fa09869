//! Owns one contiguous reservation of address space and the raw reads and
//! writes into it. Deliberately knows nothing of what lies where: that is
//! [`super::layout`], and whoever calls [`Arena::read`] and its siblings argues
//! there that the address is inside.
//!
//! In wasm an address of the arena is an address of the linear memory itself,
//! so that compiled code and Rust mean the same place by the same number.
//! Natively addresses count from the arena's start, which is where a wasm
//! runtime under test puts its memory.
//!
//! Address space is reserved once. Growing a wasm memory, and allocating zeroed
//! pages natively, costs no real memory until a page is touched; nothing here
//! touches one.

use super::memory::MemoryError;
use super::window::Window;
use std::ops::Range;

/// Bytes of a wasm page; reservations are whole pages.
pub const PAGE_BYTES: usize = 65_536;

/// A reservation: zeroed when made, readable and writable throughout.
#[derive(Debug)]
pub struct Arena {
    #[cfg(not(target_arch = "wasm32"))]
    origin: *mut u8,
    #[cfg(not(target_arch = "wasm32"))]
    owned: bool,
    range: Range<u32>,
    /// Parts that may hold something other than 0, noted by the owner before
    /// the arena is dropped; a reused reservation must be zero again.
    dirty: Vec<Range<u32>>,
}

impl Arena {
    /// Reserves `bytes` of zeroed address space (rounded up to whole pages).
    /// Where the host refuses, tries half as much, down to 16 MiB.
    ///
    /// # Errors
    /// [`MemoryError`] when not even the smallest reservation can be had.
    pub fn reserve(bytes: usize) -> Result<Self, MemoryError> {
        const SMALLEST: usize = 16 << 20;
        let mut pages = bytes
            .clamp(PAGE_BYTES, u32::MAX as usize - PAGE_BYTES)
            .div_ceil(PAGE_BYTES);
        loop {
            if let Some(arena) = Self::try_reserve(pages) {
                return Ok(arena);
            }
            if pages * PAGE_BYTES <= SMALLEST {
                return Err(MemoryError::unreserved(bytes as u64));
            }
            pages = (pages / 2).max(1);
        }
    }

    /// The addresses of this arena.
    #[must_use]
    pub fn range(&self) -> Range<u32> {
        self.range.clone()
    }

    /// Notes that `range` may hold something other than 0, as far as it is of the arena.
    pub fn soil(&mut self, range: Range<u32>) {
        let start = range.start.max(self.range.start);
        let end = range.end.min(self.range.end);
        if start < end {
            self.dirty.push(start..end);
        }
    }

    #[inline(always)]
    fn pointer(&self, address: u32) -> *mut u8 {
        debug_assert!(
            self.range.contains(&address),
            "address {address:#x} outside the arena"
        );
        #[cfg(target_arch = "wasm32")]
        {
            address as *mut u8
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            self.origin.wrapping_add(address as usize)
        }
    }

    /// A copyable way into the arena, for an inner loop to keep in registers;
    /// its addresses count from `start`.
    #[inline(always)]
    #[must_use]
    pub fn window(&self, start: u32) -> Window {
        #[cfg(target_arch = "wasm32")]
        let origin = std::ptr::null_mut();
        #[cfg(not(target_arch = "wasm32"))]
        let origin = self.origin;
        Window::new(origin, start)
    }

    /// The 32-bit word at `address`.
    ///
    /// # Safety
    /// `address` is a multiple of 4 and `address..address + 4` lies in
    /// [`Arena::range`].
    #[inline(always)]
    #[must_use]
    pub unsafe fn read(&self, address: u32) -> u32 {
        // SAFETY: the caller's promise; every bit pattern is a u32.
        unsafe { self.pointer(address).cast::<u32>().read() }
    }

    /// Stores a 32-bit word at `address`.
    ///
    /// # Safety
    /// As for [`Arena::read`].
    #[inline(always)]
    pub unsafe fn write(&mut self, address: u32, value: u32) {
        // SAFETY: the caller's promise; the arena is borrowed mutably.
        unsafe { self.pointer(address).cast::<u32>().write(value) }
    }

    /// The byte at `address`.
    ///
    /// # Safety
    /// `address` lies in [`Arena::range`].
    #[inline(always)]
    #[must_use]
    pub unsafe fn read_byte(&self, address: u32) -> u8 {
        // SAFETY: the caller's promise.
        unsafe { self.pointer(address).read() }
    }

    /// Stores a byte at `address`.
    ///
    /// # Safety
    /// `address` lies in [`Arena::range`].
    #[inline(always)]
    pub unsafe fn write_byte(&mut self, address: u32, value: u8) {
        // SAFETY: the caller's promise; the arena is borrowed mutably.
        unsafe { self.pointer(address).write(value) }
    }

    /// Makes `bytes` bytes from `address` zero.
    ///
    /// # Safety
    /// `address..address + bytes` lies in [`Arena::range`].
    #[inline(always)]
    pub unsafe fn zero(&mut self, address: u32, bytes: u32) {
        // An empty part may begin at the very end, which is no address of the arena.
        if bytes == 0 {
            return;
        }
        // SAFETY: the caller's promise; the arena is borrowed mutably.
        unsafe { self.pointer(address).write_bytes(0, bytes as usize) }
    }

    /// Stores `bytes` from `address` on.
    ///
    /// # Safety
    /// The place lies in [`Arena::range`].
    pub unsafe fn write_bytes(&mut self, address: u32, bytes: &[u8]) {
        // SAFETY: the caller's promise; the arena is borrowed mutably, so
        // `bytes` are elsewhere.
        unsafe {
            self.pointer(address)
                .copy_from_nonoverlapping(bytes.as_ptr(), bytes.len())
        }
    }

    /// Copies `words` words; the two places may not overlap.
    ///
    /// # Safety
    /// Both places lie in [`Arena::range`], are multiples of 4 and disjoint.
    pub unsafe fn copy(&mut self, from: u32, to: u32, words: u32) {
        let (source, target) = (
            self.pointer(from).cast::<u32>(),
            self.pointer(to).cast::<u32>(),
        );
        // SAFETY: the caller's promise.
        unsafe { source.copy_to_nonoverlapping(target, words as usize) }
    }

    /// `words` words from `address`, borrowed.
    ///
    /// # Safety
    /// `address` is a multiple of 4 and the words lie in [`Arena::range`].
    #[must_use]
    pub unsafe fn words(&self, address: u32, words: u32) -> &[u32] {
        // SAFETY: the caller's promise; shared borrow of the arena.
        unsafe { std::slice::from_raw_parts(self.pointer(address).cast(), words as usize) }
    }

    /// `words` words from `address`, borrowed mutably.
    ///
    /// # Safety
    /// As for [`Arena::words`].
    pub unsafe fn words_mut(&mut self, address: u32, words: u32) -> &mut [u32] {
        // SAFETY: the caller's promise; unique borrow of the arena.
        unsafe { std::slice::from_raw_parts_mut(self.pointer(address).cast(), words as usize) }
    }

    /// `bytes` bytes from `address`, borrowed.
    ///
    /// # Safety
    /// The bytes lie in [`Arena::range`].
    #[must_use]
    pub unsafe fn bytes(&self, address: u32, bytes: u32) -> &[u8] {
        // SAFETY: the caller's promise; shared borrow of the arena.
        unsafe { std::slice::from_raw_parts(self.pointer(address), bytes as usize) }
    }
}

#[cfg(target_arch = "wasm32")]
mod reservation {
    //! Wasm memory never shrinks, so a dropped arena's addresses are kept for
    //! the next one that fits.

    use super::{Arena, PAGE_BYTES};
    use std::cell::RefCell;
    use std::ops::Range;

    thread_local! {
        static IDLE: RefCell<Vec<Range<u32>>> = const { RefCell::new(Vec::new()) };
    }

    impl Arena {
        pub(super) fn try_reserve(pages: usize) -> Option<Self> {
            let bytes = (pages * PAGE_BYTES) as u32;
            let idle = IDLE.with_borrow_mut(|idle| {
                let fit = idle
                    .iter()
                    .position(|range| range.end - range.start >= bytes)?;
                Some(idle.swap_remove(fit))
            });
            let range = match idle {
                Some(range) => range,
                None => {
                    let before = core::arch::wasm32::memory_grow(0, pages);
                    if before == usize::MAX {
                        return None;
                    }
                    let start = (before * PAGE_BYTES) as u32;
                    // The last page of a 4 GiB memory has no end that fits 32 bits.
                    start..start.checked_add(bytes)?
                }
            };
            Some(Self {
                range,
                dirty: Vec::new(),
            })
        }
    }

    impl Drop for Arena {
        fn drop(&mut self) {
            for range in std::mem::take(&mut self.dirty) {
                // SAFETY: `soil` keeps parts of the arena only.
                unsafe { self.zero(range.start, range.end - range.start) };
            }
            IDLE.with_borrow_mut(|idle| idle.push(self.range.clone()));
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod reservation {
    //! Natively the allocator hands out untouched zero pages.
    //! (For a larger alignment it would clear, and so touch, them all.)

    use super::{Arena, PAGE_BYTES};
    use std::alloc::{Layout, alloc_zeroed, dealloc};
    use std::ops::Range;

    const ALIGN_BYTES: usize = 16;

    impl Arena {
        pub(super) fn try_reserve(pages: usize) -> Option<Self> {
            let bytes = pages * PAGE_BYTES;
            let layout = Layout::from_size_align(bytes, ALIGN_BYTES).ok()?;
            // SAFETY: the layout is not empty.
            let origin = unsafe { alloc_zeroed(layout) };
            if origin.is_null() {
                return None;
            }
            Some(Self {
                origin,
                owned: true,
                range: 0..bytes as u32,
                dirty: Vec::new(),
            })
        }

        /// An arena inside a memory that somebody else owns, such as the
        /// linear memory of a wasm runtime in a test. Addresses count from
        /// `origin`.
        ///
        /// # Safety
        /// `origin + range` is valid for reads and writes, zeroed, aligned to
        /// 16, used by nobody else but code compiled for this arena, and
        /// outlives it.
        #[must_use]
        pub unsafe fn borrowed(origin: *mut u8, range: Range<u32>) -> Self {
            Self {
                origin,
                owned: false,
                range,
                dirty: Vec::new(),
            }
        }
    }

    impl Drop for Arena {
        fn drop(&mut self) {
            if self.owned {
                let bytes = (self.range.end - self.range.start) as usize;
                // SAFETY: made by `try_reserve` with this very layout.
                unsafe {
                    let layout = Layout::from_size_align_unchecked(bytes, ALIGN_BYTES);
                    dealloc(self.origin, layout);
                }
            }
        }
    }
}
