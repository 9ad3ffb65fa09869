//! Owns the machine's face: load, run in slices, feed, take, look. Deliberately does not
//! choose how long a slice is, nor what becomes of what was printed.

mod checkpoint;
mod snapshot;
mod trace;
mod watching;

use super::image;
use super::linker::TableLinker;
use super::report::{self, FailureReport, PositionReport};
use super::session::given;
use super::translator_report::TranslatorReport;
use crate::engine::{self, Engine, Options};
use crate::format::scroll;
use crate::um::{self, Limits, MemoryError, Trace};
use js_sys::Uint8Array;
use serde::Serialize;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// Why a run ended.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The program halted.
    Halted,
    /// It wants input and none is queued.
    AwaitingInput,
    /// As many instructions as asked for are done.
    BudgetSpent,
    /// The output queue is full.
    OutputFull,
    /// The program broke a rule; see `failure()`.
    Failed,
    /// The host has too little memory; see `hostError()`.
    OutOfMemory,
    /// The finger stands at an instruction that `runTo()` was to run to, or what it watched has
    /// changed; see `changed()`.
    Arrived,
}

/// A Universal Machine with a program in it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Machine {
    machine: um::Machine,
    failure: Option<um::Failure>,
    error: Option<MemoryError>,
    engine: Option<Engine<TableLinker>>,
    /// The notes of a run that is done over again.
    trace: Option<Trace>,
    /// What the last run changed of what it watched.
    changed: Option<engine::Changed>,
}

impl Machine {
    fn limits(reserve_bytes: Option<f64>) -> Limits {
        reserve_bytes.map_or_else(Limits::default, |bytes| Limits {
            reserve_bytes: bytes as usize,
        })
    }

    fn around(machine: um::Machine) -> Self {
        Self {
            machine,
            failure: None,
            error: None,
            engine: None,
            trace: None,
            changed: None,
        }
    }

    /// Why a run ended, in words of this face; nothing is where it arrived.
    fn stopped(&mut self, stop: Result<Option<um::Stop>, MemoryError>) -> Stop {
        self.failure = None;
        self.error = None;
        self.changed = None;
        match stop {
            Ok(Some(um::Stop::Halted)) => Stop::Halted,
            Ok(Some(um::Stop::AwaitingInput)) => Stop::AwaitingInput,
            Ok(Some(um::Stop::BudgetSpent)) => Stop::BudgetSpent,
            Ok(Some(um::Stop::OutputFull)) => Stop::OutputFull,
            Ok(Some(um::Stop::Failed(failure))) => {
                self.failure = Some(failure);
                Stop::Failed
            }
            Ok(None) => Stop::Arrived,
            Err(error) => {
                self.error = Some(error);
                Stop::OutOfMemory
            }
        }
    }
}

/// Runs the machine in the engine it has, or by itself. Once in the module: it is large.
#[inline(never)]
fn go_on(
    engine: &mut Option<Engine<TableLinker>>,
    machine: &mut um::Machine,
    budget_instructions: u64,
) -> Result<um::Stop, MemoryError> {
    match engine {
        Some(engine) => engine.run(machine, budget_instructions),
        None => machine.run(budget_instructions),
    }
}

/// As a plain object, if there is anything to tell.
fn told(report: Option<impl Serialize>) -> JsValue {
    // Nothing of the reports is refused.
    given(&report).unwrap_or_default()
}

#[wasm_bindgen]
impl Machine {
    /// Reads a scroll (gzip is unpacked; a `name` ending in `.ums` is
    /// assembled) and puts the machine at its beginning. `reserve_bytes` is
    /// the address space to set aside.
    ///
    /// # Errors
    /// Throws an `Error` whose message is a sentence for the user.
    #[wasm_bindgen(constructor)]
    pub fn new(
        file: &Uint8Array,
        name: &str,
        reserve_bytes: Option<f64>,
    ) -> Result<Machine, JsError> {
        Self::of_image(&image::read_image(file, name)?, reserve_bytes)
    }

