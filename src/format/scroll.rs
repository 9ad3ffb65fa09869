//! Owns the reading and writing of program scrolls: big-endian bytes to
//! platters and back, gzip taken off on the way, and a plain sentence for a
//! file that is no scroll. Deliberately judges by bytes alone, never by a
//! file's name.
//!
//! Source: the specification's "Behavior" (four bytes A, B, C, D, with A the
//! most magnificent); RFC 1952 for gzip.

mod doubt;
mod error;
mod text;

pub use doubt::doubt;
pub use error::ScrollError;
pub use text::{TextKind, is_wide};

use super::session;
use flate2::bufread::GzDecoder;
use std::borrow::Cow;
use std::io::{self, Read};

/// The most platters that a scroll may unpack to: 1 GiB of bytes.
pub const MAX_PLATTERS: usize = 1 << 28;

/// Beginnings of files that people drop by mistake: their compiler, say, in place of what it made.
const OTHER_KINDS: [(&[u8], &str); 9] = [
    (b"\x7fELF", "a native program"),
    (b"MZ\x90\0", "a native program"),
    (b"\xcf\xfa\xed\xfe", "a native program"),
    (b"\xce\xfa\xed\xfe", "a native program"),
    (b"\xca\xfe\xba\xbe", "a class of Java, or a native program"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"\0asm", "a WebAssembly module"),
];

