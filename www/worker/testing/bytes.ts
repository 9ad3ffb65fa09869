/** Owns the bytes that tests write and compare. */

/** The bytes of an ASCII text. */
export function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Whether both are the same bytes: for millions of them, where `toEqual` would take minutes. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
