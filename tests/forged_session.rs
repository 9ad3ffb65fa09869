//! Owns the proof that a session file is held to its description, one rule at a time: what
//! breaks one is refused with a sentence that names it, and its nearest neighbour that breaks
//! none is read. Deliberately writes files by hand, so that nothing in `src` says what they
//! should be.
#![cfg(not(target_arch = "wasm32"))]

mod checksum;

use checksum::checksum;
use sha2::{Digest, Sha256};
use um32::format::session;

type Part = ([u8; 4], u8, Vec<u8>);

/// A part that is not packed.
fn part(tag: &[u8; 4], content: impl AsRef<[u8]>) -> Part {
    (*tag, 0, content.as_ref().to_vec())
}

fn put(file: &mut Vec<u8>, (tag, packing, content): &Part) {
    let start = file.len();
    file.extend(tag);
    file.push(*packing);
    file.extend((content.len() as u32).to_le_bytes());
    file.extend(content);
    let sum = checksum(&file[start..]);
    file.extend(sum);
}

fn file(parts: &[Part]) -> Vec<u8> {
    let mut file = b"\x89UM32S\r\n\x01\0".to_vec();
    parts.iter().for_each(|part| put(&mut file, part));
    let digest = Sha256::digest(&file).to_vec();
    put(&mut file, &part(b"DONE", digest));
    file
}

/// Id "1", name "a", made in 1970, of a program of no bytes called "p", without a parent.
fn head() -> Part {
    let mut head = b"\x011\x01a\0".to_vec();
    head.extend(Sha256::digest(b""));
    head.extend(b"\0\x01p\0");
    part(b"HEAD", head)
}

/// No entries.
fn log() -> Part {
    part(b"LOGS", [0])
}

#[track_caller]
fn is_taken(parts: &[Part]) {
    let read = session::read(&file(parts));
    assert!(read.is_ok(), "{}", read.unwrap_err());
}

#[track_caller]
fn is_refused(parts: &[Part], why: &str) {
    let error = session::read(&file(parts)).expect_err(why).to_string();
    assert!(error.ends_with(&format!(": {why}.")), "{error}");
}

#[test]
fn an_unknown_part_is_skipped_if_its_letter_is_small() {
    let unknown = |tag| part(tag, [1, 2, 3]);
    is_taken(&[head(), unknown(b"xTRA"), log(), unknown(b"xTRA")]);
    is_taken(&[unknown(b"more"), head(), log()]);
    for tag in [b"XTRA", b"Xtra", b"head"] {
        let refused = session::read(&file(&[head(), unknown(tag), log()])).err();
        let expected = (tag != b"head").then(|| {
            let tag = String::from_utf8_lossy(tag);
            format!(
                "This session has a part called {tag}, which this um32 does not know: a newer \
                 um32 made it."
            )
        });
        assert_eq!(refused.map(|error| error.to_string()), expected);
    }
}

#[test]
fn parts_are_there_once_and_in_their_order() {
    let marks = || part(b"MARK", [0]);
    let notes = || part(b"NOTE", [0]);
    let shelved = || part(b"FILE", b"\x01f\x02ab");
    let checkpoint = || part(b"CKPT", [0, 0, 7]);
    let all = [head(), log(), marks(), notes(), shelved(), checkpoint()];
    is_taken(&all);
    is_taken(&[
        head(),
        log(),
        shelved(),
        shelved(),
        checkpoint(),
        checkpoint(),
    ]);
    let late = "it comes twice, or too late";
    for place in 0..all.len() {
        let mut swapped = all.clone();
        if place + 1 < all.len() && place > 0 {
            swapped.swap(place, place + 1);
            is_refused(&swapped, late);
        }
        if place < 4 {
            let mut twice = all.to_vec();
            twice.insert(place, all[place].clone());
            is_refused(&twice, late);
        }
    }
    is_refused(&[log(), head()], "it comes before the head");
    is_refused(&[], "it has no head");
    is_refused(&[head()], "it has no input log");
    is_refused(&[head(), marks()], "it has no input log");
}