/// Beginnings of files that may have a scroll in them.
const PACKED_KINDS: [(&[u8], &str); 6] = [
    (b"PK\x03\x04", "a zip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a rar archive"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
];

/// How a gzip file begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// Bytes set aside at the most because a file says so, which may not be true.
const TOLD_MAX: usize = 1 << 26;
/// Wrappings of gzip that are taken off; a file can be made that never ends.
const WRAPPINGS_MAX: usize = 4;

/// The platters of a scroll. Gzip is unpacked first, even when it was put on
/// more than once.
///
/// # Errors
/// [`ScrollError`] says what the bytes are instead.
pub fn read(bytes: &[u8]) -> Result<Vec<u32>, ScrollError> {
    Ok(platters(&image(bytes)?))
}

/// The platters of an image, which is as a scroll is unpacked; a last incomplete one is left out.
#[must_use]
pub fn platters(image: &[u8]) -> Vec<u32> {
    let mut platters = vec![0; image.len() / 4];
    copy_platters(image, &mut platters);
    platters
}

/// Copies the platters of a piece of an image to where they are to be: as many as there are
/// of both.
///
/// Two at once, by masks: of one alone compilers make rotations, each of which is a call where V8
/// has compiled in haste. And never in line, as V8 goes on in haste until a function ends: UMIX
/// opened in three times as long.
#[inline(never)]
pub fn copy_platters(image: &[u8], platters: &mut [u32]) {
    const BYTES: u64 = 0x00ff_00ff_00ff_00ff;
    const HALVES: u64 = 0x0000_ffff_0000_ffff;
    let (pairs, last) = platters.as_chunks_mut::<2>();
    let (bytes, rest) = image.as_chunks::<8>();
    for (pair, &bytes) in pairs.iter_mut().zip(bytes) {
        let both = u64::from_le_bytes(bytes);
        let both = (both & BYTES) << 8 | both >> 8 & BYTES;
        let both = (both & HALVES) << 16 | both >> 16 & HALVES;
        *pair = [both as u32, (both >> 32) as u32];
    }
    if let ([platter], Some(&bytes)) = (last, rest.first_chunk()) {
        *platter = u32::from_be_bytes(bytes);
    }
}

/// The bytes of a scroll's platters, what it is packed in taken off.
///
/// # Errors
/// As [`read`].
pub fn image(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ScrollError> {
    let mut bytes = Cow::Borrowed(bytes);
    for _ in 0..WRAPPINGS_MAX {
        if is_packed(&bytes) {
            bytes = Cow::Owned(unpack(&bytes)?);
        }
    }
    judge(&bytes[..bytes.len().min(BEGINNING_BYTES)], bytes.len())?;
    Ok(bytes)
}

/// Bytes of a scroll's beginning that tell what it is.
pub const BEGINNING_BYTES: usize = 4096;

/// Whether the beginning of a file is that of gzip.
#[must_use]
pub fn is_packed(beginning: &[u8]) -> bool {
    beginning.starts_with(&GZIP)
}

/// Judges a file of `length` bytes, not packed, by its first
/// [`BEGINNING_BYTES`], or all when it is shorter.
///
/// # Errors
/// [`ScrollError`] says what the file is instead of a scroll.
pub fn judge(beginning: &[u8], length: usize) -> Result<(), ScrollError> {
    let bytes = beginning;
    if bytes.is_empty() {
        return Err(ScrollError::Empty);
    }
    if bytes.starts_with(&GZIP) {
        return Err(ScrollError::Packed("packed with gzip again and again"));
    }
    let begins = |(magic, _): &&(&[u8], &str)| bytes.starts_with(magic);
    if let Some((_, kind)) = OTHER_KINDS.iter().find(begins) {
        return Err(ScrollError::OtherKind(kind));
    }
    if let Some((_, kind)) = PACKED_KINDS.iter().find(begins) {
        return Err(ScrollError::Packed(kind));
    }
    if bytes.starts_with(&session::SIGNATURE) {
        return Err(ScrollError::Session);
    }
    if is_tar(bytes) {
        return Err(ScrollError::Packed("a tar archive"));
    }
    if let Some(text) = text::kind(bytes, length) {
        return Err(ScrollError::Text(text));
    }
    if !length.is_multiple_of(4) {
        let has_returns = text::has_returns(bytes);
        return Err(ScrollError::Ragged {
            bytes: length,
            has_returns,
        });
    }
    if length / 4 > MAX_PLATTERS {
        return Err(ScrollError::TooLong);
    }
    Ok(())
}

/// Whether it begins as archives of tar(1) do: with a file's name, and the word far behind it.
fn is_tar(beginning: &[u8]) -> bool {
    beginning.get(257..262) == Some(b"ustar")
}

/// The scroll of a program.
#[must_use]
pub fn write(platters: &[u32]) -> Vec<u8> {
    platters
        .iter()
        .flat_map(|platter| platter.to_be_bytes())
        .collect()
}

/// What all members of a gzip file hold. Zeros behind the last are the padding of tapes and
/// blocks, which gzip(1) leaves out, too.
fn unpack(bytes: &[u8]) -> Result<Vec<u8>, ScrollError> {
    let limit = MAX_PLATTERS * 4;
    let mut unpacked = Vec::new();
    // Only a help: where there is no room for all at once there may be some for what is there.
    let _ = unpacked.try_reserve_exact(length_told(bytes));
    let mut rest = bytes;
    loop {
        let mut member = GzDecoder::new(rest);
        (&mut member)
            .take((limit - unpacked.len()) as u64 + 1)
            .read_to_end(&mut unpacked)
            .map_err(|error| not_unpacked(&error))?;
        if unpacked.len() > limit {
            return Err(ScrollError::TooLong);
        }
        rest = member.into_inner();
        if rest.iter().all(|&byte| byte == 0) {
            return Ok(unpacked);
        }
        if !is_packed(rest) {
            return Err(ScrollError::BadGzip(
                "something else follows its end".to_owned(),
            ));
        }
    }
}

/// Bytes to set aside for what a gzip file is said to unpack to (RFC 1952, `ISIZE`), if that can be
/// in it: DEFLATE makes 1,032 bytes of one at the most.
fn length_told(packed: &[u8]) -> usize {
    let told = packed.last_chunk().copied().map_or(0, u32::from_le_bytes) as usize;
    let is_possible = told / 1032 <= packed.len();
    if is_possible { told.min(TOLD_MAX) } else { 0 }
}

/// Why it cannot be unpacked; a file without fault may be too large for the host.
fn not_unpacked(error: &io::Error) -> ScrollError {
    match error.kind() {
        io::ErrorKind::OutOfMemory => ScrollError::NoRoom,
        _ => ScrollError::BadGzip(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn the_most_magnificent_byte_comes_first() {
        assert_eq!(
            read(&[0xd2, 0, 0, 1, 0x70, 0, 0, 0]),
            Ok(vec![0xd200_0001, 0x7000_0000])
        );
        assert_eq!(write(&[0xd200_0001]), [0xd2, 0, 0, 1]);
    }

    #[test]
    fn as_many_platters_are_copied_as_there_are_of_both() {
        let image: Vec<u8> = (0..40).collect();
        let one_by_one = |count: usize| -> Vec<u32> {
            let (chunks, _) = image[..4 * count].as_chunks::<4>();
            chunks
                .iter()
                .map(|&chunk| u32::from_be_bytes(chunk))
                .collect()
        };
        for count in 0..=8 {
            assert_eq!(platters(&image[..4 * count]), one_by_one(count));
            assert_eq!(platters(&image[..4 * count + 3]), one_by_one(count));
        }
        let mut few = [0; 3];
        copy_platters(&image, &mut few);
        assert_eq!(few[..2], one_by_one(2));
        let mut more = [7; 5];
        copy_platters(&image[..8], &mut more);
        assert_eq!(more[..], [&one_by_one(2)[..], &[7; 3]].concat());
    }

    #[test]
    fn gzip_is_unpacked() {
        assert_eq!(read(&gzip(&[0x70, 0, 0, 0])), Ok(vec![0x7000_0000]));
        let mut cut = gzip(&[0x70, 0, 0, 0]);
        cut.truncate(cut.len() - 6);
        assert!(matches!(read(&cut), Err(ScrollError::BadGzip(_))));
    }

    #[test]
    fn what_gzip_tells_of_its_length_is_taken_only_where_it_can_be() {
        let packed = |told: u32| [&[0; 100][..], &told.to_le_bytes()].concat();
        assert_eq!(length_told(&packed(50_000)), 50_000);
        assert_eq!(length_told(&packed(1_000_000)), 0);
        assert_eq!(length_told(b"few"), 0);
        let large = [&vec![0; 1 << 20][..], &(1u32 << 30).to_le_bytes()].concat();
        assert_eq!(length_told(&large), TOLD_MAX);
        let mut gzip = gzip(&[0x70, 0, 0, 0]);
        let length = gzip.len();
        gzip[length - 4..].copy_from_slice(&4000u32.to_le_bytes());
        assert!(matches!(read(&gzip), Err(ScrollError::BadGzip(_))));
    }

    #[test]
    fn a_file_that_there_is_no_memory_for_is_not_called_damaged() {
        let told = |kind: io::ErrorKind| not_unpacked(&kind.into()).to_string();
        assert!(told(io::ErrorKind::OutOfMemory).contains("larger than um32 takes"));
        assert!(told(io::ErrorKind::InvalidInput).contains("Fetch it again"));
    }

    #[test]
    fn padding_behind_gzip_is_left_out_and_nothing_else_is() {
        let (first, second) = (gzip(&[0x70, 0, 0, 0]), gzip(&[0x10, 0, 0, 0]));
        let both = [first, second].concat();
        let platters = Ok(vec![0x7000_0000, 0x1000_0000]);
        assert_eq!(read(&both), platters);
        assert_eq!(read(&[&both, &[0; 1][..]].concat()), platters);
        assert_eq!(read(&[&both, &[0; 700][..]].concat()), platters);
        for rubbish in [&b"x"[..], b"\0\0x", b"\0\0\x1f\x8b", b"\x1f"] {
            let error = read(&[&both, rubbish].concat()).expect_err("rubbish");
            assert!(
                error.to_string().contains("something else follows its end"),
                "{error}"
            );
        }
        let mut cut = both;
        cut.truncate(cut.len() - 4);
        assert!(matches!(read(&cut), Err(ScrollError::BadGzip(_))));
    }

    #[test]
    fn wrappings_are_taken_off_but_not_for_ever() {
        let mut wrapped = vec![0x70, 0, 0, 0];
        for _ in 0..WRAPPINGS_MAX {
            wrapped = gzip(&wrapped);
        }
        assert_eq!(read(&wrapped), Ok(vec![0x7000_0000]));
        assert!(matches!(read(&gzip(&wrapped)), Err(ScrollError::Packed(_))));
    }

    #[test]
    fn the_largest_scroll_is_taken_and_one_platter_more_is_not() {
        let halt = [0x70, 0, 0, 0];
        assert_eq!(judge(&halt, MAX_PLATTERS * 4), Ok(()));
        let more = MAX_PLATTERS * 4 + 4;
        assert_eq!(judge(&halt, more), Err(ScrollError::TooLong));
    }

    #[test]
    fn a_program_that_begins_like_a_text_is_none() {
        let program = [b' ', b' ', b' ', b' ', 0xd2, 0, 0, 0];
        for length in [program.len(), 1 << 20] {
            assert_eq!(judge(&program, length), Ok(()));
        }
    }

    #[test]
    fn other_files_are_named() {
        assert_eq!(read(&[]), Err(ScrollError::Empty));
        assert_eq!(read(&gzip(&[])), Err(ScrollError::Empty));
        assert_eq!(
            read(&[0x70, 0, 0]),
            Err(ScrollError::Ragged {
                bytes: 3,
                has_returns: false
            })
        );
        assert_eq!(
            read("<!doctype html>\n<p>Grüße</p>".as_bytes()),
            Err(ScrollError::Text(TextKind::Plain))
        );
        // Cut within a character, wherever that falls.
        for shift in 0..2 {
            let long = "x".repeat(shift) + &"ü".repeat(BEGINNING_BYTES);
            let text = Err(ScrollError::Text(TextKind::Plain));
            assert_eq!(read(long.as_bytes()), text);
        }
        assert_eq!(read(b"\x89UM32S\r\n\x01\0.."), Err(ScrollError::Session));
        let said = |bytes| read(bytes).map_err(|error| error.to_string());
        let only = "This file is a picture, not a program. Choose the .um or .umz file itself.";
        assert_eq!(said(b"\x89PNG...."), Err(only.into()));
        let mut tar = b"hello.um".to_vec();
        tar.resize(257, 0);
        tar.extend(b"ustar\x0000");
        tar.resize(1024, 0);
        assert_eq!(read(&tar), Err(ScrollError::Packed("a tar archive")));
        let inside = "This file is a zip archive, not a program. Unpack it, and choose the .um or .umz file inside.";
        assert_eq!(said(b"PK\x03\x04...."), Err(inside.into()));
    }
}
