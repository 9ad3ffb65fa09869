//! Owns a host that takes as long as a test says: its clock goes on when it is looked
//! at, when a module is linked and when compiled code is called, and never else.
//! Deliberately links and calls nothing itself.

use std::cell::Cell;
use um32::engine::Linker;

/// How much later it is, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    /// When somebody looks.
    pub tick: f64,
    /// After a module was linked.
    pub linking: f64,
    /// After compiled code was called.
    pub call: f64,
}

/// A linker with such a clock.
pub struct Timed<L> {
    inner: L,
    times: Times,
    now: Cell<f64>,
}

impl<L> Timed<L> {
    pub fn new(inner: L, times: Times) -> Self {
        let now = Cell::new(0.0);
        Self { inner, times, now }
    }

    fn pass(&self, ms: f64) {
        self.now.set(self.now.get() + ms);
    }
}

impl<L: Linker> Linker for Timed<L> {
    fn reserve(&mut self, functions: u32) -> Option<u32> {
        self.inner.reserve(functions)
    }
    fn link(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.pass(self.times.linking);
        self.inner.link(bytes)
    }
    fn give_back(&mut self, first_slot: u32, functions: u32) {
        self.inner.give_back(first_slot, functions);
    }
    fn release(&mut self, first_slot: u32, functions: u32) {
        self.inner.release(first_slot, functions);
    }
    fn call(&mut self, slot: u32, registers: [u32; 8], budget: u32) -> u32 {
        self.pass(self.times.call);
        self.inner.call(slot, registers, budget)
    }
    fn milliseconds(&self) -> f64 {
        self.pass(self.times.tick);
        self.now.get()
    }
}
