//! Owns what the sections of a session file hold, written and read; the layout
//! is described in [`super`]. Deliberately leaves checksums and packing to
//! [`super::container`].

use super::container::{Reader, Section, VERSION, Writer};
use super::digest::{Digest, Printed};
use super::input_log;
use super::primitive::{Put, Take, Wrong};
use super::{Checkpoint, ENTRIES_MAX, Image, Mark, Parent, Session, SessionError, ShelfFile};
use crate::format::scroll::MAX_PLATTERS;
use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::io::{Read, Write};

const MARK_MIN_BYTES: usize = 12;
const NOTE_MIN_BYTES: usize = 2;
/// A file of some megabytes can hold an image larger than there is memory.
const IMAGE_MAX_BYTES: u64 = 4 * MAX_PLATTERS as u64;

/// The most bytes of a section that is read as numbers and texts, of which copies are made.
const TOLD_MAX_BYTES: usize = 256 << 20;

/// The sections in their order, with whether there may be many.
const ORDER: [([u8; 4], &str, bool); 7] = [
    (*b"HEAD", "its head", false),
    (*b"IMAG", "its image", false),
    (*b"LOGS", "its input log", false),
    (*b"MARK", "its marks", false),
    (*b"NOTE", "its notes", false),
    (*b"FILE", "a file of its shelf", true),
    (*b"CKPT", "a checkpoint", true),
];

pub(super) fn write(session: &Session, file: &mut Writer) {
    file.packed(*b"HEAD", &head(session));
    if let Some(image) = &session.image.bytes {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        let packed = gzip.write_all(image).and_then(|()| gzip.finish());
        file.stored(*b"IMAG", &packed.expect("writing to memory"));
    }
    file.packed(*b"LOGS", &input_log::write(&session.entries));
    if !session.marks.is_empty() {
        file.packed(*b"MARK", &marks(&session.marks));
    }
    if !session.notes.is_empty() {
        let mut content = Vec::new();
        content.number(session.notes.len() as u64);
        for (key, value) in &session.notes {
            content.text(key);
            content.text(value);
        }
        file.packed(*b"NOTE", &content);
    }
    for ShelfFile { name, bytes } in &session.shelf {
        let mut content = Vec::new();
        content.text(name);
        content.bytes(bytes);
        file.packed(*b"FILE", &content);
    }
    for checkpoint in &session.checkpoints {
        let mut content = Vec::new();
        content.number(checkpoint.entries);
        content.number(checkpoint.instructions);
        content.extend(&checkpoint.bytes);
        file.stored(*b"CKPT", &content);
    }
}

fn head(session: &Session) -> Vec<u8> {
    let mut head = Vec::new();
    head.text(&session.id);
    head.text(&session.name);
    head.number(session.created);
    head.extend(session.image.sha256.0);
    head.number(session.image.size_bytes);
    head.text(&session.image.name);
    head.push(u8::from(session.parent.is_some()));
    if let Some(parent) = &session.parent {
        head.text(&parent.id);
        head.number(parent.entries);
    }
    head
}

fn marks(marks: &[Mark]) -> Vec<u8> {
    let mut content = Vec::new();
    content.number(marks.len() as u64);
    for mark in marks {
        content.number(mark.entries);
        content.number(mark.instructions);
        content.number(mark.output_bytes);
        content.extend(mark.output_hash.0);
        content.text(&mark.label);
    }
    content
}

/// Refuses a section that begins with the number of what it holds, and says more than is taken:
/// however small the file, each of them takes memory.
pub(super) fn bounded(tag: [u8; 4], things: u64) -> Result<(), SessionError> {
    let what = match &tag {
        b"LOGS" => "it has over a million lines",
        b"MARK" => "it has over a million marks",
        b"NOTE" => "it has over a million notes",
        _ => return Ok(()),
    };
    // A mark may stand before the first entry.
    let most = ENTRIES_MAX as u64 + u64::from(tag == *b"MARK");
    let is_taken = things <= most;
    is_taken
        .then_some(())
        .ok_or(SessionError::TooLarge { what })
}

