//! Owns the native build's part in the benchmark: the crate's interpreter as a
//! command, with the same manners as the plain C one beside it (program by
//! name, console on standard input and output; with `leave` it ends where the
//! program asks for more input than there is). Deliberately measures nothing;
//! whoever starts it does.
//!
//! Exit status: 0 halted, 1 the program failed, 2 misuse or host error.

use std::io::{Read, Write};
use std::process::ExitCode;

use um32::format::scroll;
use um32::um::{Limits, Machine, Stop};

fn main() -> ExitCode {
    let path = match std::env::args_os().nth(1) {
        Some(path) => path,
        None => {
            eprintln!("usage: native PROGRAM [leave] < input > output");
            return ExitCode::from(2);
        }
    };
    let leaves = std::env::args_os()
        .nth(2)
        .is_some_and(|word| word == "leave");
    match run(&path, leaves) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("native: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(path: &std::ffi::OsStr, leaves: bool) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let program = scroll::read(&std::fs::read(path)?)?;
    let mut machine = Machine::new(&program, Limits::default())?;
    let mut input = Vec::new();
    std::io::stdin().lock().read_to_end(&mut input)?;
    machine.console_mut().push_input(&input);
    if !leaves {
        machine.console_mut().end_input();
    }
    let mut output = std::io::stdout().lock();
    loop {
        let stop = machine.run(u64::MAX)?;
        output.write_all(&machine.console_mut().take_output())?;
        match stop {
            Stop::OutputFull => {}
            Stop::Halted => return Ok(ExitCode::SUCCESS),
            Stop::Failed(failure) => {
                eprintln!("native: {failure}");
                return Ok(ExitCode::from(1));
            }
            Stop::AwaitingInput => return Ok(ExitCode::SUCCESS),
            Stop::BudgetSpent => unreachable!("the budget has no end"),
        }
    }
}
