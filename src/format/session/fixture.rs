//! Owns the session that tests here change as they need: one without a line, whose image is not
//! in it.

use super::{Digest, Image, Session};
use std::collections::BTreeMap;

pub fn session(id: &str) -> Session {
    Session {
        id: id.to_owned(),
        name: String::new(),
        created: 0,
        image: Image {
            sha256: Digest::of(b"image"),
            size_bytes: 5,
            name: "a.um".to_owned(),
            bytes: None,
        },
        entries: Vec::new(),
        marks: Vec::new(),
        parent: None,
        notes: BTreeMap::new(),
        shelf: Vec::new(),
        checkpoints: Vec::new(),
    }
}
