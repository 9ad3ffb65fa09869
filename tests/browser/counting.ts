/** Owns what keeps a program of a test busy for a while. Does not know what for. */

/** Assembly that counts 33,554,431 down `times` times, in the registers 2 to 5; once in a program. */
export function counting(times: number): string {
  return `
    r2 := 33554431
    r3 := ${times}
    r2 := r2 * r3
    r4 := 0
    r4 := r4 nand r4
count:
    r2 := r2 + r4
    r3 := count
    r5 := counted
    if (r2 != 0) r5 := r3
    goto r5 in program m[r0]
counted:`;
}
