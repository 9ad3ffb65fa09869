//! Owns the laying down of fragments: what each means in platters. Deliberately
//! knows nothing of chance, nor how arrays are worked with, see [`super::arrays`], or a fault
//! is committed, see [`super::faults`].

use super::arrays;
use super::data::{Data, LIST};
use super::emitter::{Emitter, Label, encode, orthography};
use super::faults::commit;
use super::{Fault, Fragment};

/// A conditional move of r0 to itself.
const NOTHING: u32 = 0;

/// The program of `fragments`, a halt behind them.
pub fn program(fragments: &[Fragment]) -> Vec<u32> {
    let mut code = Emitter::default();
    let mut data = Data::new(&mut code);
    lower_all(&mut code, &mut data, fragments);
    code.halt();
    code.finish(data.start, data.platters(), data.end)
}

/// Scratch registers from `first` on.
pub fn scratch<const COUNT: usize>(first: u8) -> [u8; COUNT] {
    std::array::from_fn(|step| (first + step as u8) % 8)
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
        Fragment::Divide { a, b, c, safe } => divide(code, a, b, c, safe),
        Fragment::Allocate {
            slot,
            capacity,
            first,
        } => arrays::allocate(code, data, slot, capacity, first),
        Fragment::Abandon {
            slot,
            forget,
            first,
        } => arrays::abandon(code, data, slot, forget, first),
        Fragment::Access { ref access, first } => arrays::access(code, data, access, first),
        Fragment::Forge {
            slot,
            delta,
            amend,
            first,
        } => arrays::forge(code, data, slot, delta, amend, first),
        Fragment::Push { value, first } => arrays::push(code, data, value, first),
        Fragment::Pop { value, first } => arrays::pop(code, data, value, first),
        Fragment::Output { c, safe, first } => output(code, c, safe, first),
        Fragment::Input { c } => code.input(c),
        Fragment::Loop {
            rounds,
            ref body,
            first,
        } => repeat(code, data, rounds, body, first),
        Fragment::If { c, ref body, first } => {
            let [x, y] = others(first, c);
            let on = code.label();
            code.jump_if_zero(c, on, x, y);
            lower_all(code, data, body);
            code.place(on);
        }
        Fragment::Switch { c, ref arms, first } => switch(code, data, c, arms, first),
        Fragment::Amend { ahead, with, first } => {
            let after = code.label();
            amend(code, after, i32::from(ahead) as u32, with, first);
            code.place(after);
        }
        Fragment::Replace {
            with,
            behind,
            first,
        } => replace(code, with, behind, first),
        Fragment::CountInPlace { a, first } => count_in_place(code, a, first),
        Fragment::Reload {
            padding,
            after,
            first,
        } => reload(code, data, padding, after, first),
        Fragment::Late {
            rounds,
            fault,
            first,
        } => late(code, data, rounds, fault, first),
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

/// By what is certainly not 0 when `safe`.
fn divide(code: &mut Emitter, a: u8, b: u8, c: u8, safe: bool) {
    if safe {
        let [one, other] = [(c + 1) % 8, (c + 2) % 8];
        code.set(one, 1, other);
        code.add(c, c, c);
        code.add(c, c, one);
    }
    code.divide(a, b, c);
}

fn output(code: &mut Emitter, c: u8, safe: bool, first: u8) {
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

fn repeat(code: &mut Emitter, data: &mut Data, rounds: u32, body: &[Fragment], first: u8) {
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

/// To one of the arms, by the register `c`, through a table of their offsets.
fn switch(code: &mut Emitter, data: &mut Data, c: u8, arms: &[Vec<Fragment>], first: u8) {
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

/// The platter at `target` and so many more becomes `with`.
fn amend(code: &mut Emitter, target: Label, more: u32, with: u32, first: u8) {
    let [x, y, zero] = scratch(first);
    code.set(x, with, y);
    code.set_label(y, target, more);
    code.platter(orthography(zero, 0));
    code.amend(zero, y, x);
}

/// A platter that does nothing, before or after it, becomes `with`.
fn replace(code: &mut Emitter, with: u32, behind: bool, first: u8) {
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

/// A constant in the code is counted up, for whoever comes by again.
fn count_in_place(code: &mut Emitter, a: u8, first: u8) {
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

/// A fault that is committed only once so many have come by.
fn late(code: &mut Emitter, data: &mut Data, rounds: u32, fault: Fault, first: u8) {
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
