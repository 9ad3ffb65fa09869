/**
 * Owns how a person names an instruction, on the page and on the command line alike: by where the
 * finger stands, as the page writes it or as programmers do, or by a line or a label of the source.
 * Does not know whether there is such a one.
 */
import { exact } from './figures.mjs';

/**
 * As the page writes it or as programmers do, `1,234` or `0x4d2`; nothing where it is no number of 32 bits.
 * @param {string} text
 * @returns {number | undefined}
 */
export function numberOf(text) {
  const word = text.trim().toLowerCase();
  const isNumber = /^(0x[\da-f]+|\d[\d,]*)$/.test(word);
  const number = isNumber ? Number(word.replaceAll(',', '')) : Number.NaN;
  return number < 2 ** 32 ? number : undefined;
}

/**
 * `12`, `1,234`, `0x4d2`, `line 12` or `loop`; nothing where it is none of these.
 * @param {string} text
 * @returns {{ finger: number } | { line: number } | { label: string } | undefined}
 */
export function placeOf(text) {
  const words = text.trim();
  const line = /^line\s*0*([1-9]\d*)$/i.exec(words)?.[1];
  if (line !== undefined) return { line: Number(line) };
  const finger = numberOf(words);
  if (finger !== undefined) return { finger };
  return isName(words) ? { label: words } : undefined;
}

/**
 * Whether something in a source may be called so: registers are called nothing else.
 * @param {string} word
 */
function isName(word) {
  return /^[\p{L}_][\p{L}\d_]*$/u.test(word) && !/^r\d+$/i.test(word);
}

/**
 * What a name of a source stands for, be it a label or a number; nothing where it has none of that
 * name. The assembler itself knows.
 * @param {(source: string) => Uint8Array} assemble throws where there is a mistake
 * @param {Uint8Array} source
 * @param {string} name
 * @returns {number | undefined}
 */
export function namedNumber(assemble, source, name) {
  if (!isName(name)) return undefined;
  try {
    const image = assemble(`${new TextDecoder().decode(source)}\n.data ${name}\n`);
    return new DataView(image.buffer, image.byteOffset).getUint32(image.length - 4);
  } catch {
    return undefined;
  }
}

/**
 * That a source has no label of this name: that it is a number's is told.
 * @param {(source: string) => Uint8Array} assemble throws where there is a mistake
 * @param {Uint8Array} source
 * @param {string} name
 */
export function noLabel(assemble, source, name) {
  const number = namedNumber(assemble, source, name);
  return number === undefined
    ? `The source has no label ${name}.`
    : `In the source ${name} is no label: it is the number ${exact(number)}.`;
}