pub(super) fn read(mut file: Reader) -> Result<Session, SessionError> {
    let mut session: Option<Session> = None;
    let mut has_log = false;
    let mut reached = 0;
    while let Some(Section { tag, at, content }) = file.next()? {
        let found = ORDER.iter().position(|(known, _, _)| *known == tag);
        let Some(place) = found else {
            if tag[0].is_ascii_lowercase() {
                continue;
            }
            return Err(SessionError::Newer {
                version: VERSION,
                section: Some(tag.escape_ascii().to_string()),
            });
        };
        let (_, section, may_repeat) = ORDER[place];
        let senseless = |what| SessionError::Senseless { section, at, what };
        if place < reached {
            return Err(senseless("it comes twice, or too late"));
        }
        reached = place + usize::from(!may_repeat);
        bounded(tag, Take(&content).number().unwrap_or_default())?;
        if content.len() > TOLD_MAX_BYTES && !matches!(&tag, b"IMAG" | b"FILE" | b"CKPT") {
            return Err(SessionError::TooLarge {
                what: "it has over 256 MiB beside its program and its files",
            });
        }
        if place == 0 {
            session = Some(read_head(&mut Take(&content)).map_err(senseless)?);
            continue;
        }
        let session = session
            .as_mut()
            .ok_or_else(|| senseless("it comes before the head"))?;
        read_section(session, tag, &content).map_err(senseless)?;
        has_log |= tag == *b"LOGS";
    }
    let missing = |what| SessionError::Senseless {
        section: "session",
        at: 0,
        what,
    };
    let session = session.ok_or_else(|| missing("it has no head"))?;
    if !has_log {
        return Err(missing("it has no input log"));
    }
    Ok(session)
}

/// What a section that may follow the head adds to the session.
fn read_section(session: &mut Session, tag: [u8; 4], content: &[u8]) -> Result<(), Wrong> {
    let mut from = Take(content);
    match &tag {
        b"IMAG" => {
            let image = read_image(content, session.image.size_bytes)?;
            session.image.bytes = Some(image);
        }
        b"LOGS" => session.entries = input_log::read(&mut from)?,
        b"MARK" => session.marks = read_marks(&mut from)?,
        b"NOTE" => session.notes = read_notes(&mut from)?,
        b"FILE" => session.shelf.push(read_file(&mut from)?),
        _ => session.checkpoints.push(read_checkpoint(&mut from)?),
    }
    Ok(())
}

fn read_head(from: &mut Take) -> Result<Session, Wrong> {
    let session = Session {
        id: from.text()?,
        name: from.text()?,
        created: from.number()?,
        image: Image {
            sha256: Digest(from.array()?),
            size_bytes: from.number()?,
            name: from.text()?,
            bytes: None,
        },
        parent: match from.byte()? {
            0 => None,
            1 => Some(Parent {
                id: from.text()?,
                entries: from.number()?,
            }),
            _ => return Err("it has more than one parent"),
        },
        entries: Vec::new(),
        marks: Vec::new(),
        notes: BTreeMap::new(),
        shelf: Vec::new(),
        checkpoints: Vec::new(),
    };
    from.end()?;
    Ok(session)
}

fn read_image(gzip: &[u8], size_bytes: u64) -> Result<Vec<u8>, Wrong> {
    if size_bytes > IMAGE_MAX_BYTES {
        return Err("it is larger than any program can be");
    }
    // Not trusted: memory is taken as bytes come, and not more than announced.
    let mut image = Vec::new();
    let whole = GzDecoder::new(gzip)
        .take(size_bytes.saturating_add(1))
        .read_to_end(&mut image);
    if whole.is_err() {
        return Err("it cannot be unpacked");
    }
    if image.len() as u64 != size_bytes {
        return Err("it is longer or shorter than the head says");
    }
    Ok(image)
}

