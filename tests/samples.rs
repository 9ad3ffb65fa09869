//! Owns the checks of our own programs: the samples that the page offers and the
//! benchmarks. Each is assembled, run with what a person might type, and its
//! output compared with a model in plain Rust or with what it must say. Native
//! only: the machine's own tests cover the targets.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use um32::asm::assemble;
use um32::um::{ArrayState, Failure, FailureKind, Limits, Machine, Stop};

/// More than any of them needs.
const INSTRUCTIONS_MAX: u64 = 1_000_000_000;

fn source(folder: &str, name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(folder)
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sample(name: &str) -> String {
    source("www/samples", name)
}

/// What became of a run, input ended.
struct Run {
    stop: Stop,
    output: String,
    instructions: u64,
    live_arrays: u64,
}

fn run(source: &str, input: &str) -> Run {
    let program = assemble(source).unwrap_or_else(|error| panic!("{error}"));
    let mut machine = Machine::new(&program, Limits::small()).expect("memory for the program");
    machine.console_mut().push_input(input.as_bytes());
    machine.console_mut().end_input();
    let mut output = Vec::new();
    loop {
        let stop = machine.run(INSTRUCTIONS_MAX).expect("memory");
        output.extend(machine.console_mut().take_output());
        if stop == Stop::OutputFull {
            continue;
        }
        return Run {
            stop,
            output: String::from_utf8_lossy(&output).into_owned(),
            instructions: machine.instructions(),
            live_arrays: machine.census().live_arrays,
        };
    }
}

/// The output of a program that must halt.
fn halted(source: &str, input: &str) -> String {
    let run = run(source, input);
    assert_eq!(run.stop, Stop::Halted, "after: {}", run.output);
    run.output
}

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

// ---- The Mandelbrot set ------------------------------------------------------

/// A view of the set: the width of a character and the middle, times 2^26.
struct View {
    step: i64,
    middle: (i64, i64),
    limit: u32,
    columns: i64,
    rows: i64,
}

impl View {
    /// Steps left for each character, in exact arithmetic of 64 bits.
    fn left(&self) -> Vec<Vec<u32>> {
        let multiply = |a: i64, b: i64| {
            // The sample cuts off towards 0.
            let size = (a.abs() * b.abs()) >> 26;
            if (a < 0) == (b < 0) { size } else { -size }
        };
        let point = |row: i64, column: i64| {
            let c_r = self.middle.0 + (column - self.columns / 2) * self.step;
            let c_i = self.middle.1 + (self.rows / 2 - row) * 2 * self.step;
            let (mut z_r, mut z_i, mut left) = (0, 0, self.limit);
            while left > 0 {
                let (r, i) = (multiply(z_r, z_r), multiply(z_i, z_i));
                if r + i >= 4 << 26 {
                    break;
                }
                z_i = 2 * multiply(z_r, z_i) + c_i;
                z_r = r - i + c_r;
                left -= 1;
            }
            left
        };
        (0..self.rows)
            .map(|row| (0..self.columns).map(|column| point(row, column)).collect())
            .collect()
    }

    fn shaded(&self) -> String {
        let shades = b".,:;=+*o%#%o*+=;";
        let mut text = String::new();
        for row in self.left() {
            text.extend(row.iter().map(|left| match left {
                0 => ' ',
                left => shades[((self.limit - left) % 16) as usize] as char,
            }));
            text.push('\n');
        }
        text
    }

    fn coloured(&self) -> String {
        let colours = [
            17, 18, 19, 20, 26, 32, 38, 44, 50, 86, 122, 158, 194, 230, 229, 228, 227, 221, 215,
            209, 203, 197, 161, 125, 89, 53,
        ];
        let mut text = String::new();
        for row in self.left() {
            let mut last = 0;
            for left in row {
                let colour = match left {
                    0 => 16,
                    left => colours[((self.limit - left) % 26) as usize],
                };
                if colour != last {
                    text += &format!("\x1b[48;5;{colour}m");
                }
                last = colour;
                text.push(' ');
            }
            text += "\x1b[49m\n";
        }
        text
    }
}

const WHOLE: (i64, i64) = (-50_331_648, 0);
const VALLEY: (i64, i64) = (-49_905_096, 8_846_687);

fn wide(depth: u32, limit: u32) -> View {
    View {
        step: 2_621_440 >> (2 * depth),
        middle: if depth == 0 { WHOLE } else { VALLEY },
        limit,
        columns: 78,
        rows: 33,
    }
}

fn mandelbrot(pictures: &[String], captions: &[(u32, u32)]) -> String {
    let mut text = String::new();
    for (picture, (magnified, limit)) in pictures.iter().zip(captions) {
        text += &format!(
            "{picture}Magnified {magnified} times, at most {limit} steps a point.\n\
             Enter: closer  b: back  c: colours  n: narrow or wide  q: end > "
        );
    }
    text
}

#[test]
fn mandelbrot_agrees_with_exact_arithmetic() {
    let views = [wide(0, 128), wide(1, 256), wide(2, 384), wide(1, 256)];
    assert_eq!(
        halted(&sample("mandelbrot.ums"), "\n\nb\nq\n"),
        mandelbrot(
            &views.map(|view| view.shaded()),
            &[(1, 128), (4, 256), (16, 384), (4, 256)]
        )
    );
    // Far down every bit of every product matters.
    let deep = halted(&sample("mandelbrot.ums"), &"\n".repeat(10));
    assert!(deep.contains(&wide(9, 3072).shaded()));
    assert_eq!(
        deep.matches("Magnified 262144 times, at most 3072 steps")
            .count(),
        1
    );
    assert_eq!(deep.matches("No closer").count(), 1);
}

#[test]
fn mandelbrot_has_colours_and_a_narrow_form() {
    let narrow = View {
        step: 2 * 2_621_440,
        columns: 39,
        rows: 17,
        ..wide(0, 128)
    };
    assert_eq!(
        halted(&sample("mandelbrot.ums"), "n\nc please\nn\nc\n"),
        mandelbrot(
            &[
                wide(0, 128).shaded(),
                narrow.shaded(),
                narrow.coloured(),
                wide(0, 128).coloured(),
                wide(0, 128).shaded(),
            ],
            &[(1, 128); 5]
        )
    );
    let unknown = halted(&sample("mandelbrot.ums"), "x\n");
    assert!(unknown.contains("There is no such command.\n"));
}

#[test]
fn mandelbrot_shows_its_first_picture_within_a_second() {
    let run = run(&sample("mandelbrot.ums"), "");
    assert!(
        (10_000_000..200_000_000).contains(&run.instructions),
        "{} instructions",
        run.instructions
    );
}

// ---- Life --------------------------------------------------------------------

const LIFE_WIDTH: usize = 64;
const LIFE_HEIGHT: usize = 20;

/// The worlds that a run of Life showed, each a row of text a line.
fn worlds(output: &str) -> Vec<Vec<Vec<bool>>> {
    output
        .replace("\x1b[J", "")
        .split("\x1b[H")
        .filter(|frame| !frame.is_empty())
        .map(|frame| {
            let rows: Vec<Vec<bool>> = frame
                .lines()
                .take(LIFE_HEIGHT)
                .map(|line| line.bytes().map(|cell| cell == b'O').collect())
                .collect();
            assert_eq!(rows.len(), LIFE_HEIGHT);
            assert!(rows.iter().all(|row| row.len() == LIFE_WIDTH));
            let living = rows.iter().flatten().filter(|cell| **cell).count();
            assert!(frame.contains(&format!(", {living} living.")), "{frame}");
            rows
        })
        .collect()
}

fn next_generation(world: &[Vec<bool>]) -> Vec<Vec<bool>> {
    let neighbours = |row: usize, column: usize| {
        let mut count = 0;
        for down in [LIFE_HEIGHT - 1, 0, 1] {
            for right in [LIFE_WIDTH - 1, 0, 1] {
                let cell = world[(row + down) % LIFE_HEIGHT][(column + right) % LIFE_WIDTH];
                count += usize::from(cell && (down, right) != (0, 0));
            }
        }
        count
    };
    (0..LIFE_HEIGHT)
        .map(|row| {
            (0..LIFE_WIDTH)
                .map(|column| match neighbours(row, column) {
                    2 => world[row][column],
                    count => count == 3,
                })
                .collect()
        })
        .collect()
}

#[test]
fn life_agrees_with_the_rule() {
    // Long enough for gliders to leave at every edge and to hit the gun.
    for start in ["", "r\n", "a\n", "s\n", "p\n"] {
        let output = halted(&sample("life.ums"), &format!("{start}\n2\n400\nq\n"));
        let shown = worlds(&output);
        let first = shown.len() - 404;
        for pair in shown[first..].windows(2) {
            assert!(next_generation(&pair[0]) == pair[1], "after {start:?}");
        }
        assert!(output.contains("Generation 403, "));
    }
}

#[test]
fn life_keeps_one_world() {
    let few = run(&sample("life.ums"), "10\n");
    let many = run(&sample("life.ums"), "100\ng\nr\n50\nx\n");
    assert_eq!(few.live_arrays, many.live_arrays);
    assert!(many.output.contains("There is no such pattern.\n"));
    assert!(worlds(&halted(&sample("life.ums"), "0\n")).len() == 2);
}

#[test]
fn lifes_pulsar_comes_back_after_three() {
    let output = halted(&sample("life.ums"), "p\n3\n");
    let shown = worlds(&output);
    assert_eq!(shown.len(), 5);
    assert!(shown[1] == shown[4]);
    assert!(shown[1] != shown[2] && shown[2] != shown[3]);
}

// ---- The cave ----------------------------------------------------------------

const OUT: &str = "ddddddssssddddssssssssddssddddddwwwwddddssddddddddddssssdddd";

/// The map shown last, without colours.
fn last_map(output: &str) -> Vec<String> {
    let mut text = output.to_string();
    for colour in ["\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m"] {
        text = text.replace(colour, "");
    }
    let frame = text.rsplit("\x1b[H\x1b[J").next().unwrap().to_string();
    let map: Vec<String> = frame.lines().take(19).map(String::from).collect();
    assert!(
        map.len() == 19 && map.iter().all(|row| row.len() == 39),
        "{frame}"
    );
    map
}

/// The cave that grows from a word, read off after being caught on purpose.
fn cave(word: &str) -> Vec<String> {
    let output = halted(
        &sample("cave.ums"),
        &format!("{word}\n{}\n", "dasw".repeat(300)),
    );
    assert!(output.contains("The keeper has you. Here is the cave.\n"));
    last_map(&output)
}

#[test]
fn caves_are_sound() {
    for word in ["", "sand", "a", "b", "pennsylvania", "Bound Variable"] {
        let map = cave(word);
        let count = |glyph| {
            map.iter()
                .flat_map(|row| row.chars())
                .filter(|c| *c == glyph)
                .count()
        };
        assert_eq!((count('o'), count('>'), count(' ')), (3, 1, 0), "{word:?}");
        // Rock all round, and every place can be reached from the first.
        let open = |row: usize, column: usize| map[row].as_bytes()[column] != b'#';
        let mut reached = BTreeSet::new();
        let mut edge = vec![(1, 1)];
        while let Some((row, column)) = edge.pop() {
            if open(row, column) && reached.insert((row, column)) {
                assert!((1..18).contains(&row) && (1..38).contains(&column));
                edge.extend([
                    (row + 1, column),
                    (row - 1, column),
                    (row, column + 1),
                    (row, column - 1),
                ]);
            }
        }
        assert_eq!(reached.len() + count('#'), 39 * 19, "{word:?}");
    }
}

#[test]
fn the_same_word_grows_the_same_cave() {
    assert_eq!(cave("sand"), cave("sand"));
    assert_ne!(cave("sand"), cave("sane"));
    assert_ne!(cave("ab"), cave("ba"));
}

#[test]
fn the_cave_can_be_left_with_three_platters() {
    let output = halted(&sample("cave.ums"), &format!("sand\n{OUT}\n"));
    assert!(output.contains("You are out, with all three platters.\n"));
    assert!(output.contains("Steps 60  Platters 3"));
    assert!(output.ends_with("Type a word: "));
    // One step a line shows more and changes nothing.
    let steps: String = OUT.chars().map(|step| format!("{step}\n")).collect();
    let slowly = halted(&sample("cave.ums"), &format!("sand\n{steps}"));
    assert_eq!(last_map(&slowly), last_map(&output));
    assert_eq!(slowly.matches("You take a platter.\n").count(), 2);
    assert_eq!(slowly.matches("The last platter. Now find").count(), 1);
    // And then another word begins anew.
    let again = halted(&sample("cave.ums"), &format!("sand\n{OUT}\nsand\n{OUT}\n"));
    assert_eq!(again.matches("Steps 60  Platters 3").count(), 2);
}

#[test]
fn the_cave_obeys_its_keys() {
    let run_and_walk = |keys: &str| last_map(&halted(&sample("cave.ums"), keys));
    // A run of the word's first corridor ends at its crossing, as steps do.
    assert_eq!(run_and_walk("sand\nD\n"), run_and_walk("sand\nddddd\nd\n"));
    // Walls are no steps.
    let output = halted(&sample("cave.ums"), "sand\nwwaa\n");
    assert!(output.contains("Steps 0  Platters 0  Keeper at 76\n"));
    assert_eq!(output.matches("q ends.\n").count(), 1);
    let help = halted(&sample("cave.ums"), "sand\nx\n?\n");
    assert_eq!(help.matches("q ends.\n").count(), 3);
    assert!(!halted(&sample("cave.ums"), "sand\nq\nd\n").contains("Steps 1 "));
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
