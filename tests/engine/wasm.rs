//! Owns the linking of translated code in native tests: a WebAssembly runtime
//! whose memory holds the machine's arena. Every module is validated, by
//! another library than the one that runs it, before it is linked. Deliberately
//! knows nothing of what the code does.

use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};
use std::ops::Range;

use um32::engine::Linker;
use um32::um::arena::Arena;
use um32::um::{Limits, Machine, MemoryError};
use wasmi::{
    Engine, Extern, Func, Instance, Memory, MemoryType, Module, Nullable, Ref, RefType, Store,
    Table, TableType, Val,
};
use wasmparser::{Validator, WasmFeatures};

/// Bytes of a page of WebAssembly memory.
const PAGE_BYTES: usize = 65_536;
const ALIGN_BYTES: usize = 16;

/// What the translator may use; anything newer is a mistake.
const FEATURES: WasmFeatures = WasmFeatures::WASM2.union(WasmFeatures::TAIL_CALL);

/// Zeroed memory that does not move, for a runtime and a machine to share. Both
/// must be gone before it.
#[derive(Debug)]
pub struct Backing {
    origin: *mut u8,
    layout: Layout,
}

impl Backing {
    pub fn new(bytes: usize) -> Self {
        let bytes = bytes.next_multiple_of(PAGE_BYTES);
        let layout = Layout::from_size_align(bytes, ALIGN_BYTES).expect("a layout");
        // SAFETY: the layout is not empty.
        let origin = unsafe { alloc_zeroed(layout) };
        if origin.is_null() {
            handle_alloc_error(layout);
        }
        Self { origin, layout }
    }

    pub fn origin(&self) -> *mut u8 {
        self.origin
    }

    /// The machine's part: all but the first page, so that address 0 is no
    /// place in it, as in a browser.
    pub fn arena(&self) -> Range<u32> {
        PAGE_BYTES as u32..self.layout.size() as u32
    }
}

/// The linker of this host.
pub type HostLinker = RuntimeLinker;

/// A machine at the beginning of `program`, a linker for its code, and what must
/// go after both.
pub fn start(
    program: &[u32],
    limits: Limits,
) -> Result<(Machine, HostLinker, Backing), MemoryError> {
    let backing = Backing::new(limits.reserve_bytes);
    // SAFETY: the caller lets the backing go last.
    let linker = unsafe { RuntimeLinker::new(&backing) };
    // SAFETY: the memory is zeroed (by the runtime once more, therefore
    // this order) and aligned, only code compiled for this arena uses it
    // as well, and it goes last.
    let arena = unsafe { Arena::borrowed(backing.origin(), backing.arena()) };
    let machine = Machine::in_arena(arena, program)?;
    Ok((machine, linker, backing))
}

impl Drop for Backing {
    fn drop(&mut self) {
        // SAFETY: allocated by `new` with this layout.
        unsafe { dealloc(self.origin, self.layout) };
    }
}

/// Links into a runtime's table.
#[derive(Debug)]
pub struct RuntimeLinker {
    store: Store<()>,
    memory: Memory,
    table: Table,
}

impl RuntimeLinker {
    /// A linker whose memory is all of `backing`.
    ///
    /// # Safety
    /// The linker is gone before `backing`.
    pub unsafe fn new(backing: &Backing) -> Self {
        let mut store = Store::new(&Engine::default(), ());
        let bytes = backing.layout.size();
        let pages = (bytes / PAGE_BYTES) as u32;
        // SAFETY: the backing outlives this linker, by the caller's promise.
        // What the machine writes it writes while no translated code runs.
        let buffer = unsafe { std::slice::from_raw_parts_mut(backing.origin, bytes) };
        let memory = Memory::new_static(&mut store, MemoryType::new(pages, Some(pages)), buffer)
            .expect("a memory");
        let null = Ref::Func(Nullable::Null);
        let table =
            Table::new(&mut store, TableType::new(RefType::Func, 1, None), null).expect("a table");
        Self {
            store,
            memory,
            table,
        }
    }

    fn function(&self, slot: u32) -> Option<Func> {
        match self.table.get(&self.store, slot.into())? {
            Ref::Func(Nullable::Val(function)) => Some(function),
            _ => None,
        }
    }
}

impl Linker for RuntimeLinker {
    fn reserve(&mut self, functions: u32) -> Option<u32> {
        // Slots are never used again, so that a call of code that was dropped
        // meets nothing, and not something else.
        let null = Ref::Func(Nullable::Null);
        let first = self.table.grow(&mut self.store, functions.into(), null);
        first.ok().map(|first| first as u32)
    }

    fn link(&mut self, bytes: &[u8]) -> Result<(), String> {
        if let Err(error) = Validator::new_with_features(FEATURES).validate_all(bytes) {
            panic!("a module is not valid: {error}");
        }
        // SAFETY: validated just now.
        let module = unsafe { Module::new_unchecked(self.store.engine(), bytes) }
            .expect("a module the runtime takes");
        let imports: Vec<Extern> = module
            .imports()
            .map(|import| match (import.module(), import.name()) {
                ("um", "memory") => self.memory.into(),
                ("um", "table") => self.table.into(),
                (module, name) => panic!("a module asks for {module}.{name}"),
            })
            .collect();
        Instance::new(&mut self.store, &module, &imports).expect("an instance");
        Ok(())
    }

    fn give_back(&mut self, first_slot: u32, functions: u32) {
        for slot in first_slot..first_slot + functions {
            assert!(self.function(slot).is_none(), "slot {slot} is in use");
        }
    }

    fn release(&mut self, first_slot: u32, functions: u32) {
        let null = Ref::Func(Nullable::Null);
        for slot in first_slot..first_slot + functions {
            self.table
                .set(&mut self.store, slot.into(), null)
                .expect("a slot inside the table");
        }
    }

    fn call(&mut self, slot: u32, registers: [u32; 8], budget: u32) -> u32 {
        let function = self
            .function(slot)
            .unwrap_or_else(|| panic!("slot {slot} is called and is empty"));
        let values = registers.iter().chain([&budget]);
        let inputs: Vec<Val> = values.map(|value| Val::I32(value.cast_signed())).collect();
        let mut outputs = [Val::I32(0)];
        function
            .call(&mut self.store, &inputs, &mut outputs)
            .unwrap_or_else(|trap| panic!("translated code traps: {trap}"));
        let [Val::I32(site)] = outputs else {
            panic!("a site is a number");
        };
        site.cast_unsigned()
    }

    fn milliseconds(&self) -> f64 {
        0.0
    }
}
