//! Owns the arrays' part of a snapshot: the arena's used parts copied as they
//! lie, and the way back in the same arena. Deliberately knows no format: a
//! copy is of use to the arrays it was made of, and to nobody else.

use super::{Arrays, ZeroArray};
use crate::um::blocks::Blocks;
use crate::um::layout::{GRANULE_BYTES, state};
use std::ops::Range;

/// Memory is asked for in pieces, which a host that is short of it finds sooner.
const PIECE_BYTES: u32 = 1 << 20;

/// All arrays at one moment.
#[derive(Debug)]
pub(in crate::um) struct Copied {
    /// What is still to be copied, the next last.
    missing: Vec<Range<u32>>,
    /// Addresses and what was there, each within one part of the arena.
    pieces: Vec<(u32, Box<[u8]>)>,
    blocks: Blocks,
    zero: ZeroArray,
    frontier: u32,
    is_recut: bool,
}

impl Copied {
    /// Bytes that are or will be copied.
    pub(in crate::um) fn bytes(&self) -> usize {
        let missing: usize = self.missing.iter().map(|piece| piece.len()).sum();
        missing + self.pieces.iter().map(|(_, it)| it.len()).sum::<usize>()
    }
}

impl Arrays {
    /// Begins to copy all arrays, but not the room `beside` them, which lies
    /// among the blocks.
    pub(in crate::um) fn begin_copy(&self, beside: &Range<u32>) -> Copied {
        let parts = self.used(beside).into_iter();
        let mut missing: Vec<Range<u32>> = parts
            .flat_map(|part| {
                let starts = part.clone().step_by(PIECE_BYTES as usize);
                starts.map(move |start| start..part.end.min(start.saturating_add(PIECE_BYTES)))
            })
            .collect();
        missing.reverse();
        Copied {
            missing,
            pieces: Vec::new(),
            blocks: self.blocks.clone(),
            zero: self.zero,
            frontier: self.frontier,
            is_recut: self.is_recut,
        }
    }

    /// Copies on, about `bytes` bytes; true when that was all, nothing when the
    /// host has too little memory. The arrays must not have changed meanwhile.
    pub(in crate::um) fn copy_on(&self, copied: &mut Copied, bytes: usize) -> Option<bool> {
        let mut left = bytes;
        while left > 0 {
            let Some(piece) = copied.missing.pop() else {
                return Some(true);
            };
            let mut copy = Vec::new();
            copy.try_reserve_exact(piece.len()).ok()?;
            // SAFETY: a part of the arena, see `used`.
            copy.extend_from_slice(unsafe { self.arena.bytes(piece.start, piece.len() as u32) });
            copied.pieces.push((piece.start, copy.into_boxed_slice()));
            left = left.saturating_sub(piece.len());
        }
        Some(copied.missing.is_empty())
    }

    /// The parts of the arena that mean something, but not `beside`.
    fn used(&self, beside: &Range<u32>) -> [Range<u32>; 5] {
        self.parts(self.blocks.floor()..self.blocks.end(), beside)
    }

    /// State page, shadow, granules, and of `blocks` what is below and above the
    /// room `beside`.
    pub(super) fn parts(&self, blocks: Range<u32>, beside: &Range<u32>) -> [Range<u32>; 5] {
        let layout = self.layout;
        let (low, high) = if beside.is_empty() {
            (blocks.end, blocks.end)
        } else {
            (beside.start, beside.end)
        };
        [
            layout.state..layout.state + state::BYTES,
            layout.shadow..layout.shadow + self.frontier,
            layout.data..layout.granule(self.frontier),
            blocks.start..low,
            high..blocks.end,
        ]
    }

    /// Whether the 0 array is at the same place as then, shared with the same
    /// array if with any: code that knows the place finds it there.
    pub(in crate::um) fn has_program_of(&self, copied: &Copied) -> bool {
        let place = |zero: ZeroArray| (zero.address, zero.capacity, zero.source);
        place(self.zero) == place(copied.zero)
    }

    /// Makes everything what it was; the room that was `beside` them then stays
    /// as it is. `amended` is told, in no order, the offsets at which the 0 array
    /// changes, if [`Arrays::has_program_of`].
    pub(in crate::um) fn copy_back(&mut self, copied: &Copied, mut amended: impl FnMut(u32)) {
        if self.has_program_of(copied) {
            let program = self.zero.address..self.zero.address + 4 * self.zero.capacity;
            for (address, bytes) in &copied.pieces {
                self.compare(*address, bytes, &program, &mut amended);
            }
        }
        // What no run had yet is to have no shadow, and blocks that come down
        // there take it to be 0.
        if self.frontier > copied.frontier {
            let fresh = self.frontier - copied.frontier;
            let shadow = self.layout.shadow + copied.frontier;
            let address = self.layout.granule(copied.frontier);
            // SAFETY: granules below the frontier, and their shadow.
            unsafe {
                self.arena.zero(shadow, fresh);
                self.arena.zero(address, fresh * GRANULE_BYTES);
            }
        }
        for (address, bytes) in &copied.pieces {
            // SAFETY: a part of this very arena, whose layout never changes.
            unsafe { self.arena.write_bytes(*address, bytes) };
        }
        self.blocks = copied.blocks.clone();
        self.zero = copied.zero;
        self.frontier = copied.frontier;
        self.is_recut = copied.is_recut;
        self.touched_floor = self.touched_floor.min(self.blocks.floor());
    }

    /// Tells the offsets of `program` whose platters differ from `bytes`, which
    /// were at `address`.
    fn compare(
        &self,
        address: u32,
        bytes: &[u8],
        program: &Range<u32>,
        amended: &mut impl FnMut(u32),
    ) {
        let start = address.max(program.start);
        let end = (address + bytes.len() as u32).min(program.end);
        if start >= end {
            return;
        }
        let then = &bytes[(start - address) as usize..(end - address) as usize];
        // SAFETY: a part of the 0 array's block.
        let now = unsafe { self.arena.bytes(start, end - start) };
        if then == now {
            return;
        }
        let (then, now) = (then.as_chunks::<4>().0, now.as_chunks::<4>().0);
        let first = (start - program.start) / 4;
        for (offset, (then, now)) in (first..).zip(then.iter().zip(now)) {
            if then != now {
                amended(offset);
            }
        }
    }
}
