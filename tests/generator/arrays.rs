//! Owns what fragments on arrays mean in platters: the arrays of the slots, and the list.
//! Deliberately knows nothing of what stands before or behind them.

use super::data::{Data, LIST};
use super::emitter::{Emitter, orthography};
use super::lower::scratch;
use super::{Access, SLOTS};

pub fn allocate(code: &mut Emitter, data: &Data, slot: u8, capacity: u32, first: u8) {
    let [identifier, x, y] = scratch(first);
    let fresh = code.label();
    data.read(code, identifier, slot.into(), x);
    code.jump_if_zero(identifier, fresh, x, y);
    code.abandon(identifier);
    code.place(fresh);
    code.set(y, capacity, x);
    code.allocate(identifier, y);
    data.write(code, slot.into(), identifier, x, y);
    code.set(identifier, capacity, x);
    data.write(code, u32::from(slot + SLOTS), identifier, x, y);
}

pub fn abandon(code: &mut Emitter, data: &Data, slot: u8, forget: bool, first: u8) {
    let [identifier, x, y] = scratch(first);
    let on = code.label();
    data.read(code, identifier, slot.into(), x);
    if forget {
        code.jump_if_zero(identifier, on, x, y);
    }
    code.abandon(identifier);
    if forget {
        code.set(identifier, 0, x);
        data.write(code, slot.into(), identifier, x, y);
    }
    code.place(on);
}

pub fn access(code: &mut Emitter, data: &Data, access: &Access, first: u8) {
    let [identifier, place, x, y] = scratch(first);
    let on = code.label();
    data.read(code, identifier, access.slot.into(), x);
    if access.safe {
        code.jump_if_zero(identifier, on, x, y);
        data.read(code, y, u32::from(access.slot + SLOTS), x);
        // The offset modulo the capacity, unless that is 0.
        code.set(place, access.offset, x);
        code.jump_if_zero(y, on, x, identifier);
        code.modulo(place, place, y, x);
        data.read(code, identifier, access.slot.into(), x);
    } else {
        code.set(place, access.offset, x);
    }
    if access.amend {
        code.amend(identifier, place, access.value);
    } else {
        code.index(access.value, identifier, place);
    }
    code.place(on);
}

pub fn forge(code: &mut Emitter, data: &Data, slot: u8, delta: u32, amend: bool, first: u8) {
    let [identifier, x, y] = scratch(first);
    data.read(code, identifier, slot.into(), x);
    code.set(x, delta, y);
    code.add(identifier, identifier, x);
    code.platter(orthography(y, 0));
    if amend {
        code.amend(identifier, y, x);
    } else {
        code.index(x, identifier, y);
    }
}

pub fn push(code: &mut Emitter, data: &Data, value: u8, first: u8) {
    let [cell, head, x, y] = scratch(first);
    data.read(code, head, LIST, x);
    code.set(x, 3, y);
    code.allocate(cell, x);
    code.set(x, 0, y);
    code.amend(cell, x, head);
    code.set(x, 2, y);
    code.amend(cell, x, value);
    data.write(code, LIST, cell, x, y);
}

pub fn pop(code: &mut Emitter, data: &Data, value: u8, first: u8) {
    let [cell, x, y] = scratch(first);
    let on = code.label();
    data.read(code, cell, LIST, x);
    code.jump_if_zero(cell, on, x, y);
    code.set(x, 0, y);
    code.index(y, cell, x);
    code.abandon(cell);
    data.write(code, LIST, y, x, cell);
    code.add(value, value, y);
    code.place(on);
}
