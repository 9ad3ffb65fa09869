//! Owns the functions that stand before the translated ones in every module, for
//! what any of these may ask for. Deliberately knows nothing of trees and exits.

use super::Request;
use super::code::{byte, long, word};
use crate::um::layout::{GRANULE_BYTES, LONG, Layout, SHORT_MAX, header};
use wasm_encoder::{BlockType, Function, InstructionSink, ValType};

/// Locals of [`reach`]: its parameters, then one of its own.
const IDENTIFIER: u32 = 0;
const OFFSET: u32 = 1;
const SHADOW: u32 = 2;

/// The helper that finds any platter: `(identifier, offset) -> address`, 0 for none.
pub fn reach(request: &Request, to_amend: bool) -> Function {
    let layout = request.layout;
    let mut function = Function::new([(1, ValType::I32)]);
    let mut code = function.instructions();
    code.local_get(IDENTIFIER).i32_eqz().if_(BlockType::Empty);
    reach_program(&mut code, request, to_amend);

    code.local_get(IDENTIFIER)
        .i32_const(layout.granules.cast_signed())
        .i32_ge_u();
    none_if(&mut code);
    code.local_get(IDENTIFIER)
        .i32_load8_u(byte(layout.shadow))
        .local_set(SHADOW);
    code.local_get(IDENTIFIER)
        .i32_const(GRANULE_BYTES.trailing_zeros().cast_signed())
        .i32_shl();
    // From here on it is the granule's place among the data.
    code.local_set(IDENTIFIER);
    code.local_get(SHADOW)
        .i32_const(i32::from(LONG))
        .i32_eq()
        .if_(BlockType::Empty);
    reach_long(&mut code, layout);

    code.local_get(OFFSET).local_get(SHADOW).i32_ge_u();
    none_if(&mut code);
    code.local_get(IDENTIFIER)
        .local_get(OFFSET)
        .i32_const(2)
        .i32_shl()
        .i32_add();
    code.i32_const(layout.data.cast_signed()).i32_add().end();
    function
}

/// The rest of a block for the 0 array: its platter, none that has been compiled where
/// it is to be amended.
fn reach_program(code: &mut InstructionSink, request: &Request, to_amend: bool) {
    let capacity = request.program.len() as u32;
    code.local_get(OFFSET)
        .i32_const(capacity.cast_signed())
        .i32_ge_u();
    none_if(code);
    if to_amend {
        code.local_get(OFFSET)
            .i32_load8_u(byte(request.covered_address));
        none_if(code);
    }
    code.local_get(OFFSET).i32_const(2).i32_shl();
    code.i32_const(request.program_address.cast_signed())
        .i32_add()
        .return_()
        .end();
}

/// The rest of a block for an array whose granule is a header.
fn reach_long(code: &mut InstructionSink, layout: Layout) {
    code.local_get(OFFSET)
        .local_get(IDENTIFIER)
        .i32_load(word(layout.data + header::CAPACITY))
        .i32_ge_u();
    none_if(code);
    code.local_get(IDENTIFIER)
        .i32_load(word(layout.data + header::ADDRESS));
    code.local_get(OFFSET)
        .i32_const(2)
        .i32_shl()
        .i32_add()
        .return_()
        .end();
}

/// Returns 0 when the condition that was computed holds.
fn none_if(code: &mut InstructionSink) {
    code.if_(BlockType::Empty).i32_const(0).return_().end();
}

/// The helper that allocates a short array: `(capacity) -> identifier`, 0
/// when the capacity is not a short array's, nothing is free, or the array is watched.
pub fn allocate(request: &Request) -> Function {
    let layout = request.layout;
    let (capacity, list, identifier, address, end) = (0, 1, 2, 3, 4);
    let shift = GRANULE_BYTES.trailing_zeros().cast_signed();
    let mut function = Function::new([(4, ValType::I32)]);
    let mut code = function.instructions();
    code.local_get(capacity)
        .i32_const(1)
        .i32_sub()
        .i32_const(SHORT_MAX.cast_signed())
        .i32_ge_u();
    none_if(&mut code);
    code.local_get(capacity)
        .i32_const(3)
        .i32_add()
        .i32_const(!3)
        .i32_and()
        .local_tee(list);
    code.i32_load(word(layout.free_list(0)))
        .local_tee(identifier)
        .i32_eqz();
    none_if(&mut code);
    let guarded = request.guarded.into_iter();
    for watched in guarded.flat_map(|guarded| guarded.identifiers(SHORT_MAX)) {
        code.local_get(identifier)
            .i32_const(watched.cast_signed())
            .i32_eq();
        none_if(&mut code);
    }
    code.local_get(identifier)
        .i32_const(shift)
        .i32_shl()
        .local_set(address);
    code.local_get(list)
        .local_get(address)
        .i32_load(word(layout.data));
    code.i32_store(word(layout.free_list(0)));
    // Four bytes a class is a quarter of the run's bytes.
    code.local_get(address)
        .local_get(list)
        .i32_const(2)
        .i32_shl()
        .i32_add()
        .local_set(end);
    code.loop_(BlockType::Empty);
    for half in [layout.data, layout.data + 8] {
        code.local_get(address).i64_const(0).i64_store(long(half));
    }
    code.local_get(address)
        .i32_const(GRANULE_BYTES.cast_signed())
        .i32_add()
        .local_tee(address);
    code.local_get(end).i32_lt_u().br_if(0).end();
    code.local_get(identifier)
        .local_get(capacity)
        .i32_store8(byte(layout.shadow));
    code.local_get(identifier).end();
    function
}
