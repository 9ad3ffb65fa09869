//! Compiled code or interpreter, until the budget ends. Knows how code is put
//! to use only through the trait [`Linker`].

mod cache;
mod dispatch;
mod economy;
mod learning;
mod linker;
mod observer;
mod statistics;

pub use dispatch::{Engine, Options};
pub use linker::Linker;
pub use statistics::Statistics;
