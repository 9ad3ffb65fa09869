//! Owns how a test's program copies itself into an array, in notation. Deliberately
//! knows nothing of what is done with the copy.

use std::fmt::Display;

/// Leaves in r3 a new array of `capacity` platters that begins with the first `platters`
/// of the 0 array. Finds r0 to be 0 and r7 minus one; r2, r4 and r5 are anybody's. Has
/// the labels `copy` and `copied`.
pub fn copy_itself(capacity: impl Display, platters: impl Display) -> String {
    format!(
        "r2 := {capacity}
         r3 := map segment (r2 words)
         r2 := {platters}
         copy:
         r2 := r2 + r7
         r4 := m[r0][r2]
         m[r3][r2] := r4
         r4 := copied
         r5 := copy
         if (r2 != 0) r4 := r5
         goto r4 in program m[r0]
         copied:"
    )
}
