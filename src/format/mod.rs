//! Bytes of files on one side, platters and sessions on the other. Knows no
//! browser and no file system: bytes come in, bytes go out.

pub mod asciicast;
pub mod checkpoint;
mod checksum;
pub mod scroll;
pub mod session;
