//! Compiled code or interpreter, until the budget ends. Knows how code is put
//! to use only through the trait [`Linker`].

mod cache;
mod compiling;
mod dispatch;
mod economy;
mod heat;
mod known;
mod learning;
mod linker;
mod observer;
mod options;
mod queue;
mod renewing;
mod rewinding;
mod statistics;

pub use dispatch::Engine;
pub use linker::Linker;
pub use options::Options;
pub use rewinding::Snapshot;
pub use statistics::Statistics;
