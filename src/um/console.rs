//! Owns what is between the machine and its console: bytes typed and not yet
//! read, bytes printed and not yet shown, and the end of input. Deliberately
//! knows nothing of lines, echo or terminals.

use std::collections::VecDeque;

/// The two queues of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Console {
    input: VecDeque<u8>,
    input_ended: bool,
    output: Vec<u8>,
    output_capacity: usize,
}

/// What an input instruction finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The next byte.
    Byte(u8),
    /// The queue is empty and the end has been signalled.
    Ended,
    /// The queue is empty; more may come.
    Awaited,
}

impl Default for Console {
    fn default() -> Self {
        Self {
            input: VecDeque::new(),
            input_ended: false,
            output: Vec::new(),
            output_capacity: Self::OUTPUT_CAPACITY,
        }
    }
}

impl Console {
    /// Bytes of output after which a run stops with
    /// [`super::Stop::OutputFull`], unless set otherwise.
    pub const OUTPUT_CAPACITY: usize = 64 * 1024;

    /// A console with these bytes in its queues.
    pub(super) fn restored(input: Vec<u8>, input_ended: bool, output: Vec<u8>) -> Self {
        Self {
            input: input.into(),
            input_ended,
            output,
            output_capacity: Self::OUTPUT_CAPACITY,
        }
    }

    /// Input not yet read, in two pieces, and output not yet taken.
    pub(super) fn queues(&self) -> ((&[u8], &[u8]), &[u8]) {
        (self.input.as_slices(), &self.output)
    }

    /// Queues input.
    pub fn push_input(&mut self, bytes: &[u8]) {
        self.input.extend(bytes);
    }

    /// Signals the end of input: once the queue is empty, every input
    /// instruction receives all ones. It cannot be taken back.
    pub fn end_input(&mut self) {
        self.input_ended = true;
    }

    /// Whether the end of input has been signalled.
    #[must_use]
    pub fn input_ended(&self) -> bool {
        self.input_ended
    }

    /// Bytes of input not yet read.
    #[must_use]
    pub fn pending_input(&self) -> usize {
        self.input.len()
    }

    /// Takes all output printed since the last call.
    pub fn take_output(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.output)
    }

    /// Sets how many bytes of output may be queued (0 stops at the next output
    /// instruction).
    pub fn set_output_capacity(&mut self, bytes: usize) {
        self.output_capacity = bytes;
    }

    /// Bytes of output that may still be queued.
    pub(super) fn output_room(&self) -> usize {
        self.output_capacity.saturating_sub(self.output.len())
    }

    /// Queues what compiled code printed: not more than there was room for.
    pub(super) fn queue_output(&mut self, bytes: &[u8]) {
        debug_assert!(bytes.len() <= self.output_room());
        self.output.extend_from_slice(bytes);
    }

    /// Reads one byte, for the input operator.
    #[inline]
    pub(super) fn read(&mut self) -> Input {
        match self.input.pop_front() {
            Some(byte) => Input::Byte(byte),
            None if self.input_ended => Input::Ended,
            None => Input::Awaited,
        }
    }

    /// Prints one byte, for the output operator; false when the queue is full.
    #[inline]
    pub(super) fn print(&mut self, byte: u8) -> bool {
        if self.output.len() >= self.output_capacity {
            return false;
        }
        self.output.push(byte);
        true
    }
}
