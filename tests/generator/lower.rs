//! Owns the laying down of fragments: what each means in platters. Deliberately
//! knows nothing of chance, nor how a fault is committed, see [`super::faults`].
//!
//! Behind the code lie the data, in the 0 array: an identifier and a capacity
//! for each slot, the head of the list, and a counter for every loop, late fault
//! and the like. A fragment takes what it needs from there, so that fragments
//! can stand in any order.

use super::emitter::{Emitter, Label, encode, orthography};
use super::faults::commit;
use super::{Fragment, SLOTS};

/// Where the data begin, and what of them is taken.
struct Data {
    start: Label,
    end: Label,
    counters: u32,
}

const LIST: u32 = 2 * SLOTS as u32;
const FIRST_COUNTER: u32 = LIST + 1;

/// A conditional move of r0 to itself.
const NOTHING: u32 = 0;

/// The program of `fragments`, a halt behind them.
pub fn program(fragments: &[Fragment]) -> Vec<u32> {
    let mut code = Emitter::default();
    let mut data = Data {
        start: code.label(),
        end: code.label(),
        counters: 0,
    };
    for fragment in fragments {
        lower(&mut code, &mut data, fragment);
    }
    code.halt();
    let platters = (FIRST_COUNTER + data.counters) as usize;
    code.finish(data.start, platters, data.end)
}

/// Scratch registers from `first` on.
pub fn scratch<const COUNT: usize>(first: u8) -> [u8; COUNT] {
    std::array::from_fn(|step| (first + step as u8) % 8)
}

impl Data {
    fn counter(&mut self) -> u32 {
        self.counters += 1;
        FIRST_COUNTER + self.counters - 1
    }

    /// a := the platter of the data at `place`; `a` and `zero` differ.
    fn read(&self, code: &mut Emitter, a: u8, place: u32, zero: u8) {
        code.platter(orthography(zero, 0));
        code.set_label(a, self.start, place);
        code.index(a, zero, a);
    }

    /// The platter of the data at `place` becomes `value`; the three differ.
    fn write(&self, code: &mut Emitter, place: u32, value: u8, zero: u8, offset: u8) {
        code.platter(orthography(zero, 0));
        code.set_label(offset, self.start, place);
        code.amend(zero, offset, value);
    }
}

fn lower_all(code: &mut Emitter, data: &mut Data, fragments: &[Fragment]) {
    for fragment in fragments {
        lower(code, data, fragment);
    }
}

