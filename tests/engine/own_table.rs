//! Owns the linking of translated code where the tests are wasm themselves: into
//! the test's own function table, with the linker that the page uses. Deliberately
//! knows nothing of what the code does.

use um32::um::{Limits, Machine, MemoryError};
pub use um32::web::TableLinker as HostLinker;

/// What must go after machine and linker: nothing, for all is in one memory.
pub struct Backing;

/// A machine at the beginning of `program`, and a linker for its code.
pub fn start(
    program: &[u32],
    limits: Limits,
) -> Result<(Machine, HostLinker, Backing), MemoryError> {
    let machine = Machine::new(program, limits)?;
    let linker = HostLinker::new().expect("a host with wasm tail calls");
    Ok((machine, linker, Backing))
}
