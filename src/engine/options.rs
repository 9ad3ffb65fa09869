//! Owns when an engine compiles, as far as somebody may choose it. Deliberately
//! decides nothing.

/// When to compile.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Jumps to an entry after which it is compiled.
    pub threshold: u32,
    /// Instructions of an entry's block, at all jumps to it, after which it is compiled
    /// whatever compiling has cost before: interpreting it has cost as much as
    /// compiling it will. A jump to a long block costs as many times more as
    /// compiling that does. On a host where compiling is dear, as many times more.
    pub overdue: u32,
    /// Further instructions, for each entry beyond the first, with which several that
    /// were put off are overdue together: they share what a module costs. One that has
    /// fewer of its own is not compiled with them: its part of the module costs more
    /// than it has by now. On a dear host as many times more, but for the latter.
    pub overdue_others: u32,
    /// Jumps to a block after which it is lowered with others.
    pub hot_count: u32,
    /// Exits at a site after which its tree is compiled again, for the unusual.
    pub exits: u32,
    /// Instructions that are interpreted with an eye on every access to an array
    /// before an entry is compiled, so that what is unusual is known from the
    /// first; 0 to learn it from exits alone.
    pub recorded: u64,
    /// Whether to compile whatever is hot, at any cost: for tests.
    pub is_eager: bool,
    /// Whether to compile wherever the finger stands, jumped to or not, and to
    /// interpret only what compiled code left: for tests.
    pub is_everywhere: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            threshold: 2000,
            overdue: 300_000,
            overdue_others: 50_000,
            hot_count: 20,
            exits: 200,
            recorded: 3000,
            is_eager: false,
            is_everywhere: false,
        }
    }
}
