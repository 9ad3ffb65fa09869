//! Owns the reasons for which a run ends. Deliberately without the host's
//! troubles, which are errors ([`super::MemoryError`]).

use super::failure::Failure;

/// Why a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The program halted; the finger stands behind the halt instruction.
    Halted,
    /// The finger stands on an input instruction, the input queue is empty and
    /// its end has not been signalled.
    AwaitingInput,
    /// As many instructions as were asked for are done.
    BudgetSpent,
    /// The finger stands on an output instruction and the output queue is full.
    OutputFull,
    /// The program broke a rule; the finger stands on the instruction that
    /// did, and nothing of it has happened.
    Failed(Failure),
}
