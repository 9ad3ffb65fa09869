//! Compiled code or interpreter, until the budget ends. Knows how code is put
//! to use only through the trait [`Linker`].

mod arrival;
mod cache;
mod comparing;
mod compiling;
mod dispatch;
mod economy;
mod heat;
mod known;
mod learning;
mod linker;
mod lives;
mod observer;
mod options;
mod queue;
mod renewing;
mod rewinding;
mod statistics;
mod trial;

pub use arrival::run_to;
pub use dispatch::Engine;
pub use linker::Linker;
pub use options::Options;
pub use rewinding::Snapshot;
pub use statistics::Statistics;
