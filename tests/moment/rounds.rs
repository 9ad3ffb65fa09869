//! Owns a program that goes round for long, seldom by another way: for tests of what is stopped at
//! in hot code. Deliberately knows nothing of what is tested.

/// r6 counts down, r5 counts the rounds of it in which another way is taken.
pub const ROUNDS: &str = "
    r7 := r0 nand r0
    r1 := 1
    r6 := 30000000
    top:
    r6 := r6 + r7
    r2 := 16383
    r3 := r6 nand r2
    r3 := r3 nand r3
    r2 := often
    r4 := seldom
    if (r3 != 0) r4 := r2
    goto r4 in program m[r0]
    seldom:
    r5 := r5 + r1
    often:
    r2 := over
    r4 := top
    if (r6 != 0) r2 := r4
    goto r2 in program m[r0]
    over: halt";
