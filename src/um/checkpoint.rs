//! Owns the complete state of a machine at rest as bytes, and the way back: a
//! restored machine goes on exactly as the one that was written would have,
//! with the same identifiers, counts and failures. Deliberately knows nothing
//! of compression, checksums or files, which whoever keeps the bytes adds.
//!
//! Compiled code is no part of it, nor an engine's notes in the margin: they are
//! a cache. What is free is not written, so that equal states are equal bytes,
//! whatever lay in abandoned platters.
//!
//! # The stream
//!
//! All numbers are little-endian. A *depth* is the number of bytes from a
//! block's first byte to the end of the arena, which is the same in every
//! reservation; 0 stands for the block of an empty array.
//!
//! ```text
//! u64        instructions done
//! u8         sum of 1 halted, 2 end of input signalled, 4 free memory was cut anew
//! u32, bytes input not yet read
//! u32, bytes output not yet taken
//! u32 x 9    registers, finger
//! u32        frontier: the first granule that no run has ever had
//! bytes      shadow of granules 1 to frontier - 1
//! words      by ascending identifier: a short array's platters; capacity and
//!            depth of any other array
//! u32 x 3    the 0 array: its source or 0, capacity, depth
//! 64 x       the free runs of 1 to 64 granules, next first: u32 how many; each
//!            u32 identifier less the one before, u8 shadow when abandoned or 0
//! u32        bins in use; each: u32 bytes of a block, u32 how many blocks,
//!            their depths, the next to be taken last
//! words      the 0 array's platters unless shared; all long arrays' platters,
//!            by ascending identifier
//! ```

mod stream;

pub(super) use stream::{Reader, Writer};

use super::arena::Arena;
use super::arrays::{Arrays, Section};
use super::console::Console;
use super::layout::state;
use super::machine::Machine;
use super::memory::{Limits, MemoryError};
use std::fmt;
use std::io::{self, Read, Write};
use std::ops::Range;

/// The most bytes of input or output that may be queued in a checkpoint.
const QUEUE_MAX_BYTES: u32 = 1 << 28;
/// Instructions that any machine has done, at the most: months of them, and JavaScript counts
/// as many again exactly.
const INSTRUCTIONS_MAX: u64 = 1 << 52;
/// What a step of writing counts for besides its bytes.
const LOOK_BYTES: usize = 1 << 12;
const HALTED: u8 = 1;
const INPUT_ENDED: u8 = 2;
const RECUT: u8 = 4;

/// Why a machine cannot be restored. Its `Display` is a sentence.
#[derive(Debug)]
pub enum RestoreError {
    /// The bytes are no state that a machine can be in.
    Impossible(&'static str),
    /// The bytes cannot be read, or end too soon.
    Unreadable(io::Error),
    /// The host has too little memory for this machine.
    Memory(MemoryError),
}

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Impossible(what) => {
                write!(f, "This checkpoint is damaged: {what}.")
            }
            Self::Unreadable(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                write!(f, "This checkpoint is damaged: it ends too soon.")
            }
            Self::Unreadable(error) => {
                write!(f, "This checkpoint cannot be read: {error}.")
            }
            Self::Memory(error) if error.reserved_bytes == 0 => error.fmt(f),
            // It is no array that somebody asked for.
            Self::Memory(error) => {
                let [least, reserved] =
                    [error.requested_bytes, error.reserved_bytes].map(|bytes| bytes as f64 / 1e6);
                write!(
                    f,
                    "This checkpoint is too large for this host: its machine takes {least:.1} MB at least, and there \
                     are {reserved:.1} MB for all arrays together."
                )
            }
        }
    }
}

impl std::error::Error for RestoreError {}

impl From<io::Error> for RestoreError {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl From<MemoryError> for RestoreError {
    fn from(error: MemoryError) -> Self {
        Self::Memory(error)
    }
}

impl Machine {
    /// Writes the state of this machine at rest.
    ///
    /// # Errors
    /// Those of `out`, and one when more than 256 MiB of input or output are queued.
    pub fn write_checkpoint(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut state = self.begin_checkpoint(out)?;
        while !state.advance(self, usize::MAX, out)? {}
        Ok(())
    }

    /// Begins to write the state of this machine at rest, piece by piece.
    ///
    /// # Errors
    /// As [`Machine::write_checkpoint`].
    pub fn begin_checkpoint(&self, out: &mut dyn Write) -> io::Result<StateWriter> {
        let mut out = Writer::new(out);
        out.bytes(&self.instructions.to_le_bytes())?;
        let (input, output) = self.console.queues();
        let flags = u8::from(self.halted) * HALTED
            + u8::from(self.console.input_ended()) * INPUT_ENDED
            + u8::from(self.arrays.is_recut()) * RECUT;
        out.bytes(&[flags])?;
        for (front, back) in [input, (output, &[][..])] {
            let bytes = front.len() + back.len();
            if bytes > QUEUE_MAX_BYTES as usize {
                return Err(io::Error::other("too much input or output is queued"));
            }
            out.word(bytes as u32)?;
            out.bytes(front)?;
            out.bytes(back)?;
        }
        out.words(&self.registers())?;
        out.word(self.finger())?;
        out.finish()?;
        Ok(StateWriter {
            instructions: self.instructions,
            section: Section::Shadow(1),
        })
    }

