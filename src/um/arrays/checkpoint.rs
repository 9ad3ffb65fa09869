//! Owns the arrays' part of a checkpoint, the allocator's state included, and
//! how it is read; how it is written is in `writing`, the stream is described in
//! [`crate::um::checkpoint`]. Deliberately trusts nothing it reads: every
//! invariant of [`super`] is checked before the arrays are handed out.

mod writing;

pub(in crate::um) use writing::Section;

use super::{Arrays, ZeroArray};
use crate::um::blocks::{Blocks, block_bytes};
use crate::um::checkpoint::{Reader, RestoreError};
use crate::um::layout::{CLASSES, GRANULE_BYTES, LONG, granules, header, state};
use std::ops::Range;

use RestoreError::Impossible;

impl Arrays {
    /// Reads what [`Arrays::write_section`] wrote from the first section to the
    /// last, in the place of what is here. The room `beside` the arrays is taken
    /// again where it is, with what is in it, and that is answered; false when
    /// arrays need the place. `is_recut` is as [`Arrays::is_recut`] was.
    ///
    /// # Errors
    /// Those of reading; there are no arrays then, and no room.
    pub(in crate::um) fn read_checkpoint_over(
        &mut self,
        beside: &Range<u32>,
        is_recut: bool,
        from: &mut Reader,
    ) -> Result<bool, RestoreError> {
        self.clear(beside);
        let read = self.read_all(from);
        self.is_recut = is_recut;
        if !beside.is_empty() {
            // It is not 0, whoever has it now.
            self.touched_floor = self.touched_floor.min(beside.start);
        }
        if let Err(error) = read {
            self.clear(&(0..0));
            return Err(error);
        }
        let ceiling = self.layout.granule(self.frontier);
        let is_kept =
            beside.start >= ceiling && self.blocks.take_at(beside.start, beside.len() as u32);
        Ok(is_kept)
    }

    /// Makes everything empty and 0, but `beside`.
    #[inline(never)]
    fn clear(&mut self, beside: &Range<u32>) {
        for part in self.parts(self.touched_floor..self.blocks.end(), beside) {
            // SAFETY: parts of the layout.
            unsafe { self.arena.zero(part.start, part.len() as u32) };
        }
        self.blocks = Blocks::new(self.layout.end());
        self.zero = ZeroArray::default();
        self.frontier = 1;
        self.is_recut = false;
    }

    /// Reads all that was written into arrays that are empty.
    fn read_all(&mut self, from: &mut Reader) -> Result<(), RestoreError> {
        let frontier = from.word()?;
        if frontier == 0 {
            return Err(Impossible("it has no granules"));
        }
        if frontier > self.layout.granules {
            return Err(self.unfit(frontier, 0));
        }
        self.frontier = frontier;

        let mut taken = Granules::new(frontier);
        let mut used = self.read_shadows(from, &mut taken)?;
        self.read_zero(from, &mut used)?;
        self.read_chains(from, &mut taken)?;
        self.read_bins(from)?;
        if !self.blocks.lay_out(used) {
            return Err(Impossible("its long arrays overlap"));
        }
        self.touched_floor = self.blocks.floor();
        self.read_platters(from)
    }

    /// Reads the shadow, short arrays and headers; the blocks of long arrays.
    fn read_shadows(
        &mut self,
        from: &mut Reader,
        taken: &mut Granules,
    ) -> Result<Vec<(u32, u32)>, RestoreError> {
        let mut shadows = [0; 4096];
        let mut granule = 1;
        while granule < self.frontier {
            let bytes = (self.frontier - granule).min(shadows.len() as u32);
            let shadows = &mut shadows[..bytes as usize];
            from.bytes(shadows)?;
            for &shadow in &*shadows {
                // SAFETY: one shadow byte for each granule, of which there are
                // at least `frontier`.
                unsafe { self.arena.write_byte(self.layout.shadow + granule, shadow) };
                granule += 1;
            }
        }
        let mut used = Vec::new();
        for identifier in 1..self.frontier {
            let shadow = self.shadow(identifier);
            let run = match shadow {
                0 => continue,
                LONG => 1,
                capacity => granules(u32::from(capacity)),
            };
            if !taken.take(identifier, run) {
                return Err(Impossible("its arrays overlap"));
            }
            if shadow != LONG {
                let address = self.layout.granule(identifier);
                // SAFETY: the run ends below the frontier.
                from.few_words(unsafe { self.arena.words_mut(address, u32::from(shadow)) })?;
                continue;
            }
            let (capacity, depth) = (from.word()?, from.word()?);
            let (address, bytes) = self.block(capacity, depth)?;
            self.set_header(identifier, header::CAPACITY, capacity);
            self.set_header(identifier, header::ADDRESS, address);
            self.set_header(identifier, header::WRITABLE, capacity);
            if bytes > 0 {
                used.push((address, bytes));
            }
        }
        Ok(used)
    }

    /// Address and bytes of a block.
    fn block(&self, capacity: u32, depth: u32) -> Result<(u32, u32), RestoreError> {
        if capacity == 0 && depth == 0 {
            return Ok((0, 0));
        }
        let bytes = block_bytes(capacity)
            .filter(|&bytes| 0 < bytes && bytes <= depth)
            .ok_or(Impossible("an array is longer than its room"))?;
        Ok((self.address(depth)?, bytes))
    }

