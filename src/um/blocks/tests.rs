//! Owns the tests of the room of long arrays, without any arrays.

use super::*;

#[test]
fn freed_neighbours_merge_and_the_floor_rises() {
    let mut blocks = Blocks::new(1 << 20);
    let sizes = [
        block_bytes(20_000).unwrap(),
        block_bytes(30_000).unwrap(),
        block_bytes(300).unwrap(),
    ];
    let taken: Vec<u32> = sizes
        .iter()
        .map(|&bytes| blocks.take(bytes, 0).unwrap())
        .collect();
    assert_eq!(blocks.floor(), (1 << 20) - sizes.iter().sum::<u32>());
    for (&address, &bytes) in taken.iter().zip(&sizes) {
        blocks.give_back(address, bytes);
    }
    blocks.empty_bins();
    assert_eq!((blocks.floor(), blocks.used_bytes()), (1 << 20, 0));
}

#[test]
fn a_freed_size_is_handed_out_again_last_first() {
    let mut blocks = Blocks::new(1 << 20);
    let bytes = block_bytes(300).unwrap();
    let first = blocks.take(bytes, 0).unwrap();
    let second = blocks.take(bytes, 0).unwrap();
    blocks.give_back(first, bytes);
    blocks.give_back(second, bytes);
    assert_eq!(blocks.take(bytes, 0), Some(second));
    assert_eq!(blocks.take(bytes, 0), Some(first));
}

#[test]
fn no_block_reaches_below_the_ceiling() {
    let mut blocks = Blocks::new(1 << 20);
    assert_eq!(
        blocks.take(block_bytes(1000).unwrap(), (1 << 20) - 3999),
        None
    );
    assert!(
        blocks
            .take(block_bytes(1000).unwrap(), (1 << 20) - 4000)
            .is_some()
    );
    assert_eq!(block_bytes(u32::MAX), None);
}

#[test]
fn a_room_laid_out_anew_is_the_same() {
    const END: u32 = 1 << 24;
    let mut blocks = Blocks::new(END);
    let mut used: Vec<(u32, u32)> = Vec::new();
    let mut random = 1_u64;
    for round in 0..4_000 {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let number = (random >> 40) as u32;
        // Small blocks wait in bins, large ones merge; bins are emptied now and then.
        let bytes = GRAIN_BYTES
            * (1 + if number & 4 == 0 {
                number % 40
            } else {
                number % 6_000
            });
        if number & 1 == 0
            && let Some(address) = blocks.take(bytes, 0)
        {
            used.push((address, bytes));
        } else if !used.is_empty() {
            let (address, bytes) = used.swap_remove(number as usize % used.len());
            blocks.give_back(address, bytes);
        }
        if round % 20 > 0 {
            continue;
        }
        let mut anew = Blocks::new(END);
        for (bytes, bin) in blocks.waiting() {
            assert!(bin.iter().all(|&address| anew.put_in_bin(address, bytes)));
        }
        assert!(anew.lay_out(used.clone()));
        assert_eq!(format!("{anew:?}"), format!("{blocks:?}"), "round {round}");
    }
    assert!(blocks.binned_bytes > 0 && blocks.free_by_address.len() > 3);
}

#[test]
fn what_waits_in_bins_makes_room_for_larger_blocks_when_there_is_no_other() {
    let mut blocks = Blocks::new(1 << 20);
    let taken: Vec<u32> = std::iter::from_fn(|| blocks.take(BIN_MAX_BYTES, 0)).collect();
    for address in taken {
        blocks.give_back(address, BIN_MAX_BYTES);
    }
    assert_eq!(blocks.floor(), 0, "they wait for others of their size");
    assert_eq!(blocks.take(1 << 20, 0), Some(0));
}

#[test]
fn large_blocks_are_where_nothing_else_is_and_in_the_smallest_room_for_them() {
    // No bin takes these, so all that is free is known here.
    const UNIT: u32 = BIN_MAX_BYTES + GRAIN_BYTES;
    const UNITS: usize = 40;
    let mut blocks = Blocks::new(UNITS as u32 * UNIT);
    let mut is_used = [false; UNITS];
    let mut used: Vec<(usize, usize)> = Vec::new();
    let mut random = 1_u64;
    for _ in 0..10_000 {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let number = (random >> 33) as usize;
        let (place, count) = (number / 64 % (UNITS - 6), 1 + number / 8 % 6);
        let bytes = count as u32 * UNIT;
        let room_at = |at: usize| is_used[at..].iter().take_while(|used| !**used).count();
        let floor = is_used.iter().position(|&used| used).unwrap_or(UNITS);
        assert_eq!(blocks.floor(), floor as u32 * UNIT);
        let taken = match number % 3 {
            0 => {
                // What is free above the floor, and then what is below.
                let fitting = (floor..UNITS).filter(|&at| at == floor || is_used[at - 1]);
                let fitting = fitting.filter(|&at| room_at(at) >= count);
                let best = fitting.min_by_key(|&at| room_at(at));
                let best = best.or_else(|| floor.checked_sub(count));
                let address = best.map(|at| at as u32 * UNIT);
                assert_eq!(blocks.take(bytes, 0), address);
                best
            }
            1 => {
                let is_free = room_at(place) >= count;
                assert_eq!(blocks.take_at(place as u32 * UNIT, bytes), is_free);
                assert!(!blocks.take_at(place as u32 * UNIT, 0));
                is_free.then_some(place)
            }
            _ if used.is_empty() => None,
            _ => {
                let (at, count) = used.swap_remove(number / 8 % used.len());
                is_used[at..at + count].fill(false);
                blocks.give_back(at as u32 * UNIT, count as u32 * UNIT);
                None
            }
        };
        if let Some(at) = taken {
            is_used[at..at + count].fill(true);
            used.push((at, count));
        }
        let in_use = is_used.iter().filter(|used| **used).count();
        assert_eq!(blocks.used_bytes(), in_use as u32 * UNIT);
    }
}

#[test]
fn blocks_that_overlap_are_no_room() {
    let lay_out = |used: &[(u32, u32)]| Blocks::new(1024).lay_out(used.to_vec());
    assert!(lay_out(&[]) && lay_out(&[(512, 512), (256, 256)]));
    assert!(!lay_out(&[(512, 16), (512, 16)]));
    assert!(!lay_out(&[(256, 272), (512, 16)]));
    assert!(!lay_out(&[(512, 528)]));
    let mut blocks = Blocks::new(1024);
    assert!(!blocks.put_in_bin(512, 0) && !blocks.put_in_bin(512, 24));
    assert!(!blocks.put_in_bin(512, BIN_MAX_BYTES + GRAIN_BYTES));
}
