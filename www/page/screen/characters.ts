/**
 * Owns the passage between the machine's unsigned 8-bit characters and text.
 *
 * The specification's console knows ASCII glyphs and bytes; what a byte above
 * 127 looks like is the person's choice. UTF-8 is the default, because that is
 * what programs written today print and what lets any typed character come back
 * unchanged; a byte that is no UTF-8 shows as U+FFFD instead of vanishing. The
 * other choice gives every byte one character of its own, for programs of the
 * Latin-1 days; it is the web's reading of Latin-1 (Windows-1252), in which 128
 * to 159 are printable too rather than control codes a terminal would obey.
 *
 * The screen reads by it what is printed; whoever types writes by it. Does not
 * know lines or keys, nor how text is drawn.
 */
import { type CharacterSet, decoderOf } from '../../session-log/characters.mjs';

export type { CharacterSet };

const utf8 = new TextEncoder();

let latin1Bytes: Map<string, number> | undefined;

function latin1(): Map<string, number> {
  latin1Bytes ??= new Map(
    Array.from(
      decoderOf('latin-1').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte)),
      (character, byte) => [character, byte],
    ),
  );
  return latin1Bytes;
}

/** `text` without the characters that have no byte in this set. UTF-8 has bytes for all. */
export function withBytes(text: string, set: CharacterSet): string {
  if (set === 'utf-8') return text;
  return [...text].filter((character) => latin1().has(character)).join('');
}

/** Characters without a byte are left out; see `withBytes`. */
export function encode(text: string, set: CharacterSet): Uint8Array {
  if (set === 'utf-8') return utf8.encode(text);
  const table = latin1();
  return Uint8Array.from([...text].flatMap((character) => table.get(character) ?? []));
}

/** Turns a stream of bytes into text, whatever the places at which it is cut. */
export class Decoder {
  readonly #decoder: TextDecoder;

  constructor(set: CharacterSet) {
    this.#decoder = decoderOf(set);
  }

  decode(bytes: Uint8Array): string {
    return this.#decoder.decode(bytes, { stream: true });
  }
}

/** UTF-16 units of text that are handed over at once. */
const CHUNK_UNITS = 16 * 1024;

/** The text in pieces that are handed over one by one; none ends in half a character, which has no bytes. */
export function* chunks(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    let end = Math.min(text.length, at + CHUNK_UNITS);
    if (end < text.length && /[\ud800-\udbff]/.test(text[end - 1] ?? '')) end++;
    yield text.slice(at, end);
    at = end;
  }
}
