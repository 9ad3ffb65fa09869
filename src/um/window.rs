//! Owns raw, copyable access to a part of an arena, for inner loops that keep it
//! in registers. Deliberately checks nothing: whoever makes or uses one argues
//! that what it reaches is there ([`super::reach`], [`super::marks`]).

/// Raw access to an arena, outside the borrow checker's sight: see
/// [`super::arena::Arena::window`].
#[derive(Clone, Copy, Debug)]
pub struct Window {
    #[cfg(target_arch = "wasm32")]
    start: u32,
    #[cfg(not(target_arch = "wasm32"))]
    start: *mut u8,
}

impl Window {
    /// The window that begins `start` bytes behind an arena's `origin`.
    pub(super) fn new(origin: *mut u8, start: u32) -> Self {
        #[cfg(target_arch = "wasm32")]
        {
            debug_assert!(origin.is_null());
            Self { start }
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            Self {
                start: origin.wrapping_add(start as usize),
            }
        }
    }

    /// A window on nothing: there is no address in it.
    pub(super) fn nothing() -> Self {
        Self::new(std::ptr::null_mut(), 0)
    }

    #[inline(always)]
    fn pointer(self, address: u32) -> *mut u8 {
        #[cfg(target_arch = "wasm32")]
        {
            self.start.wrapping_add(address) as *mut u8
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            self.start.wrapping_add(address as usize)
        }
    }

    /// The 32-bit word at `address`.
    ///
    /// # Safety
    /// As for [`super::arena::Arena::read`] at the window's start plus `address`, and the
    /// arena is alive and not borrowed.
    #[inline(always)]
    #[must_use]
    pub unsafe fn read(self, address: u32) -> u32 {
        // SAFETY: the caller's promise; every bit pattern is a u32.
        unsafe { self.pointer(address).cast::<u32>().read() }
    }

    /// The 32-bit word `further` bytes behind `address`, a constant that hosts can put
    /// into the load itself.
    ///
    /// # Safety
    /// As for [`Window::read`], and nothing wraps round.
    #[inline(always)]
    #[must_use]
    pub unsafe fn read_behind(self, address: u32, further: usize) -> u32 {
        // SAFETY: the caller's promise; every bit pattern is a u32.
        unsafe { self.pointer(address).byte_add(further).cast::<u32>().read() }
    }

    /// Stores a 32-bit word at `address`.
    ///
    /// # Safety
    /// As for [`Window::read`].
    #[inline(always)]
    pub unsafe fn write(self, address: u32, value: u32) {
        // SAFETY: the caller's promise.
        unsafe { self.pointer(address).cast::<u32>().write(value) }
    }

    /// The byte at `address`.
    ///
    /// # Safety
    /// As for [`Window::read`], but for alignment.
    #[inline(always)]
    #[must_use]
    pub unsafe fn read_byte(self, address: u32) -> u8 {
        // SAFETY: the caller's promise.
        unsafe { self.pointer(address).read() }
    }

    /// Stores a byte at `address`.
    ///
    /// # Safety
    /// As for [`Window::read`], but for alignment.
    #[inline(always)]
    pub unsafe fn write_byte(self, address: u32, value: u8) {
        // SAFETY: the caller's promise.
        unsafe { self.pointer(address).write(value) }
    }

    /// Makes `bytes` bytes from `address` zero; not none.
    ///
    /// # Safety
    /// As for [`Window::read`], for all these bytes, but for alignment.
    #[inline(always)]
    pub unsafe fn zero(self, address: u32, bytes: u32) {
        // SAFETY: the caller's promise.
        unsafe { self.pointer(address).write_bytes(0, bytes as usize) }
    }

    /// The place of the word at `address`, to read and to step from.
    #[inline(always)]
    #[must_use]
    pub fn place(self, address: u32) -> Place {
        Place(self.pointer(address).cast())
    }
}

/// Where a word is: what a loop that reads one word after the other keeps
/// instead of an address, which would be computed anew for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(*const u32);

impl Place {
    /// The word here.
    ///
    /// # Safety
    /// As for [`Window::read`].
    #[inline(always)]
    #[must_use]
    pub unsafe fn read(self) -> u32 {
        // SAFETY: the caller's promise; every bit pattern is a u32.
        unsafe { self.0.read() }
    }

    /// The place so many words further.
    #[inline(always)]
    #[must_use]
    pub fn further(self, words: u32) -> Self {
        Self(self.0.wrapping_add(words as usize))
    }

    /// Whether this place is further than `other`.
    #[inline(always)]
    #[must_use]
    pub fn is_after(self, other: Self) -> bool {
        self.0 as usize > other.0 as usize
    }

    /// How many words this place is further than `start`, which may be none or,
    /// wrapping round, less than none.
    #[inline(always)]
    #[must_use]
    pub fn words_from(self, start: Self) -> u32 {
        ((self.0 as isize).wrapping_sub(start.0 as isize) >> 2) as u32
    }
}
