//! Compiled code or interpreter, until the budget ends. Knows how code is put
//! to use only through the trait [`Linker`].
//!
//! That no program takes much longer so than interpreted rests on three accounts: compiling
//! costs no more than compiled code has saved (`economy`), or than interpreting an entry
//! has cost (`compiling`); compiled code that is slower, as measured, is left aside
//! (`trial`); and programs that nothing of can get hot are not watched (`lives`).

mod cache;
mod comparing;
mod compiling;
mod dispatch;
mod economy;
mod guarding;
mod heat;
mod known;
mod learning;
mod linker;
mod lives;
mod observer;
mod options;
mod places;
mod queue;
mod renewing;
mod rewinding;
mod statistics;
mod stopping;
mod trial;
mod watching;

pub use dispatch::Engine;
pub use linker::Linker;
pub use options::Options;
pub use places::run_to;
pub use rewinding::Snapshot;
pub use statistics::Statistics;
pub use watching::{Change, Changed, Sight, Watched, Watches, run_watching};
