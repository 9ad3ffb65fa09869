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
    /// Bytes of the reservation in use, book-keeping included.
    pub occupied_bytes: u64,
    /// Bytes of the reservation.
    pub reserved_bytes: u64,
}

/// The host has too little memory for what the program asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryError {
    /// Bytes asked for.
    pub requested_bytes: u64,
    /// Bytes in use when they were asked for.
    pub occupied_bytes: u64,
    /// Bytes reserved in all; 0 when the reservation itself was refused.
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
        if self.reserved_bytes == 0 {
            return write!(
                f,
                "This device refused the {:.1} MB of address space that the machine asked for.",
                megabytes(self.requested_bytes)
            );
        }
        write!(
            f,
            "Out of memory: the program asked for {:.1} MB more, {:.1} MB of the {:.1} MB set aside are in use. \
             This is a limit of this host, not a fault of the program.",
            megabytes(self.requested_bytes),
            megabytes(self.occupied_bytes),
            megabytes(self.reserved_bytes)
        )
    }
}

impl std::error::Error for MemoryError {}
