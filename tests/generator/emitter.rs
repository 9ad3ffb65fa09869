//! Owns the laying down of platters with labels that are known later, for the
//! generator of random programs. Encodes by itself, apart from `src`.
//! Deliberately knows nothing of what is generated.

/// A place in the program, known once everything is laid down.
#[derive(Clone, Copy, Debug)]
pub struct Label(usize);

/// A program being laid down.
#[derive(Default)]
pub struct Emitter {
    platters: Vec<u32>,
    labels: Vec<Option<u32>>,
    /// Orthographies whose value is a label and so many platters more.
    open: Vec<(usize, Label, u32)>,
    /// Tables of labels, laid down behind everything else.
    tables: Vec<(Label, Vec<Label>)>,
    /// Constants of more than 25 bits, likewise.
    constants: Vec<(Label, u32)>,
}

pub const ORTHOGRAPHY_MAX: u32 = (1 << 25) - 1;

impl Emitter {
    pub fn label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() - 1)
    }

    /// `label` is the next platter.
    pub fn place(&mut self, label: Label) {
        self.labels[label.0] = Some(self.platters.len() as u32);
    }

    pub fn here(&mut self) -> Label {
        let label = self.label();
        self.place(label);
        label
    }

    pub fn platter(&mut self, platter: u32) {
        self.platters.push(platter);
    }

    fn standard(&mut self, operator: u32, a: u8, b: u8, c: u8) {
        self.platter(encode(operator, a, b, c));
    }

    /// if (c != 0) a := b
    pub fn conditional_move(&mut self, a: u8, b: u8, c: u8) {
        self.standard(0, a, b, c);
    }
    /// a := m[b][c]
    pub fn index(&mut self, a: u8, b: u8, c: u8) {
        self.standard(1, a, b, c);
    }
    /// m[a][b] := c
    pub fn amend(&mut self, a: u8, b: u8, c: u8) {
        self.standard(2, a, b, c);
    }
    pub fn add(&mut self, a: u8, b: u8, c: u8) {
        self.standard(3, a, b, c);
    }
    pub fn multiply(&mut self, a: u8, b: u8, c: u8) {
        self.standard(4, a, b, c);
    }
    pub fn divide(&mut self, a: u8, b: u8, c: u8) {
        self.standard(5, a, b, c);
    }
    pub fn not_and(&mut self, a: u8, b: u8, c: u8) {
        self.standard(6, a, b, c);
    }
    pub fn halt(&mut self) {
        self.standard(7, 0, 0, 0);
    }
    /// b := a new array of c platters
    pub fn allocate(&mut self, b: u8, c: u8) {
        self.standard(8, 0, b, c);
    }
    pub fn abandon(&mut self, c: u8) {
        self.standard(9, 0, 0, c);
    }
    pub fn output(&mut self, c: u8) {
        self.standard(10, 0, 0, c);
    }
    pub fn input(&mut self, c: u8) {
        self.standard(11, 0, 0, c);
    }
    /// goto c in program m[b]
    pub fn load_program(&mut self, b: u8, c: u8) {
        self.standard(12, 0, b, c);
    }

    /// a := value, in one instruction if it fits, else from a constant, by way
    /// of 0 in `a` itself.
    pub fn set(&mut self, a: u8, value: u32, scratch: u8) {
        if value <= ORTHOGRAPHY_MAX {
            self.platter(orthography(a, value));
            return;
        }
        let label = self.label();
        self.constants.push((label, value));
        self.set_label(a, label, 0);
        self.platter(orthography(scratch, 0));
        self.index(a, scratch, a);
    }

    /// a := label + more, modulo 2^25
    pub fn set_label(&mut self, a: u8, label: Label, more: u32) {
        self.open.push((self.platters.len(), label, more));
        self.platter(orthography(a, 0));
    }

    /// A table of the places of `labels`, at `label`.
    pub fn table(&mut self, label: Label, labels: Vec<Label>) {
        self.tables.push((label, labels));
    }

    /// Goes to `label`; uses two registers.
    pub fn jump(&mut self, label: Label, x: u8, y: u8) {
        self.set_label(x, label, 0);
        self.platter(orthography(y, 0));
        self.load_program(y, x);
    }

    /// Goes to `label` if `c` is 0; uses two other registers.
    pub fn jump_if_zero(&mut self, c: u8, label: Label, x: u8, y: u8) {
        let on = self.label();
        self.set_label(x, label, 0);
        self.set_label(y, on, 0);
        self.conditional_move(x, y, c);
        self.platter(orthography(y, 0));
        self.load_program(y, x);
        self.place(on);
    }

    /// a := b modulo `modulus`, which is overwritten, and so is `x`.
    pub fn modulo(&mut self, a: u8, b: u8, modulus: u8, x: u8) {
        self.divide(x, b, modulus);
        self.multiply(x, x, modulus);
        self.not_and(x, x, x);
        self.set(modulus, 1, modulus);
        self.add(x, x, modulus);
        self.add(a, b, x);
    }

    /// The program, with `data` platters of 0 at `data_label` and the length at
    /// `end_label`.
    pub fn finish(mut self, data_label: Label, data: usize, end_label: Label) -> Vec<u32> {
        for (label, value) in std::mem::take(&mut self.constants) {
            self.place(label);
            self.platter(value);
        }
        for (label, labels) in std::mem::take(&mut self.tables) {
            self.place(label);
            for entry in labels {
                let offset = self.labels[entry.0].expect("a label in a table is placed");
                self.platter(offset);
            }
        }
        self.place(data_label);
        self.platters.extend(std::iter::repeat_n(0, data));
        self.place(end_label);
        for (at, label, more) in self.open {
            let offset = self.labels[label.0].expect("a label that is used is placed");
            self.platters[at] |= offset.wrapping_add(more) & ORTHOGRAPHY_MAX;
        }
        self.platters
    }
}

pub fn encode(operator: u32, a: u8, b: u8, c: u8) -> u32 {
    operator << 28 | u32::from(a) << 6 | u32::from(b) << 3 | u32::from(c)
}

pub fn orthography(a: u8, value: u32) -> u32 {
    13 << 28 | u32::from(a) << 25 | value
}
