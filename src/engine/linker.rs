//! Owns the engine's view of whatever runs wasm: a table of functions, modules
//! that put functions into it, and calls. Deliberately without a browser: those
//! who run an engine bring their own, a browser, Node or a test.

/// Turns bytes into something callable.
pub trait Linker {
    /// Room for `functions` functions in the table: the first slot, or `None`
    /// when the table cannot grow.
    fn reserve(&mut self, functions: u32) -> Option<u32>;

    /// Instantiates a module that puts its functions where it was told to.
    ///
    /// # Errors
    /// The host's words when it refuses the module.
    fn link(&mut self, bytes: &[u8]) -> Result<(), String>;

    /// Gives back room that no module has filled.
    fn give_back(&mut self, first_slot: u32, functions: u32);

    /// Takes the functions out of the table, so that their module
    /// can go, and gives the room back.
    fn release(&mut self, first_slot: u32, functions: u32);

    /// Calls a function; the site at which it left.
    fn call(&mut self, slot: u32, registers: [u32; 8], budget: u32) -> u32;

    /// Milliseconds of some clock. What compiling costs is told by it, and whether compiled
    /// code is a gain: when there is code, and never what a program does.
    fn milliseconds(&self) -> f64;
}
