//! Owns the members of gzip files, packed and unpacked. Deliberately knows nothing of what is in
//! them, nor of what may stand behind the last.
//!
//! Source: RFC 1952. What is packed is flate2's business; its own gzip is not taken, as it brings
//! tables for the checksum with it, see [`super::checksum`].

use super::checksum::crc;
use flate2::Compression;
use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::io::{self, Read, Write};

/// How a member begins.
pub(super) const MAGIC: [u8; 2] = [0x1f, 0x8b];
/// The only method there is.
const DEFLATE: u8 = 8;
/// Who packed it: nobody known.
const UNKNOWN_SYSTEM: u8 = 255;

/// What else a head has, by its flags.
const HAS_SUM: u8 = 1 << 1;
const HAS_EXTRA: u8 = 1 << 2;
const HAS_NAME: u8 = 1 << 3;
const HAS_COMMENT: u8 = 1 << 4;
/// The least of the flags that nobody has given a meaning.
const RESERVED: u8 = 1 << 5;

/// One member with all of `bytes`.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let [one, two] = MAGIC;
    let head = vec![one, two, DEFLATE, 0, 0, 0, 0, 0, 0, UNKNOWN_SYSTEM];
    let mut encoder = DeflateEncoder::new(head, Compression::default());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    let mut member = packed.expect("writing to memory");
    member.extend(crc(bytes).to_le_bytes());
    member.extend((bytes.len() as u32).to_le_bytes());
    member
}

/// Unpacks the member at the beginning of `bytes` behind what is in `unpacked`; gives what stands
/// behind it. Of one that holds more than `most` bytes one more than that is unpacked, and
/// nothing is checked.
///
/// # Errors
/// When the member is damaged, or there is no memory for what it holds.
pub(super) fn unpack<'a>(
    bytes: &'a [u8],
    most: u64,
    unpacked: &mut Vec<u8>,
) -> io::Result<&'a [u8]> {
    let before = unpacked.len();
    let mut decoder = DeflateDecoder::new(behind_head(bytes)?);
    let came = (&mut decoder)
        .take(most.saturating_add(1))
        .read_to_end(unpacked)?;
    let rest = decoder.into_inner();
    if came as u64 > most {
        return Ok(rest);
    }
    let (sum, rest) = taken::<4>(rest)?;
    let (length, rest) = taken::<4>(rest)?;
    let is_whole = sum == crc(&unpacked[before..]).to_le_bytes();
    if is_whole && length == (came as u32).to_le_bytes() {
        Ok(rest)
    } else {
        Err(altered())
    }
}

/// What stands behind a member's head, which is checked as far as it can be.
fn behind_head(bytes: &[u8]) -> io::Result<&[u8]> {
    let ([one, two, method, flags, ..], mut rest) = taken::<10>(bytes)?;
    if [one, two] != MAGIC || method != DEFLATE || flags >= RESERVED {
        let what = "invalid gzip header";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    }
    if flags & HAS_EXTRA != 0 {
        let (length, extra) = taken::<2>(rest)?;
        let length = usize::from(u16::from_le_bytes(length));
        rest = extra.get(length..).ok_or_else(ended)?;
    }
    for text in [HAS_NAME, HAS_COMMENT] {
        if flags & text != 0 {
            let end = rest.iter().position(|&byte| byte == 0);
            rest = &rest[end.ok_or_else(ended)? + 1..];
        }
    }
    if flags & HAS_SUM != 0 {
        let head = &bytes[..bytes.len() - rest.len()];
        let (sum, behind) = taken::<2>(rest)?;
        if u16::from_le_bytes(sum) != crc(head) as u16 {
            return Err(altered());
        }
        rest = behind;
    }
    Ok(rest)
}

/// The first bytes, and the others.
fn taken<const BYTES: usize>(bytes: &[u8]) -> io::Result<([u8; BYTES], &[u8])> {
    let (first, rest) = bytes.split_first_chunk().ok_or_else(ended)?;
    Ok((*first, rest))
}

fn ended() -> io::Error {
    io::ErrorKind::UnexpectedEof.into()
}