    /// A machine with an image that `readImage` gave: taken as it is, whatever
    /// other kind of file its bytes may look like.
    ///
    /// # Errors
    /// Throws an `Error` whose message is a sentence for the user.
    #[wasm_bindgen(js_name = ofImage)]
    pub fn of_image(image: &Uint8Array, reserve_bytes: Option<f64>) -> Result<Machine, JsError> {
        let limits = Self::limits(reserve_bytes);
        let fill = |platters: &mut [u32]| image::copy_platters(image, platters);
        let machine = um::Machine::filled(image.length() / 4, limits, fill)?;
        Ok(Self::around(machine))
    }

    /// Runs at most `budget_instructions` instructions; exactly that many when
    /// it answers `BudgetSpent`.
    pub fn run(&mut self, budget_instructions: f64) -> Stop {
        let budget = budget_instructions as u64;
        let stop = match &mut self.trace {
            Some(trace) => trace.run(&mut self.machine, budget, |machine| {
                go_on(&mut None, machine, 1)
            }),
            None => go_on(&mut self.engine, &mut self.machine, budget),
        };
        self.stopped(stop.map(Some))
    }

    /// As `run`, an instruction at least and then only on to where the finger stands at one of
    /// `fingers`, or where one of the `watched` has changed: then it answers `Arrived`. What is
    /// interpreted of it takes several times as long as otherwise.
    /// Of these there are two words each: a platter's identifier and offset, or a register's number
    /// and 0xffffffff, an offset that no array has.
    #[wasm_bindgen(js_name = runTo)]
    pub fn run_to(&mut self, fingers: &[u32], watched: &[u32], budget_instructions: f64) -> Stop {
        let budget = budget_instructions as u64;
        if !watched.is_empty() {
            return self.run_watching(fingers, watched, budget);
        }
        let stop = match &mut self.engine {
            Some(engine) => engine.run_to(&mut self.machine, fingers, budget),
            None => engine::run_to(&mut self.machine, fingers, budget),
        };
        self.stopped(stop)
    }

    /// Has hot code translated to WebAssembly from now on. Answers false, and
    /// stays with the interpreter, where the host lacks wasm tail calls.
    /// `threshold` is the number of jumps after which an entry is hot.
    pub fn translate(&mut self, threshold: Option<u32>) -> bool {
        let options = threshold.map_or_else(Options::default, |threshold| Options {
            threshold: threshold.max(1),
            hot_count: Options::default().hot_count.min(threshold),
            is_eager: true,
            ..Options::default()
        });
        self.engine = TableLinker::new().map(|linker| Engine::new(linker, options));
        self.engine.is_some()
    }

    /// What the translator did, with the busiest `sites` exits; nothing without the
    /// translator.
    #[wasm_bindgen(js_name = translatorReport, unchecked_return_type = "TranslatorReport | undefined")]
    #[must_use]
    pub fn translator_report(&self, sites: usize) -> JsValue {
        let engine = self.engine.as_ref();
        told(
            engine.map(|engine| {
                TranslatorReport::new(engine.statistics(), &engine.busiest_sites(sites))
            }),
        )
    }

    /// Instructions done since the beginning.
    #[must_use]
    pub fn instructions(&self) -> f64 {
        self.machine.instructions() as f64
    }

    /// The execution finger.
    #[must_use]
    pub fn finger(&self) -> u32 {
        self.machine.finger()
    }

    /// The eight registers.
    #[must_use]
    pub fn registers(&self) -> Vec<u32> {
        self.machine.registers().to_vec()
    }

    /// Queues input.
    #[wasm_bindgen(js_name = pushInput)]
    pub fn push_input(&mut self, bytes: &[u8]) {
        self.machine.console_mut().push_input(bytes);
    }

    /// Signals the end of input; it cannot be taken back.
    #[wasm_bindgen(js_name = endInput)]
    pub fn end_input(&mut self) {
        self.machine.console_mut().end_input();
    }

