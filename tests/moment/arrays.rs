//! Owns the comparison of two machines' arrays. Deliberately knows nothing of the rest of
//! a machine, nor of how it came there.

use std::fmt::Debug;
use um32::um::Machine;

/// Both machines have the same arrays, the 0 array among them; `at` tells where they
/// were compared.
pub fn same_arrays(found: &Machine, expected: &Machine, at: impl Debug) {
    let is_same = found.zero_array() == expected.zero_array();
    assert!(is_same, "the 0 array, {at:?}");
    let identifiers: Vec<u32> = expected.active_identifiers().collect();
    let is_same = found.active_identifiers().eq(identifiers.iter().copied());
    assert!(is_same, "identifiers, {at:?}");
    for identifier in identifiers {
        let (found, expected) = (found.array(identifier), expected.array(identifier));
        assert_eq!(found, expected, "array {identifier}, {at:?}");
    }
}
