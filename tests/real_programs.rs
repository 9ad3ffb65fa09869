//! Owns the runs of the programs that people have: the contest's benchmark, its
//! codex, and sessions of UMIX, byte for byte and instruction for instruction.
//! None of them is part of this project; a test whose files are missing says so,
//! by name, and is skipped ([`programs`]). The counts of instructions were taken
//! with a plain C machine.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "not every test names its engine")]
mod engine;
mod programs;

use engine::{Engine, Interpreter};
use programs::{find, programs, skip, transcripts};
use sha2::{Digest, Sha256};
use um32::asm;
use um32::format::scroll;
use um32::um::{Limits, Stop};

const KEY: &[u8] = b"(\\b.bb)(\\v.vv)06FHPVboundvarHRAk\n";
/// What the codex says before it dumps.
const COLON: &[u8] = b"UM program follows colon:";
const UMIX_SHA256: &str = "4cf39631e13b3415eba0b353d5328f4bb81cf6b8800fa7e4974f7702eb978332";
const UMIX_BYTES: usize = 16_165_004;

/// Sessions of UMIX, with the instructions that each takes to its end.
const SESSIONS: [(&str, u64); 6] = [
    ("guest-qbasic", 27_162_623),
    ("guest-tour", 20_811_749),
    ("howie-adventure", 171_057_793),
    ("knr-ucc", 59_338_119),
    ("ohmega-2d", 31_673_396),
    ("wrong-password", 302_870_612),
];

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What a program printed and what it took, run to its end with all its input
/// at hand. The end of input follows the last byte.
fn run<E: Engine>(image: &[u8], input: &[u8]) -> (Vec<u8>, Stop, u64) {
    let program = scroll::read(image).unwrap_or_else(|error| panic!("{error}"));
    let mut engine = E::new(&program, Limits::default()).expect("memory for the program");
    let console = engine.machine_mut().console_mut();
    console.push_input(input);
    console.end_input();
    let mut output = Vec::new();
    loop {
        let stop = engine.run(u64::MAX).expect("memory");
        output.extend(engine.machine_mut().console_mut().take_output());
        if stop != Stop::OutputFull {
            return (output, stop, engine.machine().instructions());
        }
    }
}

/// Where `found` first differs from `expected`, with what stands around.
fn compare_bytes(what: &str, found: &[u8], expected: &[u8]) {
    if found == expected {
        return;
    }
    let at = found
        .iter()
        .zip(expected)
        .take_while(|(one, other)| one == other)
        .count();
    let around = |bytes: &[u8]| {
        bytes[at.saturating_sub(40)..(at + 40).min(bytes.len())]
            .escape_ascii()
            .to_string()
    };
    panic!(
        "{what}: {} bytes of {} agree\n   found: {}\nexpected: {}",
        at,
        expected.len(),
        around(found),
        around(expected)
    );
}

fn sandmark<E: Engine>() {
    let folder = programs();
    let (Some(image), Some(expected)) = (
        find(&folder.join("sandmark.umz")),
        find(&folder.join("sandmark-output.txt")),
    ) else {
        return;
    };
    let (output, stop, instructions) = run::<E>(&image, b"");
    compare_bytes("SANDmark", &output, &expected);
    assert_eq!(stop, Stop::Halted);
    assert_eq!(instructions, 5_556_001_579);
}

fn codex<E: Engine>() {
    let Some(image) = find(&programs().join("codex.umz")) else {
        return;
    };
    let (output, stop, instructions) = run::<E>(&image, &[KEY, b"px"].concat());
    assert_eq!(stop, Stop::Halted);
    assert_eq!(instructions, 2_002_193_869);
    let colon = output
        .windows(COLON.len())
        .position(|window| window == COLON)
        .expect("the codex announces its dump");
    let dump = &output[colon + COLON.len()..][..UMIX_BYTES];
    assert_eq!(sha256(dump), UMIX_SHA256);
    // What was dumped boots.
    let (output, stop, _) = run::<E>(dump, b"guest\nlogout\n");
    assert_eq!(stop, Stop::Halted);
    assert!(
        output
            .windows(18)
            .any(|window| window == b"logged in as guest")
    );
}

fn codex_with_a_wrong_key<E: Engine>() {
    let Some(image) = find(&programs().join("codex.umz")) else {
        return;
    };
    let (output, stop, _) = run::<E>(&image, b"swordfish\n");
    assert_eq!(stop, Stop::Halted);
    assert!(
        output.ends_with(b"wrong key\n"),
        "{}",
        output.escape_ascii()
    );
}

fn session<E: Engine>(name: &str, expected_instructions: u64) {
    let folder = programs();
    let transcripts = transcripts();
    let (Some(image), Some(typed), Some(expected)) = (
        find(&folder.join("umix.um.gz")),
        find(&transcripts.join(format!("{name}.in"))),
        find(&transcripts.join(format!("{name}.out"))),
    ) else {
        return;
    };
    let (output, stop, instructions) = run::<E>(&image, &typed);
    compare_bytes(name, &output, &expected);
    assert_eq!(stop, Stop::Halted);
    assert_eq!(instructions, expected_instructions);
}

/// The machine written in its own code runs whatever program follows it.
fn machine_in_the_machine<E: Engine>() {
    let folder = programs();
    let transcripts = transcripts();
    let (Some(um), Some(umix), Some(typed), Some(expected)) = (
        find(&folder.join("um.um")),
        find(&folder.join("umix.um.gz")),
        find(&transcripts.join("guest-tour.in")),
        find(&transcripts.join("guest-tour.out")),
    ) else {
        return;
    };
    let umix = scroll::write(&scroll::read(&umix).expect("a scroll"));
    let (output, stop, instructions) = run::<E>(&[um, umix].concat(), &typed);
    compare_bytes("UMIX on a machine in the machine", &output, &expected);
    assert_eq!(stop, Stop::Halted);
    assert_eq!(instructions, 499_694_904);
}

#[test]
fn sandmark_prints_what_it_must() {
    sandmark::<Interpreter>();
}

#[test]
fn codex_dumps_umix() {
    codex::<Interpreter>();
}

#[test]
fn codex_refuses_a_wrong_key() {
    codex_with_a_wrong_key::<Interpreter>();
}

#[test]
fn sessions_of_umix_are_as_they_were() {
    for (name, instructions) in SESSIONS {
        session::<Interpreter>(name, instructions);
    }
}

#[test]
fn umix_runs_on_a_machine_in_the_machine() {
    machine_in_the_machine::<Interpreter>();
}

/// A transcript that nobody runs would check nothing.
#[test]
fn every_transcript_is_run() {
    let Ok(entries) = std::fs::read_dir(transcripts()) else {
        skip(&transcripts());
        return;
    };
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .expect("a name");
        assert!(
            SESSIONS.iter().any(|(session, _)| *session == name),
            "{name} is not in the list of sessions"
        );
    }
}

#[test]
fn images_survive_disassembly_and_listing() {
    for name in ["sandmark.umz", "codex.umz", "umix.um.gz"] {
        let Some(image) = find(&programs().join(name)) else {
            continue;
        };
        let program = scroll::read(&image).unwrap_or_else(|error| panic!("{error}"));
        // Not assert_eq: nobody wants to read four million platters.
        let text = asm::disassemble(&program);
        assert!(asm::assemble(&text).unwrap() == program, "{name}");
        let text: String = asm::listing(&program, 0)
            .map(|line| format!("{line}\n"))
            .collect();
        assert!(asm::assemble(&text).unwrap() == program, "{name}, listed");
    }
}
