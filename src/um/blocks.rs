//! Owns the room of long arrays and of the 0 array: blocks cut from the top of
//! the arena downwards. Deliberately knows nothing of arrays or identifiers,
//! and touches no memory: it only keeps account of addresses.
//!
//! Programs give back and ask for the same few sizes again and again, so
//! blocks up to [`BIN_MAX_BYTES`] wait in bins of their exact size, last in
//! first out. Everything else, and the bins when too much waits in them, is
//! kept by address, merged with its neighbours, and found again by best fit.

use std::collections::{BTreeMap, BTreeSet};

/// Blocks are multiples of this.
const GRAIN_BYTES: u32 = 16;
/// Larger blocks are never kept in bins.
const BIN_MAX_BYTES: u32 = 64 << 10;
/// Bins may hold this much beside a quarter of what is in use.
const BIN_SLACK_BYTES: u32 = 1 << 20;

/// Free and used blocks between [`Blocks::floor`] and the arena's end.
#[derive(Clone, Debug)]
pub struct Blocks {
    floor: u32,
    end: u32,
    used_bytes: u32,
    bins: Vec<Vec<u32>>,
    binned_bytes: u32,
    free_by_address: BTreeMap<u32, u32>,
    free_by_size: BTreeSet<(u32, u32)>,
}

/// Bytes of the block for `words` words, or `None` when no arena could hold it.
pub fn block_bytes(words: u32) -> Option<u32> {
    words.checked_mul(4)?.checked_next_multiple_of(GRAIN_BYTES)
}

impl Blocks {
    pub fn new(end: u32) -> Self {
        Self {
            floor: end,
            end,
            used_bytes: 0,
            bins: vec![Vec::new(); (BIN_MAX_BYTES / GRAIN_BYTES) as usize + 1],
            binned_bytes: 0,
            free_by_address: BTreeMap::new(),
            free_by_size: BTreeSet::new(),
        }
    }

    /// The lowest address that any block reaches.
    pub fn floor(&self) -> u32 {
        self.floor
    }

    /// Bytes handed out.
    pub fn used_bytes(&self) -> u32 {
        self.used_bytes
    }

    /// Takes a block of `bytes` bytes (from [`block_bytes`], above 0) whose
    /// address is at least `ceiling`; `None` when there is no room.
    pub fn take(&mut self, bytes: u32, ceiling: u32) -> Option<u32> {
        let address = self
            .take_binned(bytes)
            .or_else(|| self.take_fitting(bytes))
            .or_else(|| self.lower_floor(bytes, ceiling))
            .or_else(|| {
                self.empty_bins();
                self.take_fitting(bytes)
                    .or_else(|| self.lower_floor(bytes, ceiling))
            })?;
        self.used_bytes += bytes;
        Some(address)
    }

    /// Gives back a block that [`Blocks::take`] handed out.
    pub fn give_back(&mut self, address: u32, bytes: u32) {
        self.used_bytes -= bytes;
        if bytes <= BIN_MAX_BYTES {
            self.bins[(bytes / GRAIN_BYTES) as usize].push(address);
            self.binned_bytes += bytes;
            if self.binned_bytes > BIN_SLACK_BYTES + self.used_bytes / 4 {
                self.empty_bins();
            }
        } else {
            self.merge(address, bytes);
        }
    }

    /// Takes the block of `bytes` bytes (from [`block_bytes`]) at `address`; false when a
    /// part of it is taken, or waits in a bin.
    pub fn take_at(&mut self, address: u32, bytes: u32) -> bool {
        debug_assert!(bytes.is_multiple_of(GRAIN_BYTES));
        let end = address + bytes;
        if bytes == 0 {
            return false;
        }
        if end <= self.floor {
            if end < self.floor {
                self.remember(end, self.floor - end);
            }
            self.floor = address;
        } else {
            let around = self.free_by_address.range(..=address).next_back();
            let Some((start, free)) = around.map(|(&start, &free)| (start, free)) else {
                return false;
            };
            if start + free < end {
                return false;
            }
            self.forget(start, free);
            if start < address {
                self.remember(start, address - start);
            }
            if end < start + free {
                self.remember(end, start + free - end);
            }
        }
        self.used_bytes += bytes;
        true
    }

