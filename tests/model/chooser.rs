//! Owns the model's steps beside a machine from which it takes its identifiers, for the
//! specification leaves the choice open. Deliberately compares nothing.

use super::model::{Cycle, Model};
use um32::um::Machine;

/// One instruction of both.
pub fn step(model: &mut Model, chooser: &mut Machine) -> Cycle {
    let next = model.next();
    let ran = chooser.run(1);
    model.cycle(|| {
        ran.expect("memory");
        let (_, [_, b, _]) = next.expect("an allocation");
        chooser.registers()[b]
    })
}
