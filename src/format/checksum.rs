//! Owns the checksum that files and links are checked by. Deliberately knows nothing of
//! where it stands in them.

use flate2::Crc;

/// CRC-32.
pub(super) fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}
