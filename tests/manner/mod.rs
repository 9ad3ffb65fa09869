//! Owns how a case is run: in several manners that must make no difference, to
//! an outcome with all that can be seen of the machine. Deliberately does not
//! know what the outcome must be, nor which engine runs.

use super::case::{Case, End};
use super::engine::Engine;
use um32::um::{Failure, Limits, Stop};

/// How a case is run.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    pub name: &'static str,
    /// Instructions a call.
    pub budget: u64,
    /// Input comes one byte at a time, each when the program waits for it.
    pub sips: bool,
    /// Bytes of output that may be queued.
    pub output_capacity: usize,
}

pub const MANNERS: [Manner; 5] = [
    Manner {
        name: "at one go",
        budget: u64::MAX,
        sips: false,
        output_capacity: 1 << 16,
    },
    Manner {
        name: "one instruction at a time",
        budget: 1,
        sips: false,
        output_capacity: 1 << 16,
    },
    Manner {
        name: "in budgets of 7",
        budget: 7,
        sips: false,
        output_capacity: 1 << 16,
    },
    Manner {
        name: "in sips",
        budget: 1000,
        sips: true,
        output_capacity: 1,
    },
    Manner {
        // Just enough for compiled code to be entered.
        name: "in sips, in budgets of 4,099",
        budget: 4_099,
        sips: true,
        output_capacity: 1,
    },
];

/// Enough for any case; little, because a runtime clears it all at each start.
const LIMITS: Limits = Limits {
    reserve_bytes: 16 << 20,
};
/// Far more than any case needs.
const INSTRUCTIONS_MAX: u64 = 20_000_000;

/// All that can be seen of a machine when it has ended.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    pub stop: Stop,
    pub finger: u32,
    pub instructions: u64,
    pub registers: [u32; 8],
    pub output: Vec<u8>,
    pub pending_input: usize,
    pub arrays: Vec<(u32, Vec<u32>)>,
}

/// What an instruction that does not happen must leave alone.
#[derive(Debug, PartialEq)]
struct State {
    finger: u32,
    instructions: u64,
    registers: [u32; 8],
    arrays: Vec<(u32, Vec<u32>)>,
}

/// Every active array with its platters, the 0 array first.
fn arrays(engine: &impl Engine) -> Vec<(u32, Vec<u32>)> {
    let machine = engine.machine();
    std::iter::once((0, machine.zero_array().to_vec()))
        .chain(machine.active_identifiers().map(|identifier| {
            let platters = machine.array(identifier).expect("an active identifier");
            (identifier, platters.to_vec())
        }))
        .collect()
}

fn state(engine: &impl Engine) -> State {
    let machine = engine.machine();
    State {
        finger: machine.finger(),
        instructions: machine.instructions(),
        registers: machine.registers(),
        arrays: arrays(engine),
    }
}

/// Runs `case` to its end and returns what can be seen then.
pub fn play<E: Engine>(case: &Case, manner: Manner) -> Outcome {
    let mut engine = E::new(&case.program, LIMITS).expect("memory for a case");
    let mut input = case.input.iter();
    let mut input_ends = case.input_ends;
    let mut output = Vec::new();
    let console = engine.machine_mut().console_mut();
    console.set_output_capacity(manner.output_capacity);
    if !manner.sips {
        console.push_input(input.as_slice());
        input = [].iter();
        if std::mem::take(&mut input_ends) {
            console.end_input();
        }
    }
    // Copying every array at every instruction would take minutes where there
    // are many; the cases that fail are short.
    let watch = manner.budget == 1 && matches!(case.end, End::Failed(_));
    let stop = loop {
        let before = engine.machine().instructions();
        assert!(before < INSTRUCTIONS_MAX, "{} does not end", manner.name);
        let state_before = watch.then(|| state(&engine));
        let stop = engine.run(manner.budget).expect("memory for a case");
        let done = engine.machine().instructions() - before;
        output.extend(engine.machine_mut().console_mut().take_output());
        match stop {
            Stop::BudgetSpent => assert_eq!(done, manner.budget, "a budget spent, {}", manner.name),
            Stop::OutputFull if manner.output_capacity == 1 => {}
            Stop::AwaitingInput if input.len() > 0 => {
                let byte = *input.next().expect("input is left");
                engine.machine_mut().console_mut().push_input(&[byte]);
            }
            Stop::AwaitingInput if input_ends => {
                input_ends = false;
                engine.machine_mut().console_mut().end_input();
            }
            end => {
                assert!(done <= manner.budget, "{done} done of {}", manner.budget);
                if let Some(state_before) = state_before {
                    assert_eq!(state_before, state(&engine), "something of it has happened");
                }
                break end;
            }
        }
    };
    let ended = state(&engine);
    assert_eq!(engine.run(1000), Ok(stop.clone()), "an end stays an end");
    assert_eq!(ended, state(&engine), "nothing happens after the end");
    assert_eq!(
        engine.run(0),
        Ok(if stop == Stop::Halted {
            Stop::Halted
        } else {
            Stop::BudgetSpent
        })
    );
    assert!(engine.machine_mut().console_mut().take_output().is_empty());
    if let Stop::Failed(failure) = &stop {
        check_report(&engine, failure);
    }
    let machine = engine.machine();
    Outcome {
        stop,
        finger: ended.finger,
        instructions: ended.instructions,
        registers: ended.registers,
        output,
        // In sips a program is never given what it does not ask for.
        pending_input: machine.console().pending_input() + input.len(),
        arrays: ended.arrays,
    }
}

/// A failure's report agrees with the machine as it stands.
fn check_report(engine: &impl Engine, failure: &Failure) {
    let machine = engine.machine();
    assert_eq!(failure.finger, machine.finger());
    assert_eq!(failure.registers, machine.registers());
    let platter = machine.zero_array().get(failure.finger as usize).copied();
    assert_eq!(failure.platter, platter);
    assert!(!failure.kind.rule().is_empty());
    let sentence = failure.to_string();
    assert!(
        sentence.ends_with('.') && sentence.contains(&failure.finger.to_string()),
        "{sentence}"
    );
}