    /// The address of a block that begins `depth` bytes before the end; it lies
    /// above all granules.
    fn address(&self, depth: u32) -> Result<u32, RestoreError> {
        if depth == 0 || !depth.is_multiple_of(16) {
            return Err(Impossible("an array has no proper place"));
        }
        let ceiling = self.layout.granule(self.frontier);
        let address = self.blocks.end().checked_sub(depth);
        address
            .filter(|&address| address >= ceiling)
            .ok_or_else(|| self.unfit(self.frontier, depth))
    }

    /// The error for a machine that needs more memory than is set aside here.
    fn unfit(&self, frontier: u32, depth: u32) -> RestoreError {
        let granule_bytes = u64::from(frontier) * u64::from(GRANULE_BYTES + 1);
        let bytes = u64::from(state::BYTES) + granule_bytes + u64::from(depth);
        RestoreError::Memory(self.room_error(bytes))
    }

    fn read_zero(
        &mut self,
        from: &mut Reader,
        used: &mut Vec<(u32, u32)>,
    ) -> Result<(), RestoreError> {
        let (source, capacity, depth) = (from.word()?, from.word()?, from.word()?);
        let (address, bytes) = self.block(capacity, depth)?;
        let mut writable = capacity;
        if source != 0 {
            if self.shadow(source) != LONG || self.long(source) != (address, capacity) {
                return Err(Impossible("the program is shared with no array"));
            }
            writable = 0;
            self.set_header(source, header::WRITABLE, 0);
        } else if bytes > 0 {
            used.push((address, bytes));
        }
        self.zero = ZeroArray {
            address,
            capacity,
            writable,
            source,
        };
        Ok(())
    }

    fn read_chains(&mut self, from: &mut Reader, taken: &mut Granules) -> Result<(), RestoreError> {
        for class in 1..=CLASSES {
            let mut link = self.layout.free_list(class);
            let mut run: u32 = 0;
            for _ in 0..from.word()? {
                let (step, note) = from.link()?;
                run = run.wrapping_add(step);
                if run == 0 || !taken.take(run, class) {
                    return Err(Impossible("its free runs overlap"));
                }
                let address = self.layout.granule(run);
                // SAFETY: a word of the state page or the first one of a free
                // run; the run ends below the frontier.
                unsafe {
                    self.arena.write(link, run);
                    self.arena.write(address, 0);
                    self.arena.write(address + 4, u32::from(note));
                }
                link = address;
            }
        }
        if taken.left > 0 {
            return Err(Impossible("some of its memory is neither used nor free"));
        }
        Ok(())
    }

    fn read_bins(&mut self, from: &mut Reader) -> Result<(), RestoreError> {
        let mut room = u64::from(self.blocks.end() - self.layout.data);
        let mut last = 0;
        for _ in 0..from.word()? {
            let (bytes, count) = (from.word()?, from.word()?);
            room = u64::from(bytes)
                .checked_mul(u64::from(count))
                .and_then(|bytes| room.checked_sub(bytes))
                .filter(|_| count > 0 && bytes > last)
                .ok_or(Impossible("its free blocks are too many"))?;
            last = bytes;
            for _ in 0..count {
                let depth = from.word()?;
                let address = self.address(depth)?;
                if !self.blocks.put_in_bin(address, bytes) {
                    return Err(Impossible("a free block has no possible size"));
                }
            }
        }
        Ok(())
    }

    fn read_platters(&mut self, from: &mut Reader) -> Result<(), RestoreError> {
        let zero = self.zero;
        let own = (zero.source == 0).then_some((zero.address, zero.capacity));
        if let Some((address, capacity)) = own.filter(|&(_, capacity)| capacity > 0) {
            // SAFETY: a block in use.
            from.words(unsafe { self.arena.words_mut(address, capacity) })?;
        }
        for identifier in 1..self.frontier {
            if self.shadow(identifier) == LONG {
                let (address, capacity) = self.long(identifier);
                if capacity > 0 {
                    // SAFETY: a block in use.
                    from.words(unsafe { self.arena.words_mut(address, capacity) })?;
                }
            }
        }
        Ok(())
    }
}

/// Which granules have been given out, a bit each.
struct Granules {
    bits: Vec<u64>,
    end: u32,
    left: u32,
}

impl Granules {
    fn new(end: u32) -> Self {
        Self {
            bits: vec![0; end as usize / 64 + 1],
            end,
            left: end - 1,
        }
    }

    /// Gives out a run of 1 to 64 granules; false when a part of it is taken or does not exist.
    #[inline]
    fn take(&mut self, first: u32, granules: u32) -> bool {
        if first >= self.end || granules > self.end - first {
            return false;
        }
        let (word, bit) = ((first / 64) as usize, first % 64);
        let run = u128::from(u64::MAX >> (64 - granules)) << bit;
        for (word, run) in (word..).zip([run as u64, (run >> 64) as u64]) {
            if run != 0 {
                if self.bits[word] & run != 0 {
                    return false;
                }
                self.bits[word] |= run;
            }
        }
        self.left -= granules;
        true
    }
}