    fn take_binned(&mut self, bytes: u32) -> Option<u32> {
        let address = self.bins.get_mut((bytes / GRAIN_BYTES) as usize)?.pop()?;
        self.binned_bytes -= bytes;
        Some(address)
    }

    fn take_fitting(&mut self, bytes: u32) -> Option<u32> {
        let &(found_bytes, address) = self.free_by_size.range((bytes, 0)..).next()?;
        self.forget(address, found_bytes);
        if found_bytes > bytes {
            self.remember(address + bytes, found_bytes - bytes);
        }
        Some(address)
    }

    fn lower_floor(&mut self, bytes: u32, ceiling: u32) -> Option<u32> {
        let address = self
            .floor
            .checked_sub(bytes)
            .filter(|&address| address >= ceiling)?;
        self.floor = address;
        Some(address)
    }

    /// Moves all that waits in bins among the merged blocks; the floor may
    /// rise.
    pub fn empty_bins(&mut self) {
        if self.binned_bytes == 0 {
            return;
        }
        for grains in 0..self.bins.len() {
            for address in std::mem::take(&mut self.bins[grains]) {
                self.merge(address, grains as u32 * GRAIN_BYTES);
            }
        }
        self.binned_bytes = 0;
    }

    fn merge(&mut self, mut address: u32, mut bytes: u32) {
        if let Some((&before, &before_bytes)) = self.free_by_address.range(..address).next_back()
            && before + before_bytes == address
        {
            self.forget(before, before_bytes);
            address = before;
            bytes += before_bytes;
        }
        if let Some(&after_bytes) = self.free_by_address.get(&(address + bytes)) {
            self.forget(address + bytes, after_bytes);
            bytes += after_bytes;
        }
        if address == self.floor {
            self.floor = address + bytes;
        } else {
            self.remember(address, bytes);
        }
    }

    fn remember(&mut self, address: u32, bytes: u32) {
        self.free_by_address.insert(address, bytes);
        self.free_by_size.insert((bytes, address));
    }

    fn forget(&mut self, address: u32, bytes: u32) {
        self.free_by_address.remove(&address);
        self.free_by_size.remove(&(bytes, address));
    }

    /// The address after the last block.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// The bins in which something waits: bytes of a block, and where the
    /// blocks are, the next to be taken last.
    pub fn waiting(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let bins = (0..).zip(&self.bins).filter(|(_, bin)| !bin.is_empty());
        bins.map(|(grains, bin)| (grains * GRAIN_BYTES, bin.as_slice()))
    }

    /// Puts a block in its bin, of a room that is being laid out anew; false
    /// when bins hold no blocks of this size.
    pub fn put_in_bin(&mut self, address: u32, bytes: u32) -> bool {
        let fits = (GRAIN_BYTES..=BIN_MAX_BYTES).contains(&bytes);
        if fits && bytes.is_multiple_of(GRAIN_BYTES) {
            self.bins[(bytes / GRAIN_BYTES) as usize].push(address);
            self.binned_bytes += bytes;
            return true;
        }
        false
    }

    /// Lays out anew a room of which only the bins are filled: `used` are
    /// addresses and bytes of the blocks in use, in any order. All else is
    /// free. Addresses and bytes are multiples of 16. False when blocks overlap
    /// or reach past the end; the room is of no use then.
    pub fn lay_out(&mut self, mut used: Vec<(u32, u32)>) -> bool {
        self.used_bytes = used
            .iter()
            .fold(0, |sum, (_, bytes)| sum.wrapping_add(*bytes));
        for (bytes, bin) in self.waiting() {
            used.extend(bin.iter().map(|&address| (address, bytes)));
        }
        used.sort_unstable();
        self.floor = used.first().map_or(self.end, |&(address, _)| address);
        let mut reached = self.floor;
        for (address, bytes) in used {
            if address < reached || bytes > self.end - address {
                return false;
            }
            if address > reached {
                self.remember(reached, address - reached);
            }
            reached = address + bytes;
        }
        if reached < self.end {
            self.remember(reached, self.end - reached);
        }
        true
    }
}

#[cfg(test)]
mod tests;
