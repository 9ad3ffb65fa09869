//! Owns the face of runs that are done over again to learn what led to where they end.
//! Deliberately does not know why somebody asks, nor how it is told.

use super::Machine;
use crate::um::Trace;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl Machine {
    /// From now on `run` notes what is done, in the interpreter and slowly. Asked about are the
    /// array with this identifier, and the platter at this offset of the 0 array.
    pub fn trace(&mut self, array: Option<u32>, platter: Option<u32>) {
        self.trace = Some(Trace::of(array, platter));
    }

    /// What was done last of each kind since then, as far as it was done at all. Five numbers a
    /// deed: its kind, 0 to 7 for a register that was set, then the array allocated and abandoned,
    /// the platter amended, another program loaded, a jump, any; where the instruction stood in the
    /// 0 array of then; it; how many were done before it; and what was set or amended to, the
    /// capacity, the identifier loaded from, or the finger jumped to.
    #[must_use]
    pub fn deeds(&self) -> Vec<f64> {
        let mut numbers = Vec::new();
        let Some(trace) = &self.trace else {
            return numbers;
        };
        for (kind, deed) in (0_u32..).zip(trace.deeds()) {
            if let Some(deed) = deed {
                numbers.extend_from_slice(&[
                    f64::from(kind),
                    f64::from(deed.finger),
                    f64::from(deed.platter),
                    deed.instructions as f64,
                    f64::from(deed.value),
                ]);
            }
        }
        numbers
    }
}
