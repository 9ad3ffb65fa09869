//! Owns the linking of translated code into this very module: its bytes are
//! instantiated synchronously, its functions go into our own function table,
//! where Rust calls them like any function pointer.

use crate::engine::Linker;
use js_sys::{Function, Object, Reflect, Uint8Array, WebAssembly};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Performance;

/// The type of every translated function: registers and budget to site.
type Translated = extern "C" fn(u32, u32, u32, u32, u32, u32, u32, u32, u32) -> u32;

/// Links into the module's own memory and table.
#[derive(Debug)]
pub struct TableLinker {
    table: WebAssembly::Table,
    imports: Object,
    clear: Function,
    /// The finest clock, where the host has it.
    clock: Option<Performance>,
}

thread_local! {
    /// Slots that were released, as first slot and number, ascending. Every
    /// linker's, for the table is one and never shrinks.
    static FREE: RefCell<Vec<(u32, u32)>> = const { RefCell::new(Vec::new()) };
}

/// A module with a tail call: `(module (func (return_call 0)) ...)`.
fn probe() -> Vec<u8> {
    use wasm_encoder::{CodeSection, FunctionSection, Module, TypeSection};
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut functions = FunctionSection::new();
    functions.function(0);
    let mut body = wasm_encoder::Function::new([]);
    body.instructions().return_call(0).end();
    let mut code = CodeSection::new();
    code.function(&body);
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&code);
    module.finish()
}

/// Whether this host runs what the translator emits: wasm tail calls. Older browsers
/// do not.
pub fn is_supported() -> bool {
    let bytes = Uint8Array::from(probe().as_slice());
    WebAssembly::validate(&bytes).unwrap_or(false)
}

/// The finest clock of this host: a window, a worker and Node have the same one.
fn clock() -> Option<Performance> {
    let clock = Reflect::get(&js_sys::global(), &"performance".into()).ok()?;
    clock.dyn_into().ok()
}

/// Takes room for `functions` functions out of `free`.
fn take(free: &mut Vec<(u32, u32)>, functions: u32) -> Option<u32> {
    let room = free.iter().position(|&(_, slots)| slots >= functions)?;
    let (first, slots) = free[room];
    if slots == functions {
        free.remove(room);
    } else {
        free[room] = (first + functions, slots - functions);
    }
    Some(first)
}

/// Puts room back into `free`, joined with its neighbours.
fn put(free: &mut Vec<(u32, u32)>, first_slot: u32, functions: u32) {
    if functions == 0 {
        return;
    }
    let at = free.partition_point(|&(first, _)| first < first_slot);
    free.insert(at, (first_slot, functions));
    free.dedup_by(|next, before| {
        let joins = before.0 + before.1 == next.0;
        if joins {
            before.1 += next.1;
        }
        joins
    });
}

impl TableLinker {
    /// A linker, where the host supports it.
    pub fn new() -> Option<Self> {
        if !is_supported() {
            return None;
        }
        let table: WebAssembly::Table = wasm_bindgen::function_table().dyn_into().ok()?;
        let um = Object::new();
        Reflect::set(&um, &"memory".into(), &wasm_bindgen::memory()).ok()?;
        Reflect::set(&um, &"table".into(), &table).ok()?;
        let imports = Object::new();
        Reflect::set(&imports, &"um".into(), &um).ok()?;
        let clear = Reflect::get(&table, &"set".into()).ok()?.dyn_into().ok()?;
        Some(Self {
            table,
            imports,
            clear,
            clock: clock(),
        })
    }

    /// Instantiates a module.
    fn instantiate(&self, bytes: &[u8]) -> Result<(), JsValue> {
        let module = WebAssembly::Module::new(&Uint8Array::from(bytes))?;
        WebAssembly::Instance::new(&module, &self.imports)?;
        Ok(())
    }
}

impl Linker for TableLinker {
    fn reserve(&mut self, functions: u32) -> Option<u32> {
        FREE.with_borrow_mut(|free| take(free, functions))
            .or_else(|| self.table.grow(functions).ok())
    }

    fn link(&mut self, bytes: &[u8]) -> Result<(), String> {
        self.instantiate(bytes)
            .map_err(|error| format!("{error:?}"))
    }

    fn give_back(&mut self, first_slot: u32, functions: u32) {
        FREE.with_borrow_mut(|free| put(free, first_slot, functions));
    }

    fn release(&mut self, first_slot: u32, functions: u32) {
        for slot in first_slot..first_slot + functions {
            // Cannot fail: the slot is inside the table, and null is allowed.
            let _ = self.clear.call2(&self.table, &slot.into(), &JsValue::NULL);
        }
        self.give_back(first_slot, functions);
    }

    fn call(&mut self, slot: u32, [r0, r1, r2, r3, r4, r5, r6, r7]: [u32; 8], budget: u32) -> u32 {
        // SAFETY: in wasm a function pointer is an index of this table; the
        // engine calls only slots that a linked module filled, and every
        // function there is of this type (a mismatch would trap, not
        // misbehave). What it writes lies in the machine's arena.
        let function = unsafe { std::mem::transmute::<usize, Translated>(slot as usize) };
        function(r0, r1, r2, r3, r4, r5, r6, r7, budget)
    }

    fn milliseconds(&self) -> f64 {
        self.clock
            .as_ref()
            .map_or_else(js_sys::Date::now, Performance::now)
    }
}
