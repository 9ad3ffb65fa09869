/**
 * Owns how a person names an instruction: by where the finger stands, as the page writes it or as
 * programmers do, or by a line of the source. Does not know whether there is such a one.
 */
import type { Place } from '../../protocol.ts';

/** `12`, `1,234`, `0x4d2` or `line 12`; nothing where it is none of these. */
export function placeOf(text: string): Place | undefined {
  const words = text.trim().toLowerCase();
  const line = /^line\s*(\d+)$/.exec(words)?.[1];
  if (line !== undefined) return { line: Number(line) };
  if (/^0x[\da-f]+$/.test(words)) return { finger: Number(words) };
  return /^\d[\d,]*$/.test(words) ? { finger: Number(words.replaceAll(',', '')) } : undefined;
}