    /// The machine whose state was written, in a reservation of its own.
    ///
    /// # Errors
    /// [`RestoreError`]. What is read is never trusted: no bytes whatever make
    /// a machine that breaks the rules of its memory.
    pub fn read_checkpoint(bytes: &mut dyn Read, limits: Limits) -> Result<Self, RestoreError> {
        Self::read_checkpoint_into(Arena::reserve(limits.reserve_bytes)?, bytes)
    }

    /// As [`Machine::read_checkpoint`], in a zeroed arena that is there already.
    ///
    /// # Errors
    /// As [`Machine::read_checkpoint`].
    pub fn read_checkpoint_into(arena: Arena, bytes: &mut dyn Read) -> Result<Self, RestoreError> {
        let mut machine = Self {
            arrays: Arrays::empty(arena),
            console: Console::default(),
            instructions: 0,
            halted: false,
            ends_read: 0,
        };
        machine.read_checkpoint_over(&(0..0), bytes)?;
        Ok(machine)
    }

    /// Makes this machine the one whose state was written. The room `beside` its
    /// arrays (addresses; empty for none) is no part of the state: true when it
    /// is taken still, with what is in it.
    ///
    /// # Errors
    /// [`RestoreError`]; this machine may have no arrays any more then, not even
    /// a program.
    pub fn read_checkpoint_over(
        &mut self,
        beside: &Range<u32>,
        bytes: &mut dyn Read,
    ) -> Result<bool, RestoreError> {
        let mut from = Reader::new(bytes);
        let rest = Rest::read(&mut from)?;
        let is_kept = self
            .arrays
            .read_checkpoint_over(beside, rest.is_recut, &mut from)?;
        from.end()?;
        self.take(rest);
        Ok(is_kept)
    }

    fn take(&mut self, rest: Rest) {
        for (word, value) in (0..).zip(rest.position) {
            // The finger stands behind the registers.
            self.arrays
                .set_state_word(state::REGISTERS + 4 * word, value);
        }
        self.console = rest.console;
        self.instructions = rest.instructions;
        self.halted = rest.halted;
    }
}

/// A machine's state but for its arrays.
struct Rest {
    console: Console,
    instructions: u64,
    halted: bool,
    is_recut: bool,
    position: [u32; 9],
}

impl Rest {
    fn read(from: &mut Reader) -> Result<Self, RestoreError> {
        let instructions = from.long()?;
        if instructions > INSTRUCTIONS_MAX {
            return Err(RestoreError::Impossible(
                "no machine has done so many instructions",
            ));
        }
        let flags = from.byte()?;
        if flags & !(HALTED | INPUT_ENDED | RECUT) != 0 {
            return Err(RestoreError::Impossible(
                "a flag is set that has no meaning",
            ));
        }
        let input = from.queue()?;
        let output = from.queue()?;
        let mut position = [0; 9];
        from.words(&mut position)?;
        Ok(Self {
            console: Console::restored(input, flags & INPUT_ENDED != 0, output),
            instructions,
            halted: flags & HALTED != 0,
            is_recut: flags & RECUT != 0,
            position,
        })
    }
}

/// How far the state of a machine is written.
#[derive(Debug)]
pub struct StateWriter {
    instructions: u64,
    section: Section,
}

impl StateWriter {
    /// Writes on until about `bytes` bytes more are written; true when that was
    /// the end.
    ///
    /// # Errors
    /// Those of `out`, and one when the machine has gone on in between: nothing
    /// good can come of what is written then.
    pub fn advance(
        &mut self,
        machine: &Machine,
        bytes: usize,
        out: &mut dyn Write,
    ) -> io::Result<bool> {
        if machine.instructions != self.instructions {
            return Err(io::Error::other("the machine has gone on meanwhile"));
        }
        let mut out = Writer::new(out);
        // Looking for what is to be written takes time, too.
        let mut looks = 0;
        while self.section != Section::End && out.written + looks < bytes {
            self.section = machine.arrays.write_section(self.section, &mut out)?;
            looks += LOOK_BYTES;
        }
        out.finish()?;
        Ok(self.section == Section::End)
    }
}

const _: () = assert!(state::FINGER == state::REGISTERS + 32);
