/**
 * Owns what is typed to UMIX's shell to move a file, what its answers mean, and how a
 * publication is known, which may come among them.
 * Deliberately does not know when anything is typed.
 *
 * A file is sent by `rm NAME`, `/bin/umodem NAME SENTINEL`, its bytes and the
 * sentinel. `rm` complains where there is no such file, which is of no interest.
 * A file is fetched by `dump NAME`, which gives every byte; `cat` is asked only
 * where `dump` refuses. An empty line goes before it: the shell answers with
 * its prompt, so that what the file is and what the next prompt is can be told
 * apart, whatever is in the file.
 */
import { parseHexDump } from './hex-dump.mjs';
import { SHELL_PROMPT } from './prompts.mjs';

/** A file is handed over in parts of so many bytes, between which sending can be stopped. */
export const PART_BYTES = 32 * 1024;

/** A publication, such as `INTRO.LOG=200@999999|35e6…`, as the source of a pattern. */
export const PUBLICATION = String.raw`[A-Z]{5}\.[A-Z0-9]{3}=\d{1,9}@~?\d{1,12}\|[0-9a-f]{1,32}`;

const encoder = new TextEncoder();
const decoder = new TextDecoder('latin1');

/**
 * @param {string} name
 * @param {string} sentinel
 */
export function sendOpening(name, sentinel) {
  return encoder.encode(`rm ${name}\n/bin/umodem ${name} ${sentinel}\n`);
}

/**
 * The parts in which a file goes; all but the last have `PART_BYTES`, the last ends in the sentinel.
 * @param {Uint8Array} file
 * @param {string} sentinel
 */
export function sendParts(file, sentinel) {
  /** @type {Uint8Array[]} */
  const parts = [];
  let at = 0;
  for (; file.length - at >= PART_BYTES; at += PART_BYTES) {
    parts.push(file.subarray(at, at + PART_BYTES));
  }
  const rest = file.subarray(at);
  const last = new Uint8Array(rest.length + sentinel.length);
  last.set(rest);
  last.set(encoder.encode(sentinel), rest.length);
  return [...parts, last];
}

/**
 * What ends a file half sent, and takes away what had come of it.
 * @param {string} name
 * @param {string} sentinel
 */
export function sendStop(name, sentinel) {
  return encoder.encode(`${sentinel}rm ${name}\n`);
}

/** @typedef {'dump' | 'cat'} FetchCommand */

/**
 * @param {FetchCommand} command
 * @param {string} name
 */
export function fetchLine(command, name) {
  return encoder.encode(`\n${command} ${name}\n`);
}

/**
 * Why umodem does not take the file; undefined when it does.
 * @param {Uint8Array} reply
 * @param {string} sentinel
 */
export function refusalToReceive(reply, sentinel) {
  const text = decoder.decode(reply);
  if (text.endsWith(`Terminate with ${sentinel}...\n`)) return undefined;
  const prompt = text.indexOf(SHELL_PROMPT);
  // What `rm` said is of no interest.
  const ofUmodem = prompt < 0 ? text : text.slice(prompt + SHELL_PROMPT.length);
  return firstLine(ofUmodem) || 'UMIX did not start umodem';
}

/**
 * Why a file that was sent is not there; undefined when all of it is.
 * @param {Uint8Array} reply
 * @param {number} fileBytes
 */
export function refusalToWrite(reply, fileBytes) {
  // It counts as it reads; what it says at the end is what matters.
  const text = decoder.decode(reply).replace(/^Transferred \d+\.\.\.\n/gm, '');
  const written = /^writing (\d+) characters\n/.exec(text);
  if (!written) return firstLine(text) || 'UMIX did not say that it wrote the file';
  const illegal = /^Illegal filename.*$/m.exec(text);
  if (illegal) return illegal[0];
  if (Number(written[1]) !== fileBytes) return `UMIX wrote ${written[1]} of ${fileBytes} bytes`;
  return undefined;
}

/**
 * What came upon `fetchLine`: the file, or why not.
 * @param {FetchCommand} command
 * @param {Uint8Array} reply
 * @returns {{ bytes: Uint8Array } | { refusal: string }}
 */
export function readFetched(command, reply) {
  const promptBytes = promptLength(reply);
  const between = reply.subarray(promptBytes, reply.length - promptBytes);
  if (promptBytes === 0 || !sameBytes(reply, promptBytes)) {
    return { refusal: 'UMIX answered with something else' };
  }
  if (command === 'dump') {
    const bytes = parseHexDump(between);
    return bytes ? { bytes: bytes.slice() } : { refusal: firstLine(decoder.decode(between)) };
  }
  const text = decoder.decode(between.subarray(0, 256));
  const isRefused = /^(?:cat: .*|unknown command .*)\n/.test(text) || /^SYNTAX ERROR/.test(text);
  return isRefused ? { refusal: firstLine(text) } : { bytes: between.slice() };
}

/**
 * How many bytes a file had that `dump` printed, by the length of what came upon `fetchLine`.
 * @param {FetchCommand} command
 * @param {number} replyBytes
 * @param {number} promptBytes
 */
export function fetchedBytes(command, replyBytes, promptBytes) {
  const printed = replyBytes - 2 * promptBytes;
  return command === 'cat' ? printed : Math.floor(printed / 3);
}

/**
 * Bytes of the prompt that a reply to `fetchLine` begins with.
 * @param {Uint8Array} reply
 */
function promptLength(reply) {
  for (let at = 1; at < reply.length; at++) {
    if (reply[at - 1] === 0x25 && reply[at] === 0x20) return at + 1;
  }
  return 0;
}

/**
 * Whether a reply ends with as many bytes as it begins with.
 * @param {Uint8Array} reply
 * @param {number} count
 */
function sameBytes(reply, count) {
  if (reply.length < 2 * count) return false;
  const end = reply.length - count;
  for (let at = 0; at < count; at++) if (reply[at] !== reply[end + at]) return false;
  return true;
}

/**
 * The first line that says something.
 * @param {string} text
 */
function firstLine(text) {
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  );
}
