//! Owns the checks of our own programs: the samples that the page offers and the
//! benchmarks. Each is assembled, run with what a person might type, and its
//! output compared with a model in plain Rust (in [`sample`]) or with what it
//! must say. Native only: the machine's own tests cover the targets.
#![cfg(not(target_arch = "wasm32"))]

mod sample;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sample::{halted, run, sample, source};
use um32::asm::assemble;
use um32::um::{ArrayState, Failure, FailureKind, Stop};

#[test]
fn every_sample_has_a_card_and_is_tested_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples");
    let names: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let tested = ["cave", "echo", "life", "lost-array", "mandelbrot"];
    assert_eq!(
        names,
        tested.iter().map(|name| format!("{name}.ums")).collect()
    );
    let mut titles = BTreeSet::new();
    for name in &names {
        let text = sample(name);
        let mut lines = text.lines();
        let title = lines.next().unwrap().strip_prefix("// title: ").unwrap();
        let about = lines.next().unwrap().strip_prefix("// about: ").unwrap();
        assert!(
            title.len() <= 30 && titles.insert(title.to_string()),
            "{name}"
        );
        assert!(
            about.len() <= 110 && about.ends_with('.'),
            "{name}: {about}"
        );
        for (number, line) in text.lines().enumerate() {
            assert!(line.len() <= 98, "{name}, line {}: too long", number + 1);
            assert_eq!(line, line.trim_end(), "{name}, line {}", number + 1);
        }
    }
}

#[test]
fn samples_stop_at_the_end_of_input() {
    for name in ["cave.ums", "echo.ums", "life.ums", "mandelbrot.ums"] {
        halted(&sample(name), "");
        halted(&sample(name), "x");
    }
}
// ---- Echo --------------------------------------------------------------------

#[test]
fn echo_shows_lines_backwards_and_in_hex() {
    let output = halted(
        &sample("echo.ums"),
        "abc\n\nThis line is longer than the room.\nno line feed",
    );
    assert_eq!(
        output,
        "Type a line and press Enter; ctrl-D on an empty line ends the input.\n\
         reversed  cba\n\
         in hex    61 62 63 \n\
         an empty line: a line feed and nothing before it\n\
         reversed  .moor eht naht regnol si enil sihT\n\
         in hex    54 68 69 73 20 6c 69 6e 65 20 69 73 20 6c 6f 6e 67 65 72 20 74 68 61 6e 20 \
         74 68 65 20 72 6f 6f 6d 2e \n\
         reversed  deef enil on\n\
         in hex    6e 6f 20 6c 69 6e 65 20 66 65 65 64 \n\
         The input has ended: Input gave ffffffff, all 32 bits set.\n"
    );
}

#[test]
fn echo_grows_its_array_and_keeps_only_one() {
    let line = "0123456789".repeat(1000);
    let run = run(&sample("echo.ums"), &format!("{line}\nx\n"));
    let reversed: String = line.chars().rev().collect();
    assert!(run.output.contains(&format!("reversed  {reversed}\n")));
    assert!(run.output.contains("reversed  x\nin hex    78 \n"));
    assert_eq!(run.live_arrays, 1);
}

// ---- A lost array ------------------------------------------------------------

#[test]
fn the_lost_array_fails_as_it_says() {
    let source = sample("lost-array.ums");
    let run = run(&source, "");
    assert_eq!(
        run.output,
        "The numbers from 1 to 10 are 55 together.\nNow the ten arrays are given back.\n"
    );
    let Stop::Failed(Failure {
        kind,
        platter,
        registers,
        array,
        ..
    }) = run.stop
    else {
        panic!("did not fail: {:?}", run.stop);
    };
    assert_eq!(kind, FailureKind::InactiveArray);
    assert_eq!(platter, Some(assemble("r2 := m[r1][r3]").unwrap()[0]));
    let array = array.expect("knowledge of the array");
    assert_eq!(array.identifier, registers[1]);
    assert_eq!(array.state, ArrayState::Abandoned);
    assert_eq!(run.live_arrays, 9);
}

#[test]
fn the_lost_array_is_mended_as_it_says() {
    let broken = "    unmap m[r1]\n    r2 := m[r1][r3]\n";
    let source = sample("lost-array.ums");
    assert_eq!(source.matches(broken).count(), 1);
    let mended = source.replace(broken, "    r2 := m[r1][r3]\n    unmap m[r1]\n");
    let run = run(&mended, "");
    assert_eq!(run.stop, Stop::Halted);
    assert!(run.output.ends_with("All of them are given back.\n"));
    assert_eq!(run.live_arrays, 0);
}

// ---- The benchmarks ----------------------------------------------------------

#[test]
fn benchmarks_print_their_checksums() {
    // Computed once by models in another language. An engine that gets anything
    // wrong on the way prints something else.
    for (name, checksum, live_arrays) in [
        ("arrays.ums", "be57cb71\n", 1),
        ("jump-table.ums", "cb7065d9\n", 0),
    ] {
        let run = run(&source("tests/bench/programs", name), "");
        assert_eq!(run.stop, Stop::Halted, "{name}");
        assert_eq!(run.output, checksum, "{name}");
        assert_eq!(run.live_arrays, live_arrays, "{name}");
        assert!(
            (90_000_000..110_000_000).contains(&run.instructions),
            "{name}: {} instructions",
            run.instructions
        );
    }
}
