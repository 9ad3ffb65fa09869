//! Owns the registers of the machine that is running. Deliberately knows nothing
//! of instructions, and of a machine at rest: its registers are in the state page.

use super::instruction::Register;
use std::cell::Cell;

/// Room for eight registers, in one cache line: across two of them the whole run
/// is a sixth slower.
#[derive(Debug, Default)]
#[repr(C, align(64))]
pub struct File {
    registers: [Cell<u32>; 8],
}

/// The eight registers of a running machine.
///
/// Which register an instruction means is known only when it is done, so
/// registers are in memory; the question is where. In wasm they have one place
/// for all machines, of which only one runs at a time: an address that is
/// constant is part of the load itself. Natively an array on the stack costs
/// as little, and threads have one each.
#[derive(Clone, Copy, Debug)]
pub struct Registers<'a> {
    #[cfg_attr(target_arch = "wasm32", expect(dead_code, reason = "see above"))]
    file: &'a File,
}

#[cfg(target_arch = "wasm32")]
thread_local! {
    static FILE: File = const {
        File {
            registers: [const { Cell::new(0) }; 8],
        }
    };
}

impl<'a> Registers<'a> {
    /// Registers in `file` with these values. What the file holds in between
    /// is none of the caller's business.
    #[must_use]
    pub fn load(file: &'a File, values: [u32; 8]) -> Self {
        let registers = Self { file };
        for (register, value) in Register::ALL.into_iter().zip(values) {
            registers.set(register, value);
        }
        registers
    }

    /// The values.
    #[must_use]
    pub fn values(self) -> [u32; 8] {
        Register::ALL.map(|register| self.get(register))
    }

    /// What `register` contains.
    #[inline(always)]
    #[must_use]
    pub fn get(self, register: Register) -> u32 {
        self.with(|file| file.registers[register.index()].get())
    }

    /// `register` receives `value`.
    #[inline(always)]
    pub fn set(self, register: Register, value: u32) {
        self.with(|file| file.registers[register.index()].set(value));
    }

    #[cfg(target_arch = "wasm32")]
    #[inline(always)]
    fn with<T>(self, then: impl FnOnce(&File) -> T) -> T {
        FILE.with(|file| then(file))
    }

    #[cfg(not(target_arch = "wasm32"))]
    #[inline(always)]
    fn with<T>(self, then: impl FnOnce(&File) -> T) -> T {
        then(self.file)
    }
}
