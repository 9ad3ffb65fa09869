/**
 * Owns how a person names an instruction: by where the finger stands, as the page writes it or as
 * programmers do, or by a line of the source. Does not know whether there is such a one.
 */
import type { Place } from '../../protocol.ts';

/** As the page writes it or as programmers do, `1,234` or `0x4d2`; nothing where it is no number of 32 bits. */
export function numberOf(text: string): number | undefined {
  const word = text.trim().toLowerCase();
  const isNumber = /^(0x[\da-f]+|\d[\d,]*)$/.test(word);
  const number = isNumber ? Number(word.replaceAll(',', '')) : Number.NaN;
  return number < 2 ** 32 ? number : undefined;
}

/** `12`, `1,234`, `0x4d2` or `line 12`; nothing where it is none of these. */
export function placeOf(text: string): Place | undefined {
  const words = text.trim().toLowerCase();
  const line = /^line\s*(\d+)$/.exec(words)?.[1];
  if (line !== undefined) return { line: Number(line) };
  const finger = numberOf(words);
  return finger === undefined ? undefined : { finger };
}
