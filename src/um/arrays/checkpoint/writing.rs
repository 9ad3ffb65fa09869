//! Owns how the arrays' part of a checkpoint is written, in pieces of bounded
//! size. Deliberately changes nothing, and knows nothing of how it is read.

use super::Arrays;
use crate::um::checkpoint::Writer;
use crate::um::layout::{CLASSES, LONG};
use std::io;
use std::ops::Range;

/// Where the arrays' part of a checkpoint is that is written in pieces: what
/// comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::um) enum Section {
    /// The frontier, then the shadow from this granule on.
    Shadow(u32),
    /// Short arrays and headers of long ones, from this identifier on.
    Short(u32),
    /// The 0 array's entry.
    Zero,
    /// The chain of this class.
    Chain(u32),
    /// How many runs the chain of `class` has: so many `before` the run `run`, and the rest.
    Length { class: u32, run: u32, before: u32 },
    /// The rest of the chain of `class`: `run`, after the run `last`.
    Run { class: u32, run: u32, last: u32 },
    /// The bins.
    Bins,
    /// The 0 array's platters from this offset on.
    Program(u32),
    /// Platters of this long array, or the next one, from `offset` on.
    Long { identifier: u32, offset: u32 },
    /// Nothing.
    End,
}

/// Platters that are written, or granules that are looked at, before a piece
/// may end.
const STEP: u32 = 4096;
/// Runs of a chain that are counted before a piece may end: each may miss the caches.
const STEP_RUNS: u32 = 1024;

impl Arrays {
    /// Writes some of what comes at `section`; what comes then. The arrays must
    /// not change from the first section to the last.
    pub(in crate::um) fn write_section(
        &self,
        section: Section,
        out: &mut Writer,
    ) -> io::Result<Section> {
        Ok(match section {
            Section::Shadow(granule) => {
                if granule == 1 {
                    out.word(self.frontier)?;
                }
                let end = self.frontier.min(granule.saturating_add(STEP));
                out.bytes(&self.shadows()[granule as usize..end as usize])?;
                if end == self.frontier {
                    Section::Short(1)
                } else {
                    Section::Shadow(end)
                }
            }
            Section::Short(identifier) => {
                let end = self.frontier.min(identifier.saturating_add(STEP));
                self.write_short(identifier..end, out)?;
                if end == self.frontier {
                    Section::Zero
                } else {
                    Section::Short(end)
                }
            }
            Section::Zero => {
                let zero = self.zero;
                out.words(&[zero.source, zero.capacity, self.depth(zero.address)])?;
                Section::Chain(1)
            }
            Section::Chain(class) if class > CLASSES => Section::Bins,
            Section::Chain(class) => self.write_length(class, self.first_of(class), 0, out)?,
            Section::Length { class, run, before } => self.write_length(class, run, before, out)?,
            Section::Run { class, run, last } => self.write_runs(class, run, last, out)?,
            Section::Bins => {
                self.write_bins(out)?;
                Section::Program(0)
            }
            Section::Program(offset) => {
                let own = if self.zero.source == 0 {
                    self.program()
                } else {
                    &[]
                };
                match write_some(own, offset, out)? {
                    Some(offset) => Section::Program(offset),
                    None => Section::Long {
                        identifier: 1,
                        offset: 0,
                    },
                }
            }
            Section::Long { identifier, offset } => self.write_long(identifier, offset, out)?,
            Section::End => Section::End,
        })
    }

    fn write_short(&self, identifiers: Range<u32>, out: &mut Writer) -> io::Result<()> {
        for identifier in identifiers {
            match self.shadow(identifier) {
                0 => {}
                LONG => {
                    let (address, capacity) = self.long(identifier);
                    out.words(&[capacity, self.depth(address)])?;
                }
                capacity => {
                    let address = self.layout.granule(identifier);
                    out.few_words(self.platters(address, u32::from(capacity)))?;
                }
            }
        }
        Ok(())
    }

    /// The first free run of `class` granules; 0 for none.
    fn first_of(&self, class: u32) -> u32 {
        self.chained(class).next().unwrap_or(0)
    }

