//! Owns the running of our own programs with what a person might type, and the
//! samples that are compared with a model, each in a file of its name.

mod cave;
mod life;
mod mandelbrot;

use std::fs;
use std::path::Path;

use um32::asm::assemble;
use um32::um::{Limits, Machine, Stop};

/// More than any of them needs.
const INSTRUCTIONS_MAX: u64 = 1_000_000_000;

pub fn source(folder: &str, name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(folder)
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn sample(name: &str) -> String {
    source("www/samples", name)
}

/// What became of a run, input ended.
pub struct Run {
    pub stop: Stop,
    pub output: String,
    pub instructions: u64,
    pub live_arrays: u64,
}

pub fn run(source: &str, input: &str) -> Run {
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
pub fn halted(source: &str, input: &str) -> String {
    let run = run(source, input);
    assert_eq!(run.stop, Stop::Halted, "after: {}", run.output);
    run.output
}
