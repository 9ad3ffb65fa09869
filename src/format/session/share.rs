//! Owns the short form of a session that fits a link: the image's hash and what
//! was typed, as base64url (RFC 4648) for a URL's fragment. Deliberately without
//! everything else: times, instruction counts, names and notes are lost, which
//! nobody who replays it misses.
//!
//! ```text
//! byte       version, 1
//! byte       1 when the end of input was signalled, else 0
//! 32 bytes   SHA-256 of the image
//! text       the image's name
//! bytes      raw DEFLATE of: number of entries, the length of each (numbers), all bytes
//! u32        CRC-32 (as in gzip) of all bytes before
//! ```

use super::digest::Digest;
use super::primitive::{Put, Take, Wrong};
use crate::format::checksum::crc;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use std::fmt;
use std::io::{Read, Write};

const VERSION: u8 = 1;
/// The most bytes of input in a link, unpacked: far more than one holds that people pass on.
const INPUT_MAX_BYTES: u64 = 64 << 20;
/// The most entries, for the same reason: a link of a line can hold millions, each of which
/// takes a kilobyte of memory by the time that it is played.
const ENTRIES_MAX: usize = 1 << 18;

/// A session's essence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shared {
    /// SHA-256 of the image.
    pub sha256: Digest,
    /// What its file was called.
    pub image_name: String,
    /// The bytes of each entry.
    pub entries: Vec<ByteBuf>,
    /// Whether the end of input came after them.
    pub ends: bool,
}

/// A link's fragment is no session. Its `Display` is a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareError(Wrong);

impl fmt::Display for ShareError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "This link holds no session: {}.", self.0)
    }
}

impl std::error::Error for ShareError {}

/// A session has more than any link may. Its `Display` is a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("More was typed than a link may hold: pass the session on as a file.")
    }
}

impl std::error::Error for TooLong {}

/// The text for a link.
///
/// # Errors
/// [`TooLong`] where [`read`] would refuse it for its length.
pub fn write(shared: &Shared) -> Result<String, TooLong> {
    let mut input = Vec::new();
    input.number(shared.entries.len() as u64);
    for entry in &shared.entries {
        input.number(entry.len() as u64);
    }
    input.extend(shared.entries.iter().flat_map(|entry| entry.as_slice()));
    if shared.entries.len() > ENTRIES_MAX || input.len() as u64 > INPUT_MAX_BYTES {
        return Err(TooLong);
    }
    Ok(pack(shared, &input))
}

fn pack(shared: &Shared, input: &[u8]) -> String {
    let mut bytes = vec![VERSION, u8::from(shared.ends)];
    bytes.extend(shared.sha256.0);
    bytes.text(&shared.image_name);
    let mut packed = DeflateEncoder::new(bytes, Compression::best());
    let packed = packed.write_all(input).and_then(|()| packed.finish());
    let mut bytes = packed.expect("writing to memory");
    bytes.extend(crc(&bytes).to_le_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// What a link's text holds.
///
/// # Errors
/// [`ShareError`] when it was cut off or altered, or is something else.
pub fn read(text: &str) -> Result<Shared, ShareError> {
    let bytes = BASE64_URL_SAFE_NO_PAD
        .decode(text.trim())
        .map_err(|_| ShareError("it is not written as one"))?;
    read_bytes(&bytes).map_err(ShareError)
}

fn read_bytes(bytes: &[u8]) -> Result<Shared, Wrong> {
    let (content, sum) = bytes.split_last_chunk().ok_or("it is too short")?;
    if crc(content) != u32::from_le_bytes(*sum) {
        return Err("its checksum does not match, so it was cut off or altered");
    }
    let mut from = Take(content);
    if from.byte()? != VERSION {
        return Err("a newer um32 made it");
    }
    let ends = match from.byte()? {
        0 => false,
        1 => true,
        _ => return Err("its input ends in an unknown way"),
    };
    let sha256 = Digest(from.array()?);
    let image_name = from.text()?;
    let mut input = Vec::new();
    DeflateDecoder::new(from.0)
        .take(INPUT_MAX_BYTES + 1)
        .read_to_end(&mut input)
        .map_err(|_| "it cannot be unpacked")?;
    if input.len() as u64 > INPUT_MAX_BYTES {
        return Err("its input is too long");
    }
    let mut from = Take(&input);
    let count = from.count(1)?;
    if count > ENTRIES_MAX {
        return Err("its input has too many lines");
    }
    let lengths: Vec<_> = (0..count)
        .map(|_| from.number())
        .collect::<Result<_, _>>()?;
    let entry = |length| {
        let length = usize::try_from(length).map_err(|_| super::primitive::ENDS)?;
        from.slice(length)
            .map(|bytes| ByteBuf::from(bytes.to_vec()))
    };
    let entries = lengths.into_iter().map(entry).collect::<Result<_, _>>()?;
    from.end()?;
    Ok(Shared {
        sha256,
        image_name,
        entries,
        ends,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(entries: Vec<ByteBuf>) -> Shared {
        Shared {
            sha256: Digest::of(b"image"),
            image_name: "a.um".to_owned(),
            entries,
            ends: false,
        }
    }

    #[test]
    fn no_link_is_made_that_would_be_refused() {
        let lines = |count| shared(vec![ByteBuf::new(); count]);
        let most = write(&lines(ENTRIES_MAX)).expect("a link");
        assert_eq!(read(&most), Ok(lines(ENTRIES_MAX)));
        assert_eq!(write(&lines(ENTRIES_MAX + 1)), Err(TooLong));
        // Its number and its length take a byte and four.
        let line = |bytes| shared(vec![ByteBuf::from(vec![b'a'; bytes])]);
        let room = INPUT_MAX_BYTES as usize - 5;
        assert_eq!(read(&write(&line(room)).expect("a link")), Ok(line(room)));
        assert_eq!(write(&line(room + 1)), Err(TooLong));
    }

    #[test]
    fn a_short_link_of_more_is_refused() {
        let mut lines = Vec::new();
        lines.number(ENTRIES_MAX as u64 + 1);
        lines.resize(lines.len() + ENTRIES_MAX + 1, 0);
        let long = vec![b'a'; INPUT_MAX_BYTES as usize + 1];
        for (input, told) in [
            (lines, "its input has too many lines"),
            (long, "its input is too long"),
        ] {
            let link = pack(&shared(Vec::new()), &input);
            assert!(link.len() < 100_000);
            let refusal = read(&link).unwrap_err().to_string();
            assert_eq!(refusal, format!("This link holds no session: {told}."));
        }
    }
}