fn lower(code: &mut Emitter, data: &mut Data, fragment: &Fragment) {
    match *fragment {
        Fragment::Wild(platter) => code.platter(platter),
        Fragment::Set { a, value } => code.set(a, value, (a + 1) % 8),
        Fragment::Compute { operator, a, b, c } => code.platter(encode(operator, a, b, c)),
        Fragment::Divide { a, b, c, safe } => {
            if safe {
                let [one, other] = [(c + 1) % 8, (c + 2) % 8];
                code.set(one, 1, other);
                code.add(c, c, c);
                code.add(c, c, one);
            }
            code.divide(a, b, c);
        }
        Fragment::Allocate {
            slot,
            capacity,
            first,
        } => allocate(code, data, slot, capacity, first),
        Fragment::Abandon {
            slot,
            forget,
            first,
        } => {
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
        Fragment::Access {
            slot,
            offset,
            amend,
            safe,
            value,
            first,
        } => {
            let [identifier, place, x, y] = scratch(first);
            let on = code.label();
            data.read(code, identifier, slot.into(), x);
            if safe {
                code.jump_if_zero(identifier, on, x, y);
                data.read(code, y, u32::from(slot + SLOTS), x);
                // The offset modulo the capacity, unless that is 0.
                code.set(place, offset, x);
                code.jump_if_zero(y, on, x, identifier);
                code.modulo(place, place, y, x);
                data.read(code, identifier, slot.into(), x);
            } else {
                code.set(place, offset, x);
            }
            if amend {
                code.amend(identifier, place, value);
            } else {
                code.index(value, identifier, place);
            }
            code.place(on);
        }
        Fragment::Forge {
            slot,
            delta,
            amend,
            first,
        } => {
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
        Fragment::Push { value, first } => {
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
        Fragment::Pop { value, first } => {
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
        Fragment::Output { c, safe, first } => {
            if safe {
                let [x, y] = scratch(first);
                code.set(x, 255, y);
                code.not_and(x, x, c);
                code.not_and(x, x, x);
                code.output(x);
            } else {
                code.output(c);
            }
        }
        Fragment::Input { c } => code.input(c),
        Fragment::Loop {
            rounds,
            ref body,
            first,
        } => {
            let [counter, x, y] = scratch(first);
            let place = data.counter();
            code.set(counter, rounds, x);
            data.write(code, place, counter, x, y);
            let top = code.here();
            let out = code.label();
            lower_all(code, data, body);
            data.read(code, counter, place, x);
            code.platter(orthography(x, 0));
            code.not_and(x, x, x);
            code.add(counter, counter, x);
            data.write(code, place, counter, x, y);
            code.jump_if_zero(counter, out, x, y);
            code.jump(top, x, y);
            code.place(out);
        }
        Fragment::If { c, ref body, first } => {
            let [x, y] = others(first, c);
            let on = code.label();
            code.jump_if_zero(c, on, x, y);
            lower_all(code, data, body);
            code.place(on);
        }
        Fragment::Switch { c, ref arms, first } => {
            let [x, y] = others(first, c);
            let table = code.label();
            let on = code.label();
            code.set(y, arms.len() as u32, x);
            code.modulo(x, c, y, x);
            code.set_label(y, table, 0);
            code.add(x, x, y);
            code.set(y, 0, y);
            code.index(x, y, x);
            code.load_program(y, x);
            let mut starts = Vec::new();
            for arm in arms {
                starts.push(code.here());
                lower_all(code, data, arm);
                code.jump(on, x, y);
            }
            code.table(table, starts);
            code.place(on);
        }
        Fragment::Amend { ahead, with, first } => {
            let after = code.label();
            amend(code, after, i32::from(ahead) as u32, with, first);
            code.place(after);
        }
        Fragment::Replace {
            with,
            behind,
            first,
        } => {
            let target = code.label();
            if behind {
                code.place(target);
                code.platter(NOTHING);
            }
            amend(code, target, 0, with, first);
            if !behind {
                code.place(target);
                code.platter(NOTHING);
            }
        }
        Fragment::CountInPlace { a, first } => {
            let [x, y, zero] = scratch(first);
            let constant = code.here();
            code.platter(orthography(a, 7));
            code.set_label(x, constant, 0);
            code.platter(orthography(zero, 0));
            code.index(y, zero, x);
            code.set(zero, 1, zero);
            code.add(y, y, zero);
            code.platter(orthography(zero, 0));
            code.amend(zero, x, y);
        }
        Fragment::Reload {
            padding,
            after,
            first,
        } => reload(code, data, padding, after, first),
        Fragment::Late {
            rounds,
            fault,
            first,
        } => {
            let [counter, x, y] = scratch(first);
            let place = data.counter();
            let on = code.label();
            let now = code.label();
            data.read(code, counter, place, x);
            code.set(x, 1, y);
            code.add(counter, counter, x);
            data.write(code, place, counter, x, y);
            // counter - rounds - 1, which is 0 when it is time
            code.set(x, rounds, y);
            code.not_and(x, x, x);
            code.add(counter, counter, x);
            code.jump_if_zero(counter, now, x, y);
            code.jump(on, x, y);
            code.place(now);
            commit(code, fault, data.end, first);
            code.place(on);
        }
        Fragment::Halt => code.halt(),
    }
}

/// Two registers from `first` on that are not `taken`.
fn others(first: u8, taken: u8) -> [u8; 2] {
    let mut free = (first..first + 8)
        .map(|register| register % 8)
        .filter(|&register| register != taken);
    std::array::from_fn(|_| free.next().expect("six registers are left"))
}

fn allocate(code: &mut Emitter, data: &Data, slot: u8, capacity: u32, first: u8) {
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

/// The platter at `target` and so many more becomes `with`.
fn amend(code: &mut Emitter, target: Label, more: u32, with: u32, first: u8) {
    let [x, y, zero] = scratch(first);
    code.set(x, with, y);
    code.set_label(y, target, more);
    code.platter(orthography(zero, 0));
    code.amend(zero, y, x);
}

/// A copy of the program takes its place, at the next instruction.
fn reload(code: &mut Emitter, data: &Data, padding: u32, after: u8, first: u8) {
    let [copy, offset, x, y, zero, step] = scratch(first);
    let on = code.label();
    code.set_label(x, data.end, padding);
    code.allocate(copy, x);
    code.set_label(offset, data.end, 0);
    code.set(zero, 0, x);
    code.not_and(step, zero, zero);
    let top = code.here();
    code.add(offset, offset, step);
    code.index(x, zero, offset);
    code.amend(copy, offset, x);
    code.jump_if_zero(offset, on, x, y);
    code.jump(top, x, y);
    code.place(on);
    let loaded = code.label();
    code.set_label(x, loaded, 0);
    code.load_program(copy, x);
    code.place(loaded);
    if after & 1 != 0 {
        // The array's own platters go, the program's stay.
        code.set_label(x, data.start, 0);
        code.amend(copy, x, step);
    }
    if after & 2 != 0 {
        // The program's own change, the array's stay: the list's head as it was.
        code.set(zero, 0, x);
        code.set_label(x, data.start, LIST);
        code.index(y, zero, x);
        code.amend(zero, x, y);
    }
    if after & 4 != 0 {
        code.abandon(copy);
    }
}
