//! Owns the proof that a session file gives back what was written, and that no
//! file whatever panics: cut or altered anywhere, it is refused with a sentence
//! that says where. Deliberately plays no session.
#![cfg(not(target_arch = "wasm32"))]

mod checksum;

use checksum::checksum;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use serde_bytes::ByteBuf;
use um32::format::session::share::{self, Shared};
use um32::format::session::{
    self, Checkpoint, Digest, Entry, Image, Mark, OutputHash, Parent, Printed, Session,
    SessionError, ShelfFile,
};

fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..most)
}

/// A count or a date, as large as any may be.
fn number() -> impl Strategy<Value = u64> {
    0..1_u64 << 53
}

fn line() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof!["[a-zé ./]{0,20}\n".prop_map(String::into_bytes), bytes(40)]
}

fn image() -> impl Strategy<Value = Image> {
    (bytes(300), "\\PC{0,12}", any::<bool>()).prop_map(|(image, name, is_contained)| Image {
        sha256: Digest::of(&image),
        size_bytes: image.len() as u64,
        name,
        bytes: is_contained.then_some(image),
    })
}

/// Input, with what was echoed: the line, something else, or nothing.
fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let echo = prop_oneof![
        Just(None),
        Just(Some(None)),
        "\\PC{0,10}".prop_map(|echo| Some(Some(echo)))
    ];
    let entry = (line(), echo, 0..1_u64 << 40, number());
    (prop::collection::vec(entry, 0..40), any::<bool>()).prop_map(|(entries, ends)| {
        let mut instructions = 0;
        let count = entries.len();
        let entries = entries.into_iter().zip(1..);
        entries
            .map(|((bytes, echo, more, date), position)| {
                instructions += more;
                let is_end = ends && position == count;
                let typed = String::from_utf8_lossy(&bytes).trim_end().to_owned();
                Entry {
                    bytes: if is_end { Vec::new() } else { bytes },
                    is_end,
                    echo: echo.map(|other| other.unwrap_or(typed)),
                    instructions,
                    date,
                }
            })
            .collect()
    })
}

fn places(entries: usize) -> impl Strategy<Value = Vec<(u64, u64)>> {
    let place = (0..=entries as u64, number());
    prop::collection::vec(place, 0..6).prop_map(|mut places| {
        places.sort_unstable();
        places
    })
}

