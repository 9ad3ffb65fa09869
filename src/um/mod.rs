//! The machine of the specification. Knows no browser, no bytes of files, no
//! translator.

pub mod arena;
pub mod arrays;
mod blocks;
pub mod checkpoint;
pub mod console;
pub mod failure;
pub mod instruction;
pub mod interpreter;
pub mod layout;
pub mod machine;
pub mod marks;
pub mod memory;
mod observer;
pub mod reach;
mod registers;
pub mod snapshot;
pub mod stop;
pub mod trace;
pub mod window;

pub use console::Console;
pub use failure::{ArrayKnowledge, ArrayState, Failure, FailureKind};
pub use instruction::{Instruction, Register};
pub use machine::Machine;
pub use memory::{Census, Limits, MemoryError};
pub use stop::Stop;
pub use trace::{Deed, DeedKind, Trace};