#[test]
fn a_part_holds_what_it_says_and_no_more() {
    let after = "something follows its end";
    let of = |tag: &[u8; 4], content: &[u8]| [head(), log(), part(tag, content)];
    let entries = |content: &[u8]| [head(), part(b"LOGS", content)];
    is_refused(&entries(&[0, 0]), after);
    is_refused(&of(b"MARK", &[0, 0]), after);
    is_refused(&of(b"NOTE", &[0, 0]), after);
    is_refused(&of(b"FILE", b"\x01f\x02abc"), after);
    let mut longer = head();
    longer.2.push(0);
    is_refused(&[longer, log()], after);

    let fewer = "it holds fewer things than it says";
    is_refused(&entries(&[1, 0, 0]), fewer);
    is_taken(&entries(&[1, 0, 0, 0, 0]));
    is_refused(&entries(&[1, 0, 0, 0, 0, 0]), after);
    is_refused(&entries(&[1, 0, 0, 0, 1]), fewer);
    is_refused(&of(b"MARK", &[1; 12]), fewer);
    is_refused(&of(b"NOTE", &[1, 0]), fewer);
    let short = "it ends too soon";
    is_refused(&of(b"FILE", b"\x01f\x02a"), short);
    is_refused(&of(b"NOTE", &[1, 0, 1]), short);
    is_refused(&of(b"CKPT", &[0]), short);
}

#[test]
fn an_image_is_the_one_that_the_head_names() {
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;
    let image = [0x70, 0, 0, 0];
    let of = |image: &[u8], size_bytes: u8| {
        let (tag, packing, mut head) = head();
        head[5..37].copy_from_slice(&Sha256::digest([0x70, 0, 0, 0]));
        head[37] = size_bytes;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(image).expect("memory");
        let image = part(b"IMAG", gzip.finish().expect("memory"));
        [(tag, packing, head), image, log()]
    };
    let read = session::read(&file(&of(&image, 4))).expect("its image");
    assert_eq!(read.image.bytes.as_deref(), Some(&image[..]));
    let length = "it is longer or shorter than the head says";
    is_refused(&of(&image, 3), length);
    is_refused(&of(&image, 5), length);
    let other = "its image is another one than it says: the hashes differ";
    is_refused(&of(&[0x70, 0, 0, 1], 4), other);
    let [head, mut broken, log] = of(&image, 4);
    broken.2.pop();
    is_refused(&[head, broken, log], "it cannot be unpacked");
}

#[test]
fn marks_and_checkpoints_are_in_order_and_within_the_session() {
    let entry = || part(b"LOGS", [1, 1, 0, 0]);
    let checkpoints = |places: &[[u8; 2]]| {
        let parts = places.iter().map(|place| part(b"CKPT", place));
        [head(), entry()]
            .into_iter()
            .chain(parts)
            .collect::<Vec<_>>()
    };
    is_taken(&checkpoints(&[[0, 5], [0, 5], [1, 4], [1, 6]]));
    let wrong = "its checkpoints are not in order, or lie beyond its last entry";
    is_refused(&checkpoints(&[[2, 0]]), wrong);
    is_refused(&checkpoints(&[[0, 5], [0, 4]]), wrong);
    is_refused(&checkpoints(&[[1, 0], [0, 0]]), wrong);
    let marks = |places: &[[u8; 2]]| {
        let marks = places
            .iter()
            .flat_map(|place| [place, &[0; 10][..]].concat());
        let content = [places.len() as u8].into_iter().chain(marks);
        [head(), entry(), part(b"MARK", content.collect::<Vec<_>>())]
    };
    is_taken(&marks(&[[0, 5], [0, 5], [1, 4], [1, 6]]));
    let wrong = "its marks are not in order, or lie beyond its last entry";
    is_refused(&marks(&[[2, 0]]), wrong);
    is_refused(&marks(&[[0, 5], [0, 4]]), wrong);
    is_refused(&marks(&[[1, 0], [0, 0]]), wrong);
}

#[test]
fn notes_ascend_and_texts_are_texts() {
    let notes = |content: &[u8]| [head(), log(), part(b"NOTE", content)];
    is_taken(&notes(b"\x02\x01a\0\x01b\0"));
    let order = "its keys do not ascend";
    is_refused(&notes(b"\x02\x01a\0\x01a\0"), order);
    is_refused(&notes(b"\x02\x01b\0\x01a\0"), order);
    is_refused(&notes(b"\x01\x01\xff\0"), "a text is not UTF-8");
}

