//! Owns signature, version, sections and checksums of a session file.
//! Deliberately knows nothing of what sections hold; both are described in
//! [`super`].

use super::SessionError;
use super::digest::Digest;
use crate::format::checksum::crc;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{Read, Write};

/// How a session file begins.
pub(in crate::format) const SIGNATURE: [u8; 8] = *b"\x89UM32S\r\n";
pub(super) const VERSION: u16 = 1;
pub(super) const HEAD_BYTES: usize = SIGNATURE.len() + 2;
pub(super) const FRAME_BYTES: usize = 9;
pub(super) const CRC_BYTES: usize = 4;
pub(super) const DONE: [u8; 4] = *b"DONE";
const STORED: u8 = 0;
const PACKED: u8 = 1;
/// DEFLATE never packs tighter (RFC 1951: 258 bytes in two bits).
const PACKING_MAX: u64 = 1032;
/// The most bytes that all sections unpack to: a file of some megabytes can hold more than
/// there is memory.
const UNPACKED_MAX_BYTES: u64 = 1 << 30;

/// Writes sections.
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn new() -> Self {
        let mut bytes = SIGNATURE.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        Self(bytes)
    }

    /// A section, packed when that makes it smaller.
    pub(super) fn packed(&mut self, tag: [u8; 4], content: &[u8]) {
        let mut packed = (content.len() as u32).to_le_bytes().to_vec();
        let mut encoder = DeflateEncoder::new(&mut packed, Compression::best());
        let is_packed = encoder
            .write_all(content)
            .and_then(|()| encoder.finish())
            .is_ok();
        if is_packed && packed.len() < content.len() {
            self.section(tag, PACKED, &packed);
        } else {
            self.stored(tag, content);
        }
    }

    /// A section as it is.
    pub(super) fn stored(&mut self, tag: [u8; 4], content: &[u8]) {
        self.section(tag, STORED, content);
    }

    fn section(&mut self, tag: [u8; 4], packing: u8, content: &[u8]) {
        let start = self.0.len();
        self.0.extend(tag);
        self.0.push(packing);
        self.0.extend((content.len() as u32).to_le_bytes());
        self.0.extend(content);
        let sum = crc(&self.0[start..]);
        self.0.extend(sum.to_le_bytes());
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        let digest = Digest::of(&self.0);
        self.stored(DONE, &digest.0);
        self.0
    }
}

/// A section that was read.
pub(super) struct Section {
    pub(super) tag: [u8; 4],
    /// Byte of the file where it begins.
    pub(super) at: usize,
    pub(super) content: Vec<u8>,
}

/// Reads sections, checking them on the way.
pub(super) struct Reader<'a> {
    file: &'a [u8],
    at: usize,
    /// Bytes that what is still packed may unpack to.
    room_bytes: u64,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a [u8]) -> Result<Self, SessionError> {
        let beginning = file.len().min(SIGNATURE.len());
        if file.is_empty() || file[..beginning] != SIGNATURE[..beginning] {
            return Err(SessionError::OtherKind);
        }
        let Some(head) = file.first_chunk::<HEAD_BYTES>() else {
            return Err(SessionError::Cut {
                bytes: file.len(),
                section: "its first line".to_owned(),
                at: 0,
            });
        };
        let version = u16::from_le_bytes([head[8], head[9]]);
        if version != VERSION {
            let section = None;
            return Err(SessionError::Newer { version, section });
        }
        Ok(Self {
            file,
            at: HEAD_BYTES,
            room_bytes: UNPACKED_MAX_BYTES,
        })
    }

    /// The next section; none after the last, when all is as it was written.
    pub(super) fn next(&mut self) -> Result<Option<Section>, SessionError> {
        let at = self.at;
        let cut = |section: String| SessionError::Cut {
            bytes: self.file.len(),
            section,
            at,
        };
        let rest = &self.file[at..];
        let Some(frame) = rest.first_chunk::<FRAME_BYTES>() else {
            return Err(cut("the head of a part".to_owned()));
        };
        let [t, a, g, s, packing, length @ ..] = *frame;
        let tag = [t, a, g, s];
        let name = || format!("{:?}", tag.escape_ascii().to_string());
        let length = u32::from_le_bytes(length) as usize;
        let end = FRAME_BYTES.checked_add(length).filter(|&end| {
            end.checked_add(CRC_BYTES)
                .is_some_and(|whole| whole <= rest.len())
        });
        let Some(end) = end else {
            return Err(cut(name()));
        };
        let (framed, sum) = (&rest[..end], &rest[end..end + CRC_BYTES]);
        if crc(framed).to_le_bytes() != sum {
            let section = name();
            return Err(SessionError::Altered { section, at });
        }
        self.at = at + end + CRC_BYTES;
        let content = &framed[FRAME_BYTES..];
        let senseless = |what| SessionError::Senseless {
            section: "a part",
            at,
            what,
        };
        let content = match packing {
            STORED => content.to_vec(),
            PACKED => {
                let length = unpacked_bytes(content);
                let room_bytes = self.room_bytes.checked_sub(length);
                self.room_bytes = room_bytes.ok_or(SessionError::TooLarge {
                    what: "it unpacks to over 1 GiB",
                })?;
                unpack(content).ok_or_else(|| senseless("it cannot be unpacked"))?
            }
            _ => return Err(senseless("it is packed in a way that does not exist")),
        };
        if tag != DONE {
            return Ok(Some(Section { tag, at, content }));
        }
        if self.at != self.file.len() {
            return Err(senseless("something follows the end"));
        }
        if content != Digest::of(&self.file[..at]).0 {
            let section = "the whole".to_owned();
            return Err(SessionError::Altered { section, at: 0 });
        }
        Ok(None)
    }
}

/// What packed content says it unpacks to.
fn unpacked_bytes(content: &[u8]) -> u64 {
    let length = content.first_chunk().copied();
    length.map_or(0, |length| u64::from(u32::from_le_bytes(length)))
}

/// What was packed; nothing when it is damaged. Never takes more memory than
/// DEFLATE can make of so many bytes.
fn unpack(content: &[u8]) -> Option<Vec<u8>> {
    let length = unpacked_bytes(content);
    let packed = content.get(4..)?;
    if length > packed.len() as u64 * PACKING_MAX {
        return None;
    }
    let mut content = Vec::new();
    let mut decoder = DeflateDecoder::new(packed);
    decoder
        .by_ref()
        .take(length + 1)
        .read_to_end(&mut content)
        .ok()?;
    let is_whole = content.len() as u64 == length && decoder.total_in() == packed.len() as u64;
    is_whole.then_some(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_that_unpack_to_more_than_there_is_room_for_are_refused() {
        let mut writer = Writer::new();
        (0..3).for_each(|_| writer.packed(*b"MUCH", &[7; 1000]));
        let file = writer.finish();
        let sections = |room_bytes: u64| {
            let mut reader = Reader::new(&file).unwrap();
            reader.room_bytes = room_bytes;
            let mut sections = 0;
            while reader.next()?.is_some() {
                sections += 1;
            }
            Ok::<_, SessionError>(sections)
        };
        assert_eq!(sections(3000).unwrap(), 3);
        let refused = sections(2999).unwrap_err().to_string();
        assert!(refused.contains("over 1 GiB"), "{refused}");
    }
}
