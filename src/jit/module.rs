//! Owns one module: its functions, what they share while they are lowered, and the
//! bytes around it all. What is in the helpers that stand before them is in `helpers`.

use super::code::{Body, PARAMETERS};
use super::exit::Site;
use super::helpers;
use super::refusal::Refusal;
use super::region::Region;
use super::tree::Tree;
use super::{Knowledge, Reason, Request};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use wasm_encoder::{
    BranchHint, BranchHints, CodeSection, ConstExpr, ElementSection, Elements, EntityType,
    Function, FunctionSection, ImportSection, MemoryType, RefType, TableType, TypeSection, ValType,
};

/// Functions in one module, at the most.
pub const FUNCTIONS_MAX: u32 = 32;
/// Instructions in one module, beyond which no function is begun.
const INSTRUCTIONS_MAX: u32 = 2000;

/// Index of the type of every translated function.
pub const FUNCTION_TYPE: u32 = 0;
/// Index of the helper `(identifier, offset) -> address`, 0 for none.
pub const REACH_TO_INDEX: u32 = 0;
/// As [`REACH_TO_INDEX`], for a platter to be amended.
pub const REACH_TO_AMEND: u32 = 1;
/// Index of the helper `(capacity) -> identifier`, 0 for none.
pub const ALLOCATE: u32 = 2;
const HELPERS: u32 = 3;
const REACH_TYPE: u32 = 1;
const ALLOCATE_TYPE: u32 = 2;
/// Index of the type of blocks that take a condition.
pub const CONDITION_TYPE: u32 = 3;

/// A compiled module.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The wasm module. It imports `um.memory` and `um.table`, and on
    /// instantiation puts its functions into the table from the first slot on.
    pub bytes: Vec<u8>,
    /// The entries of its functions, in the order of their slots.
    pub entries: Vec<u32>,
    /// Its sites, in the order of their numbers.
    pub sites: Vec<Site>,
    /// Platters that code was made from, ascending.
    pub covered: Vec<u32>,
    /// Platters that the code amends, ascending: they must not become code.
    pub data: Vec<u32>,
    /// Instructions lowered, copies counted.
    pub instructions: u32,
}

/// A module while its trees are lowered.
pub struct Module<'a> {
    pub request: Request<'a>,
    pub region: Region<'a>,
    entries: Vec<u32>,
    functions: FxHashMap<u32, u32>,
    /// Blocks that were lowered.
    lowered: FxHashSet<u32>,
    sites: Vec<Site>,
    covered: FxHashSet<u32>,
    data: FxHashSet<u32>,
    instructions: u32,
}

/// Compiles the trees at the request's roots, and those they call.
///
/// # Errors
/// [`Refusal`] when there is nothing to compile for the first root.
pub fn compile(request: Request<'_>) -> Result<Compiled, Refusal> {
    let Some(&first) = request.roots.first() else {
        return Err(Refusal::NothingToGain);
    };
    if first as usize >= request.program.len() {
        return Err(Refusal::OutsideProgram);
    }
    if request.knowledge.is_data(first) {
        return Err(Refusal::Data);
    }
    let mut module = Module {
        request,
        region: Region::new(request),
        entries: Vec::new(),
        functions: FxHashMap::default(),
        lowered: FxHashSet::default(),
        sites: Vec::new(),
        covered: FxHashSet::default(),
        data: FxHashSet::default(),
        instructions: 0,
    };
    let mut bodies = Vec::new();
    for &root in request.roots {
        let wanted = root == first || module.wants(root);
        if wanted && !module.functions.contains_key(&root) {
            module.add_function(root);
        }
        while let Some(&entry) = module.entries.get(bodies.len()) {
            bodies.push(Tree::new(&mut module, entry).lower());
        }
    }
    let leaves_at_once = |site: &Site| {
        site.finger == first && matches!(site.reason, Reason::Operator | Reason::Watched)
    };
    if module.instructions <= 1 && module.sites.iter().any(leaves_at_once) {
        return Err(Refusal::NothingToGain);
    }
    Ok(Compiled {
        bytes: module.encode(&bodies),
        entries: module.entries,
        sites: module.sites,
        covered: ascending(module.covered),
        data: ascending(module.data),
        instructions: module.instructions,
    })
}

/// Whether the block at `entry` is among those `lowered`, or begins a function elsewhere.
fn has_code(lowered: &FxHashSet<u32>, knowledge: &dyn Knowledge, entry: u32) -> bool {
    lowered.contains(&entry) || knowledge.is_compiled(entry) && !knowledge.is_made_anew(entry)
}

fn ascending(offsets: FxHashSet<u32>) -> Vec<u32> {
    let mut offsets: Vec<u32> = offsets.into_iter().collect();
    offsets.sort_unstable();
    offsets
}

