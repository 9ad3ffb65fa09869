//! Owns finding the programs that people have and that are no part of this
//! project: in `../shared/programs` beside it, or in the folder that
//! `UM32_PROGRAMS` names, and transcripts of sessions in `transcripts` beside that
//! folder. A test whose files are missing says so, in the words that
//! `www/setup/counts.mjs` counts as skipped. Deliberately knows nothing of what is
//! in the files.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The folder of the programs.
pub fn programs() -> PathBuf {
    match std::env::var_os("UM32_PROGRAMS") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/programs"),
    }
}

/// The folder of the transcripts.
pub fn transcripts() -> PathBuf {
    programs().join("../transcripts")
}

/// The file's bytes; without it, says that the test that asks is skipped.
pub fn find(path: &Path) -> Option<Vec<u8>> {
    match std::fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            skip(path);
            None
        }
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

/// Says that the test that asks is skipped for want of `path`.
pub fn skip(path: &Path) {
    let thread = std::thread::current();
    // A test's thread has its name, unless there is one thread for all.
    let test = thread.name().unwrap_or("unnamed");
    let line = format!("skipped: {test}, for want of {}\n", path.display());
    // Past the test harness, which keeps what a passing test prints; at one go,
    // so that nothing comes in between.
    let _ = std::io::stderr().write_all(line.as_bytes());
}
