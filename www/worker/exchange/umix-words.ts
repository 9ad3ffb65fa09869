/**
 * Owns what is typed to UMIX's shell to move a file, and what its answers mean.
 * Deliberately does not know when anything is typed.
 *
 * A file is sent by `rm NAME`, `/bin/umodem NAME SENTINEL`, its bytes and the
 * sentinel. `rm` complains where there is no such file, which is of no interest.
 * A file is fetched by `dump NAME`, which gives every byte; `cat` is asked only
 * where `dump` refuses. An empty line goes before it: the shell answers with
 * its prompt, so that what the file is and what the next prompt is can be told
 * apart, whatever is in the file.
 */
import { concatenate } from '../byte-log.ts';
import { parseHexDump } from './hex-dump.ts';

/** A file is handed over in parts of so many bytes, between which sending can be stopped. */
export const PART_BYTES = 32 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder('latin1');

export function sendOpening(name: string, sentinel: string): Uint8Array {
  return encoder.encode(`rm ${name}\n/bin/umodem ${name} ${sentinel}\n`);
}

/** The parts in which a file goes; all but the last have `PART_BYTES`, the last ends in the sentinel. */
export function sendParts(file: Uint8Array, sentinel: string): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (; file.length - at >= PART_BYTES; at += PART_BYTES) {
    parts.push(file.subarray(at, at + PART_BYTES));
  }
  return [...parts, concatenate([file.subarray(at), encoder.encode(sentinel)])];
}

/** What ends a file half sent, and takes away what had come of it. */
export function sendStop(name: string, sentinel: string): Uint8Array {
  return encoder.encode(`${sentinel}rm ${name}\n`);
}

export type FetchCommand = 'dump' | 'cat';

export function fetchLine(command: FetchCommand, name: string): Uint8Array {
  return encoder.encode(`\n${command} ${name}\n`);
}

export const SHELL_PROMPT = '% ';

/** Whether the shell waits for a command after this line of output. */
export function isShellPrompt(lastLine: string): boolean {
  return lastLine.endsWith(SHELL_PROMPT);
}

/** Why umodem does not take the file; undefined when it does. */
export function refusalToReceive(reply: Uint8Array, sentinel: string): string | undefined {
  const text = decoder.decode(reply);
  if (text.endsWith(`Terminate with ${sentinel}...\n`)) return undefined;
  const afterPrompt = text.slice(text.indexOf('% ') + 2);
  return firstLine(afterPrompt) || 'UMIX did not start umodem';
}

/** Why a file that was sent is not there; undefined when all of it is. */
export function refusalToWrite(reply: Uint8Array, fileBytes: number): string | undefined {
  // It counts as it reads; what it says at the end is what matters.
  const text = decoder.decode(reply).replace(/^Transferred \d+\.\.\.\n/gm, '');
  const written = /^writing (\d+) characters\n/.exec(text);
  if (!written) return firstLine(text) || 'UMIX did not say that it wrote the file';
  const illegal = /^Illegal filename.*$/m.exec(text);
  if (illegal) return illegal[0];
  if (Number(written[1]) !== fileBytes) return `UMIX wrote ${written[1]} of ${fileBytes} bytes`;
  return undefined;
}

/** What came upon `fetchLine`: the file, or why not. */
export function readFetched(
  command: FetchCommand,
  reply: Uint8Array,
): { bytes: Uint8Array } | { refusal: string } {
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

/** How many bytes a file had that `dump` printed, by the length of what came upon `fetchLine`. */
export function fetchedBytes(
  command: FetchCommand,
  replyBytes: number,
  promptBytes: number,
): number {
  const printed = replyBytes - 2 * promptBytes;
  return command === 'cat' ? printed : Math.floor(printed / 3);
}

/** Bytes of the prompt that a reply to `fetchLine` begins with. */
export function promptLength(reply: Uint8Array): number {
  for (let at = 1; at < reply.length; at++) {
    if (reply[at - 1] === 0x25 && reply[at] === 0x20) return at + 1;
  }
  return 0;
}

/** Whether a reply ends with as many bytes as it begins with. */
function sameBytes(reply: Uint8Array, count: number): boolean {
  if (reply.length < 2 * count) return false;
  const end = reply.length - count;
  for (let at = 0; at < count; at++) if (reply[at] !== reply[end + at]) return false;
  return true;
}

/** The first line that says something. */
function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? ''
  );
}