impl Module<'_> {
    fn add_function(&mut self, entry: u32) -> u32 {
        let function = HELPERS + self.entries.len() as u32;
        self.entries.push(entry);
        self.functions.insert(entry, function);
        function
    }

    /// The function of this module for `entry`, begun if it is worth it.
    pub fn function_for(&mut self, entry: u32) -> Option<u32> {
        if let Some(&function) = self.functions.get(&entry) {
            return Some(function);
        }
        let wanted = self.wants(entry);
        wanted.then(|| self.add_function(entry))
    }

    /// Whether a function for `entry` is to be begun.
    fn wants(&self, entry: u32) -> bool {
        self.entries.len() < FUNCTIONS_MAX as usize
            && self.instructions < INSTRUCTIONS_MAX
            && self.is_worth_code(entry)
            && !self.request.knowledge.is_compiled(entry)
    }

    /// Whether code is to be made for `entry`.
    pub fn is_worth_code(&self, entry: u32) -> bool {
        (entry as usize) < self.request.program.len()
            && self.request.knowledge.is_hot(entry)
            && !self.is_data(entry)
    }

    /// Whether the block at `entry` was lowered here, or begins a function elsewhere.
    pub fn is_lowered(&self, entry: u32) -> bool {
        has_code(&self.lowered, self.request.knowledge, entry)
    }

    /// The loop headers of the tree at `entry`.
    pub fn loop_headers(&mut self, entry: u32) -> FxHashSet<u32> {
        let (lowered, knowledge) = (&self.lowered, self.request.knowledge);
        let is_elsewhere = |target| has_code(lowered, knowledge, target);
        self.region.loop_headers(entry, is_elsewhere)
    }

    pub fn note_lowered(&mut self, entry: u32) {
        self.lowered.insert(entry);
    }

    /// The number of a new site.
    pub fn add_site(&mut self, site: Site) -> u32 {
        self.sites.push(site);
        self.request.first_site + self.sites.len() as u32 - 1
    }

    /// Notes that code is made from the platter at `offset`.
    pub fn cover(&mut self, offset: u32) {
        self.covered.insert(offset);
        self.instructions += 1;
    }

    /// Whether the platter at `offset` must not become code.
    pub fn is_data(&self, offset: u32) -> bool {
        self.data.contains(&offset) || self.request.knowledge.is_data(offset)
    }

    /// Notes that the code amends the platter at `offset`; false when that is
    /// code.
    pub fn make_data(&mut self, offset: u32) -> bool {
        let is_code = self.covered.contains(&offset) || self.request.knowledge.is_covered(offset);
        if !is_code {
            self.data.insert(offset);
        }
        !is_code
    }

    fn encode(&self, bodies: &[Body]) -> Vec<u8> {
        let mut functions = FunctionSection::new();
        functions
            .function(REACH_TYPE)
            .function(REACH_TYPE)
            .function(ALLOCATE_TYPE);
        let mut code = CodeSection::new();
        code.function(&helpers::reach(&self.request, false))
            .function(&helpers::reach(&self.request, true))
            .function(&helpers::allocate(&self.request));
        let mut hints = BranchHints::new();
        for (body, index) in bodies.iter().zip(HELPERS..) {
            functions.function(FUNCTION_TYPE);
            let mut function = Function::new([(body.locals - PARAMETERS, ValType::I32)]);
            let first = function.byte_len() as u32;
            let unlikely = body.unlikely.iter().map(|offset| BranchHint {
                branch_func_offset: first + offset,
                branch_hint_value: 0,
            });
            hints.function_hints(index, unlikely);
            function.raw(body.bytes.iter().copied());
            code.function(&function);
        }

        let indices: Vec<u32> = (HELPERS..HELPERS + bodies.len() as u32).collect();
        let mut elements = ElementSection::new();
        let first_slot = ConstExpr::i32_const(self.request.first_slot.cast_signed());
        elements.active(None, &first_slot, Elements::Functions(Cow::Owned(indices)));

        let mut module = wasm_encoder::Module::new();
        module
            .section(&types())
            .section(&imports())
            .section(&functions)
            .section(&elements)
            .section(&hints)
            .section(&code);
        module.finish()
    }
}

/// The types, in the order of their indices.
fn types() -> TypeSection {
    let mut types = TypeSection::new();
    types
        .ty()
        .function([ValType::I32; PARAMETERS as usize], [ValType::I32]);
    types.ty().function([ValType::I32; 2], [ValType::I32]);
    types.ty().function([ValType::I32], [ValType::I32]);
    types.ty().function([ValType::I32], []);
    types
}

/// The host's memory and its table.
fn imports() -> ImportSection {
    let mut imports = ImportSection::new();
    let memory = MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    };
    imports.import("um", "memory", EntityType::Memory(memory));
    let table = TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 0,
        maximum: None,
        shared: false,
    };
    imports.import("um", "table", EntityType::Table(table));
    imports
}