fn read_marks(from: &mut Take) -> Result<Vec<Mark>, Wrong> {
    let count = from.count(MARK_MIN_BYTES)?;
    let mut marks = Vec::with_capacity(count);
    for _ in 0..count {
        marks.push(Mark {
            entries: from.number()?,
            instructions: from.number()?,
            output_bytes: from.number()?,
            output_hash: Printed(from.array()?),
            label: from.text()?,
        });
    }
    from.end()?;
    Ok(marks)
}

fn read_notes(from: &mut Take) -> Result<BTreeMap<String, String>, Wrong> {
    let count = from.count(NOTE_MIN_BYTES)?;
    let mut notes = BTreeMap::new();
    for _ in 0..count {
        let (key, value) = (from.text()?, from.text()?);
        if notes.last_key_value().is_some_and(|(last, _)| *last >= key) {
            return Err("its keys do not ascend");
        }
        notes.insert(key, value);
    }
    from.end()?;
    Ok(notes)
}

fn read_file(from: &mut Take) -> Result<ShelfFile, Wrong> {
    let file = ShelfFile {
        name: from.text()?,
        bytes: from.bytes()?.to_vec(),
    };
    from.end()?;
    Ok(file)
}

fn read_checkpoint(from: &mut Take) -> Result<Checkpoint, Wrong> {
    Ok(Checkpoint {
        entries: from.number()?,
        instructions: from.number()?,
        bytes: from.0.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::session;
    use super::*;

    #[test]
    fn a_small_file_of_lines_without_number_is_refused_before_they_take_memory() {
        // Four bytes for each, of which packed nothing is left.
        let file = |tag, most: usize, each: usize| {
            let mut counted = Vec::new();
            counted.number(most as u64);
            counted.resize(counted.len() + each * most, 0);
            let mut writer = Writer::new();
            writer.packed(*b"HEAD", &head(&session("one")));
            if tag != *b"LOGS" {
                writer.packed(*b"LOGS", &input_log::write(&[]));
            }
            writer.packed(tag, &counted);
            writer.finish()
        };
        let refusal = |tag, most, each| {
            let file = file(tag, most, each);
            assert!(file.len() < 100_000, "{} bytes", file.len());
            super::super::read(&file).map(|read| read.entries.len())
        };
        assert_eq!(refusal(*b"LOGS", ENTRIES_MAX, 4), Ok(ENTRIES_MAX));
        for (tag, most, each, what) in [
            (*b"LOGS", ENTRIES_MAX, 4, "a million lines"),
            (*b"MARK", ENTRIES_MAX + 1, 12, "a million marks"),
            (*b"NOTE", ENTRIES_MAX, 2, "a million notes"),
        ] {
            let refused = refusal(tag, most + 1, each).unwrap_err().to_string();
            let larger = format!("This session is larger than um32 takes: it has over {what}.");
            assert_eq!(refused, larger);
        }
    }

    #[test]
    fn a_line_too_long_to_be_copied_is_refused() {
        let refusal = |bytes: usize| {
            let mut line = Vec::new();
            line.number(1);
            line.extend([0, 0, 0]);
            line.bytes(&vec![b'a'; bytes]);
            let mut writer = Writer::new();
            writer.packed(*b"HEAD", &head(&session("one")));
            writer.packed(*b"LOGS", &line);
            super::super::read(&writer.finish()).map(|read| read.entries[0].bytes.len())
        };
        assert_eq!(refusal(1 << 20), Ok(1 << 20));
        assert_eq!(
            refusal(TOLD_MAX_BYTES).unwrap_err().to_string(),
            "This session is larger than um32 takes: it has over 256 MiB beside its program and \
             its files."
        );
    }

    #[test]
    fn an_image_larger_than_any_program_is_refused_before_it_is_unpacked() {
        let broken = b"no gzip";
        let refusal = |size_bytes| read_image(broken, size_bytes).unwrap_err();
        assert_eq!(refusal(IMAGE_MAX_BYTES), "it cannot be unpacked");
        let larger = refusal(IMAGE_MAX_BYTES + 1);
        assert_eq!(larger, "it is larger than any program can be");
    }
}