    /// Bytes of input not yet read.
    #[wasm_bindgen(js_name = pendingInput)]
    #[must_use]
    pub fn pending_input(&self) -> usize {
        self.machine.console().pending_input()
    }

    /// How often Input gave the end of input.
    #[wasm_bindgen(js_name = endsRead)]
    #[must_use]
    pub fn ends_read(&self) -> f64 {
        self.machine.ends_read() as f64
    }

    /// All output since the last call.
    #[wasm_bindgen(js_name = takeOutput)]
    pub fn take_output(&mut self) -> Vec<u8> {
        self.machine.console_mut().take_output()
    }

    /// Sets how many bytes of output may be queued before a run answers
    /// `OutputFull`.
    #[wasm_bindgen(js_name = setOutputCapacity)]
    pub fn set_output_capacity(&mut self, bytes: usize) {
        self.machine.console_mut().set_output_capacity(bytes);
    }

    /// The failure, after `Stop.Failed`.
    #[wasm_bindgen(unchecked_return_type = "FailureReport | undefined")]
    #[must_use]
    pub fn failure(&self) -> JsValue {
        let failure = self.failure.as_ref();
        told(failure.map(|failure| FailureReport::of(&self.machine, failure)))
    }

    /// What whoever wrote the program may have done wrongly, by the look of the 0 array.
    #[must_use]
    pub fn doubt(&self) -> Option<String> {
        scroll::doubt(self.machine.zero_array()).map(str::to_owned)
    }

    /// A sentence with figures, after `Stop.OutOfMemory`.
    #[wasm_bindgen(js_name = hostError)]
    #[must_use]
    pub fn host_error(&self) -> Option<String> {
        self.error.as_ref().map(ToString::to_string)
    }

    /// The instruction that asked for memory, after `Stop.OutOfMemory`.
    #[wasm_bindgen(js_name = memoryReport, unchecked_return_type = "PositionReport | undefined")]
    #[must_use]
    pub fn memory_report(&self) -> JsValue {
        self.error.map_or(JsValue::UNDEFINED, |_| self.position())
    }

    /// The instruction that is next, between two runs; nothing where the finger is outside the
    /// 0 array.
    #[wasm_bindgen(unchecked_return_type = "PositionReport | undefined")]
    #[must_use]
    pub fn position(&self) -> JsValue {
        told(PositionReport::of(&self.machine))
    }

    /// How many platters an active array has, then those from `offset` on, at most `most`;
    /// nothing of an array that is not active.
    #[wasm_bindgen(js_name = lookInto)]
    #[must_use]
    pub fn look_into(&self, identifier: u32, offset: u32, most: u32) -> Option<Vec<u32>> {
        let (capacity, part) = self.machine.arrays().part(identifier, offset, most)?;
        Some([&[capacity], part].concat())
    }

    /// What is known of an identifier, as in `failure()`. Goes through all that was abandoned.
    #[wasm_bindgen(js_name = arrayState)]
    #[must_use]
    pub fn array_state(&self, identifier: u32) -> String {
        report::state_name(self.machine.arrays().knowledge(identifier))
    }

    /// Platters of the 0 array.
    #[wasm_bindgen(js_name = programPlatters)]
    #[must_use]
    pub fn program_platters(&self) -> usize {
        self.machine.zero_array().len()
    }

    /// Active arrays, the 0 array not counted. Looks at every granule ever
    /// used: about 1 ms for four million arrays.
    #[wasm_bindgen(js_name = liveArrays)]
    #[must_use]
    pub fn live_arrays(&self) -> f64 {
        self.machine.census().live_arrays as f64
    }

    /// Bytes in use by arrays and their book-keeping.
    #[wasm_bindgen(js_name = memoryBytes)]
    #[must_use]
    pub fn memory_bytes(&self) -> f64 {
        self.machine.arrays().memory_bytes() as f64
    }
}
