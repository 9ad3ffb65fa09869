//! Owns the face of sessions: files, links and casts as plain JavaScript
//! objects, so that page and command line share one implementation. Deliberately
//! without rules of its own; those are in [`crate::format::session`].

use super::image;
use crate::format::asciicast::{self, Cast};
use crate::format::session::{self, Digest, Session, share};
use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::{JsCast, JsError, JsValue, wasm_bindgen};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A session, as a file holds it. Hashes are hexadecimal digits, dates milliseconds since 1970. */
export interface SessionFields {
  /** Tells this session from all others. */
  id: string;
  /** Given by the person; may be empty. */
  name: string;
  created: number;
  image: {
    /** Of the image as the machine reads it; 64 digits. */
    sha256: string;
    sizeBytes: number;
    name: string;
    /** The image itself, unpacked, when it travels with the session; the file holds it in gzip. */
    bytes?: Uint8Array;
  };
  entries: SessionEntry[];
  marks?: SessionMark[];
  /** The session this one left, and after how many entries. */
  parent?: { id: string; entries: number };
  /** Whatever else is to be remembered. */
  notes?: Record<string, string>;
  shelf?: { name: string; bytes: Uint8Array }[];
  /** In order; `bytes` are those of `Machine.checkpoint()`. */
  checkpoints?: { entries: number; instructions: number; bytes: Uint8Array }[];
}

/** One delivery of input, made when the program had read all before and asked. */
export interface SessionEntry {
  /** Empty for the end of input. */
  bytes: Uint8Array;
  /** The end of input is the last entry. */
  isEnd: boolean;
  /** The typed line as the terminal showed it, without its line feed; absent when nothing was echoed. */
  echo?: string;
  /** Instructions done when the program asked. */
  instructions: number;
  date: number;
}

/** A moment, to compare a replay with. */
export interface SessionMark {
  /** Entries delivered before it. */
  entries: number;
  instructions: number;
  /** Bytes printed since the beginning, dumps included. */
  outputBytes: number;
  /** `OutputHash.hex()` of them; 16 digits. */
  outputHash: string;
  label?: string;
}

/** What `readSession` gives: nothing is left out but what a file may lack. */
export type ReadSession = SessionFields &
  Required<Pick<SessionFields, 'marks' | 'notes' | 'shelf' | 'checkpoints'>>;

/** A session's essence, for a link. */
export interface SharedSession {
  /** SHA-256 of the image. */
  sha256: string;
  imageName: string;
  /** The bytes of each entry. */
  entries: Uint8Array[];
  /** Whether the end of input came after them. */
  ends: boolean;
}

/** A transcript. */
export interface CastFields {
  title: string;
  columns: number;
  rows: number;
  created: number;
  /** What was printed until the program asked, the line typed then, and when. */
  pieces: { output: Uint8Array; echo?: string; date?: number }[];
}
"#;

#[wasm_bindgen]
extern "C" {
    /// `SessionFields`.
    #[wasm_bindgen(typescript_type = "SessionFields")]
    #[derive(Debug)]
    pub type SessionFields;
    /// `ReadSession`.
    #[wasm_bindgen(typescript_type = "ReadSession")]
    #[derive(Debug)]
    pub type ReadSession;
    /// `SharedSession`.
    #[wasm_bindgen(typescript_type = "SharedSession")]
    #[derive(Debug)]
    pub type SharedSession;
    /// `CastFields`.
    #[wasm_bindgen(typescript_type = "CastFields")]
    #[derive(Debug)]
    pub type CastFields;
}

/// The file of a session.
///
/// # Errors
/// Throws an `Error` when fields are missing, of another type, or contradict each other.
#[wasm_bindgen(js_name = writeSession)]
pub fn write_session(fields: SessionFields) -> Result<Vec<u8>, JsError> {
    Ok(session::write(&taken::<Session>(fields.into())?)?)
}

/// The session in a file.
///
/// # Errors
/// Throws an `Error` whose message is a sentence that says what is wrong with
/// the file, and at which byte.
#[wasm_bindgen(js_name = readSession)]
pub fn read_session(bytes: &[u8]) -> Result<ReadSession, JsError> {
    Ok(given(&session::read(bytes)?)?.unchecked_into())
}

/// The sessions of a file that holds one or several, in order, each to be read
/// on its own.
#[wasm_bindgen(js_name = splitSessions)]
#[must_use]
pub fn split_sessions(bytes: &[u8]) -> Vec<Uint8Array> {
    session::split(bytes)
        .into_iter()
        .map(Uint8Array::from)
        .collect()
}

/// The text of a session for a link's fragment (base64url).
///
/// # Errors
/// Throws an `Error` when fields are missing or of another type; its message is a sentence for the
/// user when there is too much for a link.
#[wasm_bindgen(js_name = writeShare)]
pub fn write_share(shared: SharedSession) -> Result<String, JsError> {
    Ok(share::write(&taken(shared.into())?)?)
}

/// The session in a link's fragment.
///
/// # Errors
/// Throws an `Error` whose message is a sentence for the user.
#[wasm_bindgen(js_name = readShare)]
pub fn read_share(text: &str) -> Result<SharedSession, JsError> {
    Ok(given(&share::read(text)?)?.unchecked_into())
}

/// An asciicast file, version 2.
///
/// # Errors
/// Throws an `Error` when fields are missing or of another type.
#[wasm_bindgen(js_name = writeAsciicast)]
pub fn write_asciicast(cast: CastFields) -> Result<String, JsError> {
    Ok(asciicast::write(&taken::<Cast>(cast.into())?))
}

/// The SHA-256 of bytes, as 64 hexadecimal digits.
#[wasm_bindgen(js_name = sha256Hex)]
#[must_use]
pub fn sha256_hex(bytes: &Uint8Array) -> String {
    Digest::of_pieces(image::pieces(bytes)).to_string()
}

/// What was printed so far, hashed as it comes.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct OutputHash(session::OutputHash);

#[wasm_bindgen]
impl OutputHash {
    /// Nothing was printed yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// More was printed.
    pub fn update(&mut self, output: &[u8]) {
        self.0.update(output);
    }

    /// Bytes printed so far.
    #[must_use]
    pub fn bytes(&self) -> f64 {
        self.0.bytes() as f64
    }

    /// The hash so far, for a mark; more may come.
    #[must_use]
    pub fn hex(&self) -> String {
        self.0.printed().to_string()
    }
}

fn taken<T: DeserializeOwned>(value: JsValue) -> Result<T, JsError> {
    serde_wasm_bindgen::from_value(value).map_err(|error| JsError::new(&error.to_string()))
}

pub(super) fn given(value: &impl Serialize) -> Result<JsValue, JsError> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_maps_as_objects(true);
    value
        .serialize(&serializer)
        .map_err(|error| JsError::new(&error.to_string()))
}
