//! Owns what the tests ask of an engine: something that runs a machine for a
//! budget and lets it be looked at. Whatever is tested here is tested on every
//! engine through this trait. Deliberately knows nothing of how an engine works.

#[cfg(target_arch = "wasm32")]
#[path = "own_table.rs"]
pub mod host;
#[cfg(not(target_arch = "wasm32"))]
#[path = "wasm.rs"]
pub mod host;
#[allow(dead_code)]
pub mod timed;
#[allow(dead_code)]
pub mod translator;
#[allow(dead_code)]
pub mod watched;

use um32::um::{Limits, Machine, MemoryError, Stop};

/// An engine around one machine.
pub trait Engine: Sized {
    /// The engine's name, for messages.
    const NAME: &'static str;

    /// A machine at the beginning of `program`.
    fn new(program: &[u32], limits: Limits) -> Result<Self, MemoryError>;

    /// Runs at most `budget` instructions.
    fn run(&mut self, budget: u64) -> Result<Stop, MemoryError>;

    /// The machine, to look at.
    fn machine(&self) -> &Machine;

    /// The machine, for its console.
    fn machine_mut(&mut self) -> &mut Machine;
}

/// The reference: the machine's own interpreter.
pub struct Interpreter(Machine);

impl Engine for Interpreter {
    const NAME: &'static str = "interpreter";

    fn new(program: &[u32], limits: Limits) -> Result<Self, MemoryError> {
        Machine::new(program, limits).map(Self)
    }

    fn run(&mut self, budget: u64) -> Result<Stop, MemoryError> {
        self.0.run(budget)
    }

    fn machine(&self) -> &Machine {
        &self.0
    }

    fn machine_mut(&mut self) -> &mut Machine {
        &mut self.0
    }
}
