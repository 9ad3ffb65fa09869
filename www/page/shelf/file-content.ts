/**
 * Owns what can be told of a file by looking at it: whether it is text, which
 * bytes of it are sent, whether it is a program's, and which names UMIX takes.
 * Does not know where files are kept or how they are sent.
 */
import { hasProgramEnding } from '../../wording/program-names.mjs';

/** How a file is sent: text without its carriage returns, or every byte as it is. */
export type SendMode = 'text' | 'binary';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** Tab, line feed, form feed, carriage return, escape: what texts have besides letters. */
const TEXT_CONTROLS = new Set([9, LINE_FEED, 12, CARRIAGE_RETURN, 27]);
/** As much of a file is looked at. */
const LOOKED_AT_BYTES = 1024 * 1024;

/** Text in UTF-8 or Latin-1 has no control codes but a few. */
export function modeOf(bytes: Uint8Array): SendMode {
  const looked = bytes.subarray(0, LOOKED_AT_BYTES);
  if (looked.some((byte) => (byte < 32 && !TEXT_CONTROLS.has(byte)) || byte === 127)) {
    return 'binary';
  }
  const hasHighControls = looked.some((byte) => byte >= 128 && byte < 160);
  return hasHighControls && !isUtf8(bytes) ? 'binary' : 'text';
}

/** What goes into UMIX. */
export function bytesToSend(bytes: Uint8Array, mode: SendMode): Uint8Array {
  if (mode === 'binary' || !bytes.includes(CARRIAGE_RETURN)) return bytes;
  // Lines that end in carriage returns alone would all become one.
  if (!bytes.includes(LINE_FEED)) {
    return bytes.map((byte) => (byte === CARRIAGE_RETURN ? LINE_FEED : byte));
  }
  return bytes.filter((byte) => byte !== CARRIAGE_RETURN);
}

/** What a list says of a file. */
export interface FileFacts {
  mode: SendMode;
  carriageReturns: number;
  hasLineFeeds: boolean;
  isEditable: boolean;
}

const facts = new WeakMap<Uint8Array, FileFacts>();

/** Read once: a list is drawn often. */
export function factsOf(bytes: Uint8Array): FileFacts {
  const known = facts.get(bytes);
  if (known) return known;
  const read = {
    mode: modeOf(bytes),
    carriageReturns: countCarriageReturns(bytes),
    hasLineFeeds: bytes.includes(LINE_FEED),
    isEditable: editableText(bytes) !== undefined,
  };
  facts.set(bytes, read);
  return read;
}

function countCarriageReturns(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte === CARRIAGE_RETURN) count++;
  return count;
}

/** The file as an editor shows it; undefined where that would lose something. */
export function editableText(bytes: Uint8Array): string | undefined {
  if (modeOf(bytes) !== 'text') return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Its name, or its first bytes, are those of a program or of its source. */
export function looksLikeProgram({ name, bytes }: { name: string; bytes: Uint8Array }): boolean {
  return hasProgramEnding(name) || (bytes[0] === 0x1f && bytes[1] === 0x8b);
}

/** What is wrong with a name for UMIX, in a sentence; undefined when it will do. */
export function troubleWithName(name: string): string | undefined {
  if (name === '') return 'A file needs a name.';
  if (name === '.' || name === '..') return 'That is a directory’s name.';
  if (name.includes('/')) return 'A file is sent to the directory you are in: no “/” in its name.';
  if (/\s/.test(name)) return 'UMIX allows no spaces in a name.';
  if (/[\x00-\x1f\x7f]/.test(name)) return 'UMIX allows no control characters in a name.';
  if (new TextEncoder().encode(name).length > 255) return 'That name is too long.';
  return undefined;
}

/** A name that UMIX takes, as near to the file's own as can be. */
export function nameForUmix(name: string): string {
  const base = name.split(/[/\\]/).pop() ?? '';
  const plain = base.replace(/[\s\x00-\x1f\x7f]+/g, '_').slice(0, 80);
  return troubleWithName(plain) === undefined ? plain : 'file';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
