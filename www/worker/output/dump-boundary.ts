/**
 * Owns the question where a dump begins to be one and where it ends: which
 * bytes are a program image and which are words to the person at the console.
 * Deliberately knows nothing of streams; see dump.ts for those.
 *
 * What a dump looks like. The codex prints its image directly after the colon
 * of its announcement and then halts. Another program may go on with its
 * dialogue (a menu, a prompt) before it next awaits input, and nothing in the
 * stream says where the image ended. The rule, in this order:
 *
 * 1. If the bytes begin with a known image (size and SHA-256), it ends there.
 * 2. Otherwise an image is whole platters of four bytes, and a dialogue is text
 *    with a blank or a line feed in it. The longest run of text at the very end
 *    is the dialogue, less the bytes of it that complete the image's last
 *    platter: images often end in a byte that looks like a letter (the low
 *    byte of a standard operator), never in a platter that is text throughout,
 *    because the middle bits of those operators are zero.
 * 3. Text without any blank, and text longer than a menu, is left to the image:
 *    platters too many do no harm when it is run, platters missing would.
 */

const PLATTER_BYTES = 4;
/** A menu or a prompt is shorter than this; longer text belongs to the image. */
export const DIALOGUE_MAX_BYTES = 4096;
/** So many bytes of text at the beginning mean that it is no image: four platters of letters are no instructions. */
export const TEXT_PROOF_BYTES = 16;

/** A known image may be followed by at most this much dialogue. */
export const AFTER_KNOWN_MAX_BYTES = 65_536;

/** Whether a console shows this ASCII byte as text: BEL to CR, ESC, and blank to tilde. */
function isTextByte(byte: number): boolean {
  return (byte >= 0x20 && byte <= 0x7e) || (byte >= 0x07 && byte <= 0x0d) || byte === 0x1b;
}

/** Whether `bytes` can be the beginning of a text, in ASCII or in UTF-8 cut anywhere. */
export function isTextSoFar(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 0x80 && !isTextByte(byte))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * By rule 2 and 3, how many of the last bytes are dialogue. `tail` holds the
 * last bytes of `totalBytes`; `DIALOGUE_MAX_BYTES` + 1 of them are enough.
 */
export function dialogueBytes(tail: Uint8Array, totalBytes: number): number {
  let start = tail.length;
  while (start > 0 && isTextByte(tail[start - 1] as number)) start -= 1;
  // The end of the image's last platter, counted in the whole.
  const before = totalBytes - tail.length;
  const aligned = Math.ceil((before + start) / PLATTER_BYTES) * PLATTER_BYTES - before;
  if (aligned >= tail.length) return 0;
  const dialogue = tail.subarray(aligned);
  if (dialogue.length > DIALOGUE_MAX_BYTES) return 0;
  return dialogue.includes(0x20) || dialogue.includes(0x0a) ? dialogue.length : 0;
}