prop_compose! {
    fn any_session()(entries in entries())(
        marks in places(entries.len()),
        checkpoints in places(entries.len()),
        image in image(),
        (id, name, created) in ("\\PC{0,20}", "\\PC{0,20}", number()),
        parent in prop::option::of(("\\PC{0,20}", number())),
        notes in prop::collection::btree_map("\\PC{0,8}", "\\PC{0,30}", 0..4),
        shelf in prop::collection::vec(("\\PC{0,8}", bytes(60)), 0..3),
        output in bytes(20),
        entries in Just(entries),
    ) -> Session {
        let mut hash = OutputHash::default();
        let marks = marks.into_iter().map(|(entries, instructions)| {
            hash.update(&output);
            Mark {
                entries,
                instructions,
                output_bytes: hash.bytes(),
                output_hash: hash.printed(),
                label: String::new(),
            }
        }).collect();
        let checkpoints = checkpoints.into_iter().map(|(entries, instructions)| Checkpoint {
            entries,
            instructions,
            bytes: output.clone(),
        }).collect();
        Session {
            id, name, created, image, entries, marks,
            parent: parent.map(|(id, entries)| Parent { id, entries }),
            notes,
            shelf: shelf.into_iter().map(|(name, bytes)| ShelfFile { name, bytes }).collect(),
            checkpoints,
        }
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 1000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(4),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_written_is_read(session in any_session()) {
        let file = session::write(&session).unwrap();
        prop_assert_eq!(&session::read(&file).unwrap(), &session);
        // And there is one file of one session.
        prop_assert_eq!(session::write(&session).unwrap(), file);
    }

    #[test]
    fn cut_is_noticed(session in any_session(), place in any::<Index>()) {
        let file = session::write(&session).unwrap();
        let length = place.index(file.len());
        let error = session::read(&file[..length]).expect_err("cut");
        let expected = match length {
            0 => matches!(error, SessionError::OtherKind),
            _ => matches!(error, SessionError::Cut { bytes, .. } if bytes == length),
        };
        prop_assert!(expected, "{error}");
    }

    #[test]
    fn altered_is_noticed(
        session in any_session(),
        places in prop::collection::vec((any::<Index>(), 1..=255_u8), 1..4),
    ) {
        let file = session::write(&session).unwrap();
        let mut altered = file.clone();
        for (place, bits) in places {
            altered[place.index(file.len())] ^= bits;
        }
        prop_assume!(altered != file);
        let error = session::read(&altered).expect_err("altered").to_string();
        prop_assert!(error.ends_with('.'), "{error}");
    }

    #[test]
    fn lengthened_is_noticed(session in any_session(), more in bytes(20)) {
        prop_assume!(!more.is_empty());
        let mut file = session::write(&session).unwrap();
        file.extend(more);
        prop_assert!(session::read(&file).is_err());
    }

    /// Whatever a forger puts into a section, checksums and all.
    #[test]
    fn forged_never_panics(
        session in any_session(),
        section in 0..8_usize,
        place in any::<Index>(),
        value in any::<u8>(),
    ) {
        let file = session::write(&session).unwrap();
        if let Ok(read) = session::read(&forged(&file, section, place, value)) {
            prop_assert!(session::write(&read).is_ok());
        }
    }

    #[test]
    fn a_link_holds_what_was_typed(
        session in any_session(),
        name in "\\PC{0,12}",
        ends in any::<bool>(),
        place in any::<Index>(),
    ) {
        let shared = Shared {
            sha256: session.image.sha256,
            image_name: name,
            entries: session.entries.into_iter().map(|it| ByteBuf::from(it.bytes)).collect(),
            ends,
        };
        let text = share::write(&shared).unwrap();
        prop_assert!(text.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_".contains(&it)));
        prop_assert_eq!(&share::read(&text).unwrap(), &shared);
        let place = place.index(text.len());
        prop_assert!(share::read(&text[..place]).is_err());
        let mut altered = text.into_bytes();
        altered[place] = if altered[place] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(altered).unwrap();
        // The last digit may have bits to spare.
        prop_assert!(share::read(&altered).is_err());
    }

    #[test]
    fn any_bytes_are_refused(bytes in bytes(200), text in "\\PC{0,40}") {
        prop_assert!(session::read(&bytes).is_err());
        prop_assert!(share::read(&text).is_err());
    }
}

/// The file with one byte of one section's content another, and sums that fit.
fn forged(file: &[u8], section: usize, place: Index, value: u8) -> Vec<u8> {
    use sha2::{Digest as _, Sha256};
    let mut forged = file[..10].to_vec();
    let mut rest = &file[10..];
    let mut number = 0;
    while &rest[..4] != b"DONE" {
        let length = u32::from_le_bytes(rest[5..9].try_into().unwrap()) as usize;
        let mut part = rest[..9 + length].to_vec();
        if number == section && length > 0 {
            part[9 + place.index(length)] = value;
        }
        forged.extend(&part);
        forged.extend(checksum(&part));
        rest = &rest[9 + length + 4..];
        number += 1;
    }
    let mut done = b"DONE\0\x20\0\0\0".to_vec();
    done.extend(Sha256::digest(&forged));
    forged.extend(&done);
    forged.extend(checksum(&done));
    forged
}

fn plain() -> Session {
    let image = vec![0x70, 0, 0, 0];
    Session {
        id: "1".to_owned(),
        name: "a".to_owned(),
        created: 0,
        image: Image {
            sha256: Digest::of(&image),
            size_bytes: 4,
            name: "halt.um".to_owned(),
            bytes: Some(image),
        },
        entries: Vec::new(),
        marks: Vec::new(),
        parent: None,
        notes: Default::default(),
        shelf: Vec::new(),
        checkpoints: Vec::new(),
    }
}

#[test]
fn sentences_say_what_and_where() {
    let file = session::write(&plain()).unwrap();
    let told = |bytes: &[u8]| session::read(bytes).expect_err("spoilt").to_string();
    assert_eq!(told(b"PK"), "This is not a session of um32.");
    assert_eq!(
        told(&file[..file.len() - 1]),
        format!(
            "This session is cut off: it ends after {} bytes, within \"DONE\", which begins at byte {}.",
            file.len() - 1,
            file.len() - 45
        )
    );
    let mut altered = file.clone();
    altered[25] ^= 1;
    assert_eq!(
        told(&altered),
        "This session was altered: the checksum of \"HEAD\", which begins at byte 10, does not match."
    );
    let mut newer = file;
    newer[8] = 2;
    assert!(told(&newer).contains("version 2"), "{}", told(&newer));
}

#[test]
fn a_session_that_contradicts_itself_is_not_written() {
    let refused = |session: Session, word: &str| {
        let error = session::write(&session).expect_err("senseless").to_string();
        assert!(error.contains(word), "{error}");
    };
    let entry = |instructions, is_end| Entry {
        bytes: Vec::new(),
        is_end,
        echo: None,
        instructions,
        date: 0,
    };
    refused(
        Session {
            entries: vec![entry(2, false), entry(1, false)],
            ..plain()
        },
        "fewer instructions",
    );
    refused(
        Session {
            entries: vec![entry(1, true), entry(1, false)],
            ..plain()
        },
        "end of input",
    );
    let mark = Mark {
        entries: 1,
        instructions: 0,
        output_bytes: 0,
        output_hash: Printed([0; 8]),
        label: String::new(),
    };
    refused(
        Session {
            marks: vec![mark],
            ..plain()
        },
        "marks",
    );
    let mut other = plain();
    other.image.bytes = Some(vec![0x70, 0, 0, 1]);
    refused(other, "hashes differ");
}

#[test]
fn what_was_printed_is_hashed_as_it_comes() {
    let mut hash = OutputHash::default();
    hash.update(b"some");
    hash.update(b"thing");
    let Digest(whole) = Digest::of(b"something");
    assert_eq!(hash.printed().0[..], whole[..8]);
    assert_eq!(hash.bytes(), 9);
}

#[test]
fn an_evening_is_a_few_kilobytes() {
    let mut hash = OutputHash::default();
    let mut session = plain();
    session.image.bytes = None;
    for line in 0..300_u64 {
        hash.update(b"something");
        let bytes = format!("take the {} widget, number {}\n", line % 7, line % 50).into_bytes();
        session.entries.push(Entry {
            echo: Some(String::from_utf8_lossy(&bytes).trim_end().to_owned()),
            bytes,
            is_end: false,
            instructions: 20_000_000 + line * 1_234_567 % 9_999_991 + line * 10_000_000,
            date: 1_790_000_000_000 + line * 7_654 + line * line * 13 % 4_001,
        });
        session.marks.push(Mark {
            entries: line,
            instructions: session.entries.last().unwrap().instructions,
            output_bytes: hash.bytes(),
            output_hash: hash.printed(),
            label: String::new(),
        });
    }
    let file = session::write(&session).unwrap();
    assert!(file.len() < 10_000, "{} bytes for 300 lines", file.len());
    eprintln!("{} bytes for 300 lines", file.len());
    // What was echoed as it was typed is not kept twice.
    session
        .entries
        .iter_mut()
        .for_each(|entry| entry.echo = None);
    let unseen = session::write(&session).unwrap();
    assert!(file.len() < unseen.len() + 100, "{}", unseen.len());
}
