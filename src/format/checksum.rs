//! Owns the checksum that files and links are checked by: CRC-32, as gzip has it.
//! Deliberately knows nothing of where it stands in them.
//!
//! Its tables are made when a sum is first wanted: 16 KB that nothing can compress would be
//! a thirtieth of what the page weighs.

use crc::{CRC_32_ISO_HDLC, Crc, Digest, Table};
use std::fmt;
use std::sync::LazyLock;

/// Sixteen bytes at a time.
type Tables = Table<16>;

static CRC: LazyLock<Crc<u32, Tables>> =
    LazyLock::new(|| Crc::<u32, Tables>::new(&CRC_32_ISO_HDLC));

/// CRC-32.
pub(super) fn crc(bytes: &[u8]) -> u32 {
    CRC.checksum(bytes)
}

/// The CRC-32 of bytes that come piece by piece.
#[derive(Clone)]
pub(super) struct Checksum(Digest<'static, u32, Tables>);

impl Checksum {
    pub fn new() -> Self {
        Self(CRC.digest())
    }

    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// Of all that came.
    pub fn sum(&self) -> u32 {
        self.0.clone().finalize()
    }
}

impl fmt::Debug for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Checksum({:#010x})", self.sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_one_of_gzip_in_pieces_or_at_once() {
        let bytes: Vec<u8> = (0..1000_u32).map(|nth| (nth * nth >> 3) as u8).collect();
        for length in [0, 1, 15, 16, 17, 1000] {
            let mut gzip = flate2::Crc::new();
            gzip.update(&bytes[..length]);
            assert_eq!(crc(&bytes[..length]), gzip.sum(), "{length}");
            let mut pieces = Checksum::new();
            for piece in bytes[..length].chunks(7) {
                pieces.update(piece);
            }
            assert_eq!(pieces.sum(), gzip.sum(), "{length}");
        }
    }
}