#[test]
fn entries_are_of_a_known_kind() {
    let entry = |flags: u8, rest: &[u8]| {
        let content = [&[1, flags, 5, 0], rest].concat();
        [head(), part(b"LOGS", content)]
    };
    is_taken(&entry(0, b"\x02a\n"));
    is_taken(&entry(1, b""));
    is_taken(&entry(2, b"\x02a\n"));
    is_taken(&entry(4, b"\x02\x01ba\n"));
    for flags in [6, 8, 0x80] {
        is_refused(&entry(flags, b"\x02a\n"), "an entry is of no known kind");
    }
    is_refused(&entry(2, b"\x02\xff\n"), "an echo is not UTF-8");
    let echoes = |flags, rest: &[u8]| {
        let read = session::read(&file(&entry(flags, rest))).expect("an entry");
        read.entries[0].echo.clone()
    };
    assert_eq!(echoes(0, b"\x02a\n"), None);
    assert_eq!(echoes(2, b"\x02a\n").as_deref(), Some("a"));
    assert_eq!(echoes(4, b"\x02\x01ba\n").as_deref(), Some("b"));
}

#[test]
fn numbers_are_written_in_one_way() {
    // When it was made, between the name and the hash.
    let made = |number: &[u8]| {
        let (tag, packing, mut content) = head();
        content.splice(4..5, number.iter().copied());
        [(tag, packing, content), log()]
    };
    is_taken(&made(&[0x80, 1]));
    is_taken(&made(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 15]));
    is_refused(
        &made(&[0x80, 0]),
        "a number is written longer than it needs",
    );
    let most = [&[0xff; 9][..], &[1]].concat();
    is_refused(
        &made(&most),
        "a count or a date in it is larger than any can be",
    );
    let more = [&[0xff; 9][..], &[2]].concat();
    is_refused(&made(&more), "a number is too large");
    is_refused(&made(&[0xff; 11]), "a number is too large");
    let parent = |content: &[u8]| {
        let (tag, packing, mut head) = head();
        head.pop();
        head.extend(content);
        [(tag, packing, head), log()]
    };
    is_taken(&parent(b"\x01\x01x\x05"));
    is_refused(&parent(b"\x02\x01x\x05"), "it has more than one parent");
}

#[test]
fn counts_of_instructions_end_where_numbers_do() {
    let far = [&[0xff; 9][..], &[1]].concat();
    let second = |instructions: u8| {
        let content = [&[2, 0][..], &far, &[0, 0, 0, instructions, 0, 0]].concat();
        [head(), part(b"LOGS", content)]
    };
    is_refused(
        &second(0),
        "a count or a date in it is larger than any can be",
    );
    is_refused(&second(1), "there are too many instructions");
}

#[test]
fn a_part_is_packed_in_a_way_there_is_and_whole() {
    use flate2::{Compression, write::DeflateEncoder};
    use std::io::Write;
    let packed = |content: &[u8]| {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).expect("memory");
        encoder.finish().expect("memory")
    };
    let log = |packing: u8, length: u32, content: &[u8]| {
        let content = [&length.to_le_bytes(), content].concat();
        [head(), (*b"LOGS", packing, content)]
    };
    let whole = packed(&[0]);
    is_taken(&log(1, 1, &whole));
    let spoilt = "it cannot be unpacked";
    is_refused(&log(1, 0, &whole), spoilt);
    is_refused(&log(1, 2, &whole), spoilt);
    is_refused(&log(1, u32::MAX / 8, &whole), spoilt);
    is_refused(&log(1, 1, &whole[..1]), spoilt);
    is_refused(&log(1, 1, &[&whole[..], &[0]].concat()), spoilt);
    let short = [head(), (*b"LOGS", 1, vec![0; 3])];
    is_refused(&short, spoilt);
    is_refused(
        &log(2, 1, &whole),
        "it is packed in a way that does not exist",
    );
}

#[test]
fn the_end_is_of_this_file_and_the_last_thing_in_it() {
    let whole = file(&[head(), log()]);
    let error = |bytes: &[u8]| session::read(bytes).expect_err("spoilt").to_string();
    let longer = [&whole[..], &[0]].concat();
    assert!(error(&longer).ends_with("something follows the end."));
    // The end of another file, with a checksum of its own.
    let mut other = whole[..whole.len() - 45].to_vec();
    put(&mut other, &part(b"DONE", [7; 32]));
    let altered = "This session was altered: the checksum of the whole";
    assert!(error(&other).starts_with(altered));
}
