//! Owns the host's side of memory: how much is reserved, how much is used, and
//! the sentence when it is not enough. Deliberately apart from
//! [`super::failure`]: running out of memory is the host's error, never the
//! program's failure, for the specification's supply of platters is infinite.

use std::fmt;

/// How much address space a machine reserves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of address space; real memory is used only as it is touched.
    pub reserve_bytes: usize,
}

impl Limits {
    /// 64 MiB, for tests and small tools.
    #[must_use]
    pub const fn small() -> Self {
        Self {
            reserve_bytes: 64 << 20,
        }
    }
}

impl Default for Limits {
    /// 2 GiB less a little, so that every address stays below the sign bit.
    fn default() -> Self {
        Self {
            reserve_bytes: (2 << 30) - (64 << 20),
        }
    }
}

/// What the machine's arrays amount to at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Active arrays, the 0 array not counted.
    pub live_arrays: u64,
    /// Their platters, the 0 array's not counted.
    pub live_platters: u64,
    /// Bytes in use by arrays, and by what lies beside them.
    pub occupied_bytes: u64,
    /// Bytes of the reservation that arrays can have: all but the book-keeping.
    pub reserved_bytes: u64,
}

/// The host has too little memory for what the program asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryError {
    /// Bytes asked for.
    pub requested_bytes: u64,
    /// Bytes in use when they were asked for.
    pub occupied_bytes: u64,
    /// Bytes that arrays can have in all; 0 when the reservation itself was refused.
    pub reserved_bytes: u64,
}

impl MemoryError {
    /// The reservation itself was refused.
    pub(super) const fn unreserved(requested_bytes: u64) -> Self {
        Self {
            requested_bytes,
            occupied_bytes: 0,
            reserved_bytes: 0,
        }
    }
}

impl fmt::Display for MemoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        let (requested, reserved) = (self.requested_bytes, self.reserved_bytes);
        if self.reserved_bytes == 0 {
            return write!(
                f,
                "This device refused the {:.1} MB of address space that the machine asked for.",
                megabytes(self.requested_bytes)
            );
        }
        if requested > reserved {
            // Whether it is a slip of the program, nobody knows: it may be right elsewhere.
            return write!(
                f,
                "Out of memory: the program asked for an array of {} platters, {:.1} MB, and this host has {:.1} MB \
                 for all arrays together. The specification allows arrays of this size.",
                requested / 4,
                megabytes(requested),
                megabytes(reserved)
            );
        }
        f.write_str("Out of memory: the program asked for ")?;
        if requested < 100_000 {
            write!(f, "{requested} bytes")?;
        } else {
            write!(f, "{:.1} MB", megabytes(requested))?;
        }
        write!(
            f,
            " more, {:.1} MB of the {:.1} MB for arrays are in use",
            megabytes(self.occupied_bytes),
            megabytes(reserved)
        )?;
        if requested <= reserved.saturating_sub(self.occupied_bytes) {
            write!(f, ", and what is free is in pieces too small")?;
        }
        // Nor does anybody know whether a program should have abandoned some.
        f.write_str(". This is a limit of this host; the specification has none.")
    }
}

impl std::error::Error for MemoryError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::um::Machine;
    use crate::um::instruction::{Instruction, Register};

    fn register(number: u8) -> Register {
        Register::new(number).expect("a register")
    }

    /// Runs until memory is out: arrays of `capacity` are allocated for ever.
    fn hoard(capacity: u32) -> MemoryError {
        let (zero, size, place) = (register(0), register(1), register(2));
        let program = [
            Instruction::Orthography {
                a: size,
                value: capacity,
            },
            Instruction::Orthography { a: place, value: 2 },
            Instruction::Allocation {
                b: register(3),
                c: size,
            },
            Instruction::LoadProgram { b: zero, c: place },
        ];
        let mut machine = Machine::new(&program.map(Instruction::encode), Limits::small()).unwrap();
        machine.run(u64::MAX).expect_err("memory without end")
    }

    #[test]
    fn what_is_refused_is_more_than_is_free() {
        // The last of these is refused when nothing but the book-keeping is left.
        for capacity in [1, 254, 300, 1 << 16, 1 << 20, 1_900_000, 3_900_000] {
            let error = hoard(capacity);
            let free = error.reserved_bytes - error.occupied_bytes;
            assert!(error.requested_bytes > free, "{error}");
            let sentence = error.to_string();
            assert!(!sentence.contains("pieces"), "{sentence}");
            assert!(
                sentence.ends_with("the specification has none."),
                "{sentence}"
            );
            assert!(!sentence.contains(" 0.0 MB more"), "{sentence}");
        }
    }

    #[test]
    fn what_is_free_in_pieces_is_told_so() {
        let error = MemoryError {
            requested_bytes: 5_000_000,
            occupied_bytes: 10_000_000,
            reserved_bytes: 15_000_000,
        };
        let sentence = error.to_string();
        assert!(sentence.contains("in pieces too small"), "{sentence}");
    }

    #[test]
    fn an_array_larger_than_all_there_is_is_told_in_platters() {
        let sentence = hoard(33_000_000).to_string();
        assert!(
            sentence.contains("an array of 33000000 platters, 132.0 MB"),
            "{sentence}"
        );
        assert!(
            sentence.ends_with("The specification allows arrays of this size."),
            "{sentence}"
        );
    }
}