    fn write_length(
        &self,
        class: u32,
        run: u32,
        before: u32,
        out: &mut Writer,
    ) -> io::Result<Section> {
        let mut runs = self.chained_from(run);
        let before = before + runs.by_ref().take(STEP_RUNS as usize).count() as u32;
        if let Some(run) = runs.next() {
            return Ok(Section::Length { class, run, before });
        }
        out.word(before)?;
        Ok(Section::Run {
            class,
            run: self.first_of(class),
            last: 0,
        })
    }

    fn write_runs(
        &self,
        class: u32,
        mut run: u32,
        mut last: u32,
        out: &mut Writer,
    ) -> io::Result<Section> {
        for _ in 0..STEP {
            if run == 0 {
                return Ok(Section::Chain(class + 1));
            }
            let step = run.wrapping_sub(last);
            let address = self.layout.granule(run);
            // SAFETY: the first two words of a free run.
            let (next, note) = unsafe { (self.arena.read(address), self.arena.read(address + 4)) };
            out.link(step, note as u8)?;
            (run, last) = (next, run);
        }
        Ok(Section::Run { class, run, last })
    }

    fn write_bins(&self, out: &mut Writer) -> io::Result<()> {
        out.word(self.blocks.waiting().count() as u32)?;
        for (bytes, bin) in self.blocks.waiting() {
            out.words(&[bytes, bin.len() as u32])?;
            for &address in bin {
                out.word(self.depth(address))?;
            }
        }
        Ok(())
    }

    fn write_long(&self, identifier: u32, offset: u32, out: &mut Writer) -> io::Result<Section> {
        let end = self.frontier.min(identifier.saturating_add(16 * STEP));
        let shadows = &self.shadows()[identifier as usize..end as usize];
        let Some(before) = shadows.iter().position(|&shadow| shadow == LONG) else {
            return Ok(if end == self.frontier {
                Section::End
            } else {
                Section::Long {
                    identifier: end,
                    offset: 0,
                }
            });
        };
        let identifier = identifier + before as u32;
        let platters = self.array(identifier).unwrap_or_default();
        Ok(match write_some(platters, offset, out)? {
            Some(offset) => Section::Long { identifier, offset },
            None => Section::Long {
                identifier: identifier + 1,
                offset: 0,
            },
        })
    }

    /// Bytes from `address` to the arena's end; 0 for the address 0 of nothing.
    fn depth(&self, address: u32) -> u32 {
        if address == 0 {
            0
        } else {
            self.blocks.end() - address
        }
    }
}

/// Writes some platters of an array from `offset` on; the offset of the next.
fn write_some(platters: &[u32], offset: u32, out: &mut Writer) -> io::Result<Option<u32>> {
    let rest = &platters[offset as usize..];
    let some = rest.len().min(STEP as usize);
    out.words(&rest[..some])?;
    Ok((some < rest.len()).then_some(offset + some as u32))
}

#[cfg(test)]
mod tests {
    use super::STEP_RUNS;
    use crate::um::{Limits, Machine};

    #[test]
    fn a_long_chain_is_counted_in_pieces() {
        const RUNS: u32 = 200 * STEP_RUNS;
        let mut machine = Machine::new(&[0], Limits::small()).expect("memory");
        let arrays = machine.arrays_mut();
        let identifiers: Vec<u32> = (0..RUNS)
            .map(|_| arrays.allocate(1).expect("room"))
            .collect();
        for identifier in identifiers {
            assert!(arrays.abandon(identifier));
        }
        let mut written = Vec::new();
        let mut writer = machine.begin_checkpoint(&mut written).expect("room");
        let (mut is_whole, mut silent_pieces) = (false, 0);
        while !is_whole {
            let before = written.len();
            is_whole = writer.advance(&machine, 1, &mut written).expect("room");
            silent_pieces += u32::from(written.len() == before);
        }
        assert!(silent_pieces >= RUNS / STEP_RUNS, "{silent_pieces}");
        let mut at_once = Vec::new();
        machine.write_checkpoint(&mut at_once).expect("room");
        assert!(written == at_once);
    }
}