fn altered() -> io::Error {
    let what = "corrupt gzip stream does not have a matching checksum";
    io::Error::new(io::ErrorKind::InvalidInput, what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::GzBuilder;
    use flate2::bufread::GzDecoder;
    use flate2::write::GzEncoder;

    const TEXT: &[u8] = b"a scroll, a scroll, a scroll";

    fn unpacked(bytes: &[u8]) -> io::Result<(Vec<u8>, &[u8])> {
        let mut unpacked = b"before".to_vec();
        let rest = unpack(bytes, 1000, &mut unpacked)?;
        Ok((unpacked.split_off(6), rest))
    }

    /// A member with this head, and what it says.
    fn member(head: &[u8]) -> Vec<u8> {
        [head, &pack(TEXT)[10..]].concat()
    }

    #[test]
    fn members_are_those_of_flate2_to_the_byte() {
        for bytes in [&b""[..], TEXT, &[7; 100_000]] {
            let mut theirs = GzEncoder::new(Vec::new(), Compression::default());
            theirs.write_all(bytes).unwrap();
            assert_eq!(pack(bytes), theirs.finish().unwrap());
            let mut back = Vec::new();
            let member = pack(bytes);
            GzDecoder::new(&member[..]).read_to_end(&mut back).unwrap();
            assert_eq!(back, bytes);
        }
    }

    #[test]
    fn whatever_a_head_has_is_passed_over() {
        let mut gzip = GzBuilder::new()
            .extra(vec![0; 300])
            .filename("a.um")
            .comment("a comment")
            .write(Vec::new(), Compression::fast());
        gzip.write_all(TEXT).unwrap();
        let mut member = gzip.finish().unwrap();
        member.extend(b"behind");
        assert_eq!(unpacked(&member).unwrap(), (TEXT.to_vec(), &b"behind"[..]));
    }

    #[test]
    fn a_head_with_a_sum_of_its_own_is_checked_by_it() {
        let head = [0x1f, 0x8b, DEFLATE, HAS_SUM | HAS_NAME, 0, 0, 0, 0, 0, 3];
        let head = [&head[..], b"a.um\0"].concat();
        let [low, high, ..] = crc(&head).to_le_bytes();
        let right = member(&[&head[..], &[low, high]].concat());
        assert_eq!(unpacked(&right).unwrap().0, TEXT);
        let wrong = member(&[&head[..], &[low ^ 1, high]].concat());
        let error = unpacked(&wrong).expect_err("another sum");
        assert!(error.to_string().contains("checksum"), "{error}");
    }

    #[test]
    fn heads_of_other_kinds_are_refused() {
        for (at, byte) in [(0, 0), (1, 0), (2, 7), (3, RESERVED), (3, 1 << 7)] {
            let mut other = pack(TEXT);
            other[at] = byte;
            let error = unpacked(&other).expect_err("another kind");
            assert_eq!(error.to_string(), "invalid gzip header", "{at}");
        }
    }

    #[test]
    fn what_is_cut_or_altered_anywhere_is_damaged() {
        let named = [0x1f, 0x8b, DEFLATE, HAS_EXTRA | HAS_NAME, 0, 0, 0, 0, 0, 3];
        let whole = member(&[&named[..], &[2, 0, b'x', b'y'], b"a.um\0"].concat());
        assert_eq!(unpacked(&whole).unwrap().0, TEXT);
        for length in 0..whole.len() {
            assert!(unpacked(&whole[..length]).is_err(), "{length}");
        }
        for at in whole.len() - 8..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 1;
            assert!(unpacked(&altered).is_err(), "{at}");
        }
    }

    #[test]
    fn of_what_is_too_long_one_byte_more_is_unpacked() {
        let mut unpacked = Vec::new();
        let member = pack(TEXT);
        unpack(&member, 5, &mut unpacked).unwrap();
        assert_eq!(unpacked, TEXT[..6]);
        unpacked.clear();
        let rest = unpack(&member, TEXT.len() as u64, &mut unpacked).unwrap();
        assert_eq!((&unpacked[..], rest), (TEXT, &[][..]));
    }
}
