//! Owns the translator as an engine under test: compiled code and interpreter
//! in turns, at a heat that the test chooses. Deliberately knows nothing of
//! how code is linked; that is [`super::host`].

use um32::engine::{Options, Sight, Snapshot, Statistics, Watches};
use um32::format::checkpoint::CheckpointError;
use um32::um::{Limits, Machine, MemoryError, Stop};

use super::host::{self, Backing, HostLinker};

/// How soon code is compiled.
#[derive(Clone, Copy, Debug)]
pub enum Heat {
    /// Wherever the finger stands, and all that can be reached from there.
    Everywhere,
    /// At the first jump, all that can be reached from there.
    FirstJump,
    /// At the first jump, only what was jumped to.
    FirstJumpAlone,
    /// As a person's machine does, but sooner, and whatever it costs: programs
    /// in tests are short.
    Normal,
}

impl Heat {
    /// Every heat.
    pub const ALL: [Self; 4] = [
        Self::Everywhere,
        Self::FirstJump,
        Self::FirstJumpAlone,
        Self::Normal,
    ];

    /// When code is compiled.
    pub fn options(self) -> Options {
        let eager = Options {
            is_eager: true,
            ..Options::default()
        };
        let soon = Options {
            threshold: 1,
            hot_count: 0,
            exits: 5,
            recorded: 0,
            ..eager
        };
        match self {
            Self::Everywhere => Options {
                is_everywhere: true,
                ..soon
            },
            Self::FirstJump => soon,
            Self::FirstJumpAlone => Options {
                hot_count: 1,
                ..soon
            },
            Self::Normal => Options {
                threshold: 100,
                recorded: 200,
                ..eager
            },
        }
    }
}

/// The translator around one machine. The fields are in the order in which they
/// must go.
pub struct Translator {
    machine: Machine,
    engine: um32::engine::Engine<HostLinker>,
    _backing: Backing,
}

impl Translator {
    /// A machine at the beginning of `program`.
    pub fn with_heat(program: &[u32], limits: Limits, heat: Heat) -> Result<Self, MemoryError> {
        Self::with_options(program, limits, heat.options())
    }

    /// As [`Translator::with_heat`], as soon as `options` say.
    pub fn with_options(
        program: &[u32],
        limits: Limits,
        options: Options,
    ) -> Result<Self, MemoryError> {
        let (machine, linker, backing) = host::start(program, limits)?;
        Ok(Self {
            machine,
            engine: um32::engine::Engine::new(linker, options),
            _backing: backing,
        })
    }

    /// Runs at most `budget` instructions.
    pub fn run(&mut self, budget: u64) -> Result<Stop, MemoryError> {
        self.engine.run(&mut self.machine, budget)
    }

    /// As `run`, only on to where the finger stands at one of these.
    pub fn run_to(&mut self, fingers: &[u32], budget: u64) -> Result<Option<Stop>, MemoryError> {
        self.engine.run_to(&mut self.machine, fingers, budget)
    }

    /// As `run_to`, only on to where one of the watched has changed.
    pub fn run_watching(
        &mut self,
        watches: &Watches,
        fingers: &[u32],
        budget: u64,
    ) -> Result<Sight, MemoryError> {
        let machine = &mut self.machine;
        (self.engine).run_watching(machine, watches, fingers, budget)
    }

    /// What it is now, to go back to.
    pub fn snapshot(&self) -> Snapshot {
        let mut snapshot = self.engine.begin_snapshot(&self.machine);
        let whole = snapshot.advance(&self.machine, usize::MAX);
        assert_eq!(whole, Some(true), "a little memory");
        snapshot
    }

    /// Goes back.
    pub fn rewind(&mut self, snapshot: &Snapshot) {
        self.engine.rewind(&mut self.machine, snapshot);
    }

    /// Goes to a checkpoint, in the place of what it is.
    pub fn restore_over(&mut self, checkpoint: &[u8]) {
        self.try_restore_over(checkpoint)
            .expect("a whole checkpoint");
    }

    /// The same, where it may be none.
    pub fn try_restore_over(&mut self, checkpoint: &[u8]) -> Result<(), CheckpointError> {
        self.engine.restore_over(&mut self.machine, checkpoint)
    }

    /// The machine, to look at.
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// The machine, for its console.
    pub fn machine_mut(&mut self) -> &mut Machine {
        &mut self.machine
    }

    /// What the translator did.
    pub fn statistics(&self) -> &Statistics {
        self.engine.statistics()
    }
}

/// Makes an engine of each heat, for tests that take an engine as a type.
macro_rules! engines {
    ($($name:ident)*) => {
        $(
            #[doc = concat!("The translator at heat [`Heat::", stringify!($name), "`].")]
            #[allow(dead_code)]
            pub struct $name(pub Translator);

            impl super::Engine for $name {
                const NAME: &'static str = concat!("translator, ", stringify!($name));

                fn new(program: &[u32], limits: Limits) -> Result<Self, MemoryError> {
                    Translator::with_heat(program, limits, Heat::$name).map(Self)
                }

                fn run(&mut self, budget: u64) -> Result<Stop, MemoryError> {
                    self.0.run(budget)
                }

                fn machine(&self) -> &Machine {
                    self.0.machine()
                }

                fn machine_mut(&mut self) -> &mut Machine {
                    self.0.machine_mut()
                }
            }
        )*
    };
}

engines! { Everywhere FirstJump FirstJumpAlone Normal }
