//! Owns what only looks at the arrays: for reports, meters and tests. Deliberately
//! has no words for what it finds: see [`crate::um::failure`].

use super::Arrays;
use crate::um::failure::ArrayState;
use crate::um::layout::{GRANULE_BYTES, LONG, SHORT_MAX, granules, state};
use crate::um::memory::Census;

impl Arrays {
    pub(super) fn shadows(&self) -> &[u8] {
        // SAFETY: one shadow byte for each granule.
        unsafe { self.arena.bytes(self.layout.shadow, self.frontier) }
    }

    /// Identifiers of all active arrays but 0, ascending.
    pub fn active_identifiers(&self) -> impl Iterator<Item = u32> + '_ {
        self.shadows()
            .iter()
            .zip(0..)
            .filter(|&(&shadow, _)| shadow != 0)
            .map(|(_, identifier)| identifier)
    }

    /// The platters of an active array, 0 included.
    #[must_use]
    pub fn array(&self, identifier: u32) -> Option<&[u32]> {
        if identifier == 0 {
            return Some(self.program());
        }
        match self.shadow(identifier) {
            0 => None,
            LONG => {
                let (address, capacity) = self.long(identifier);
                Some(self.platters(address, capacity))
            }
            capacity => Some(self.platters(self.layout.granule(identifier), u32::from(capacity))),
        }
    }

    /// How many platters an active array has, 0 included, and those from `offset` on, at most
    /// `most`: none where it ends before.
    #[must_use]
    pub fn part(&self, identifier: u32, offset: u32, most: u32) -> Option<(u32, &[u32])> {
        let platters = self.array(identifier)?;
        let part = platters.get(offset as usize..).unwrap_or_default();
        let part = &part[..part.len().min(most as usize)];
        Some((platters.len() as u32, part))
    }

    /// What is known of an identifier. Walks a chain, so it is for reports.
    #[must_use]
    pub fn knowledge(&self, identifier: u32) -> ArrayState {
        if let Some(platters) = self.array(identifier) {
            return ArrayState::Active {
                capacity: platters.len() as u32,
            };
        }
        let abandoned = identifier < self.frontier && self.is_abandoned(identifier);
        if abandoned {
            ArrayState::Abandoned
        } else if self.is_recut && identifier < self.frontier {
            ArrayState::Inactive
        } else {
            ArrayState::NeverAllocated
        }
    }

    /// Whether the granule, one below the frontier, begins a free run that was an array. What
    /// would tell its capacity then tells on which chain it would be; elsewhere it is anything.
    fn is_abandoned(&self, granule: u32) -> bool {
        // SAFETY: the second word of a granule.
        let capacity = unsafe { self.arena.read(self.layout.granule(granule) + 4) };
        let class = match capacity {
            1..=SHORT_MAX => granules(capacity),
            capacity if capacity == u32::from(LONG) => 1,
            _ => return false,
        };
        self.chained(class).any(|run| run == granule)
    }

    /// Whether what was known of abandoned identifiers was forgotten once.
    pub(in crate::um) fn is_recut(&self) -> bool {
        self.is_recut
    }

    /// The free runs of `class` granules, the next to be used first.
    pub(super) fn chained(&self, class: u32) -> impl Iterator<Item = u32> + '_ {
        // SAFETY: a word of the state page.
        let first = unsafe { self.arena.read(self.layout.free_list(class)) };
        self.chained_from(first)
    }

    /// The free run `run` and those behind it on its chain; none from 0 on.
    pub(super) fn chained_from(&self, run: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(run), |&run| {
            // SAFETY: the first word of a free run.
            Some(unsafe { self.arena.read(self.layout.granule(run)) })
        })
        .take_while(|&run| run != 0)
    }

    /// Bytes in use and reserved, without counting arrays. The book-keeping is in
    /// neither: where it lies there is no room for arrays.
    #[must_use]
    pub fn occupancy(&self) -> Census {
        let granule_bytes = u64::from(self.frontier) * u64::from(GRANULE_BYTES);
        Census {
            live_arrays: 0,
            live_platters: 0,
            occupied_bytes: granule_bytes + u64::from(self.blocks.used_bytes()),
            reserved_bytes: u64::from(self.blocks.end() - self.layout.data),
        }
    }

    /// Bytes of memory in use, by arrays and their book-keeping.
    #[must_use]
    pub fn memory_bytes(&self) -> u64 {
        let shadow_bytes = u64::from(self.frontier);
        self.occupancy().occupied_bytes + shadow_bytes + u64::from(state::BYTES)
    }

    /// Counts arrays and platters: one byte looked at for each granule ever
    /// used.
    #[must_use]
    pub fn census(&self) -> Census {
        let mut census = self.occupancy();
        for (identifier, &shadow) in (0..).zip(self.shadows()) {
            if shadow == 0 {
                continue;
            }
            census.live_arrays += 1;
            census.live_platters += u64::from(if shadow == LONG {
                self.long(identifier).1
            } else {
                u32::from(shadow)
            });
        }
        census
    }
}
