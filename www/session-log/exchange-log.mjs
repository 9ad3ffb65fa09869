/**
 * Owns the finding of files sent and fetched in a session's log, and what the
 * terminal shows in their place. A log needs no mark for them: what was typed
 * says it, also in a session that came from a file. Deliberately keeps nothing.
 *
 * In the midst of an exchange the program does not ask the person: no session
 * stands there, is undone to there, or gone on with from there.
 */
import { counted } from '../wording/figures.mjs';
import { isShellPrompt, SHELL_PROMPT } from './prompts.mjs';
import {
  fetchedBytes,
  PART_BYTES,
  PUBLICATION,
  readFetched,
  refusalToReceive,
  refusalToWrite,
} from './umix-words.mjs';

/** @typedef {import('./umix-words.mjs').FetchCommand} FetchCommand */

/**
 * What is read of an entry.
 * @typedef {{ bytes: Uint8Array, isEnd: boolean, echo?: string }} LogEntry
 */

/**
 * A file on its way, from the moment after `from` entries to the moment after `to`.
 * @typedef {object} Way
 * @property {string} name
 * @property {number} from
 * @property {number} to
 * @property {boolean} isCutOff the log ends before the exchange does
 */

/** @typedef {Way & { kind: 'send', sentinel: string, fileBytes: number, isStopped: boolean }} Sending */
/** @typedef {Way & { kind: 'fetch', command: FetchCommand }} Fetching */
/** @typedef {Sending | Fetching} Exchange */

/**
 * What a moment printed, as far as it is known.
 * @typedef {{ output: Uint8Array, outputBytes: number }} Reply `outputBytes`: in all; `output` is the latest of it
 */

const SEND = /^rm (\S+)\n\/bin\/umodem \1 ([A-Z]+)\n$/;
const FETCH = /^\n(dump|cat) (\S+)\n$/;
/** No opening is longer. */
const OPENING_BYTES = 4096;
/** The shell's prompt, with the line of news that may go before it: no line of a dump. */
const PROMPT = /(?:\n[^\n]*[^0-9A-F \n][^\n]*\n)?% $/;
const PUBLICATION_LINE = new RegExp(`^[^\\n]*${PUBLICATION}[^\\n]*$`, 'gm');

const decoder = new TextDecoder();
const latin1 = new TextDecoder('latin1');

/**
 * All exchanges in a log, in order.
 * @param {readonly LogEntry[]} log
 */
export function findExchanges(log) {
  /** @type {Exchange[]} */
  const found = [];
  for (let at = 0; at < log.length; ) {
    const exchange = exchangeAt(log, at);
    if (exchange) found.push(exchange);
    at = exchange?.to ?? at + 1;
  }
  return found;
}

/**
 * The moment to stand at instead of the one after `entries` entries: that one,
 * unless it is in the midst of an exchange; then the exchange's end when coming
 * from before it, and otherwise its beginning.
 * @param {readonly LogEntry[]} log
 * @param {number} entries
 */
export function standing(log, entries, from = entries) {
  const within = findExchanges(log).find(
    (exchange) =>
      exchange.from < entries && (entries < exchange.to || (exchange.isCutOff && entries > 0)),
  );
  if (!within || entries > within.to) return entries;
  return from < entries && !within.isCutOff ? within.to : within.from;
}

/**
 * For each entry of an exchange, what it is about; nothing for the others.
 * @param {readonly LogEntry[]} log
 */
export function exchangeNames(log) {
  /** @type {(string | undefined)[]} */
  const names = [];
  for (const { kind, name, from, to } of findExchanges(log)) {
    for (let at = from; at < to; at++) names[at] = `${kind === 'send' ? 'send' : 'fetch'} ${name}`;
  }
  return names;
}

/**
 * The entries that more of the same file follows.
 * @param {readonly LogEntry[]} log
 */
export function midstOfExchanges(log) {
  /** @type {Set<number>} */
  const midst = new Set();
  for (const { from, to } of findExchanges(log)) {
    for (let at = from; at < to - 1; at++) midst.add(at);
  }
  return midst;
}

/**
 * Whether a log has nothing after `from` entries but files fetched, which changes nothing in UMIX.
 * @param {readonly LogEntry[]} log
 * @param {number} from
 */
export function isOnlyFetched(log, from) {
  let at = from;
  for (const { kind, from: begins, to } of findExchanges(log)) {
    if (kind === 'fetch' && begins === at) at = to;
  }
  return at === log.length;
}

/**
 * The line that stands for an exchange.
 * @param {Exchange} exchange
 * @param {readonly (Reply | undefined)[]} replies what its moments printed, in order
 */
export function noteOf(exchange, replies) {
  const { name } = exchange;
  const last = replies.at(-1);
  if (exchange.kind === 'fetch') {
    if (exchange.isCutOff) return `fetching ${name}`;
    if (!last) return `fetched ${name}`;
    return noteOfFetched(exchange.command, name, last);
  }
  const refusal = refusalOf(exchange, replies);
  if (refusal !== undefined) return `${name} was not sent: ${refusal}`;
  if (exchange.isCutOff) return `sending ${name}`;
  if (exchange.isStopped)
    return `sending ${name} was stopped, and the part that had arrived was removed`;
  return `sent ${name}, ${bytesWords(exchange.fileBytes)}`;
}

/**
 * Why the file is not in UMIX; undefined when it is, or when that was not wanted any more.
 * @param {Sending} exchange
 * @param {readonly (Reply | undefined)[]} replies
 */
export function refusalOf(exchange, replies) {
  const [first] = replies;
  const last = replies.at(-1);
  const refused = first && refusalToReceive(first.output, exchange.sentinel);
  if (refused !== undefined) return refused;
  if (exchange.isStopped || exchange.isCutOff || !last) return undefined;
  return refusalToWrite(last.output, exchange.fileBytes);
}

/**
 * What of an exchange's output is shown all the same: publications, and the prompt that waits.
 * @param {Exchange} exchange
 * @param {readonly (Reply | undefined)[]} replies
 */
export function shownOf({ kind }, replies) {
  // What a fetched file holds was not printed by the game.
  const publications = (kind === 'send' ? replies : []).flatMap(
    (reply) => (reply && latin1.decode(reply.output).match(PUBLICATION_LINE)) ?? [],
  );
  const last = replies.at(-1)?.output ?? new Uint8Array(0);
  const line = latin1.decode(last.subarray(last.lastIndexOf(0x0a) + 1));
  // A file without a last line feed, or another prompt, may stand before it.
  const prompt = isShellPrompt(line) ? SHELL_PROMPT : line;
  const text = publications.map((line) => `${line}\n`).join('') + prompt;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * @param {readonly LogEntry[]} log
 * @param {number} from
 * @returns {Exchange | undefined}
 */
function exchangeAt(log, from) {
  const opening = typedByUs(log[from]);
  if (opening === undefined || opening.length > OPENING_BYTES) return undefined;
  const text = decoder.decode(opening);
  const [, command, fetched] = FETCH.exec(text) ?? [];
  if (fetched !== undefined && (command === 'dump' || command === 'cat')) {
    const name = fetched;
    const next = command === 'dump' && typedByUs(log[from + 1]);
    // `cat` follows where `dump` refused.
    if (next && next.length <= OPENING_BYTES && decoder.decode(next) === `\ncat ${name}\n`) {
      return { kind: 'fetch', name, command: 'cat', from, to: from + 2, isCutOff: false };
    }
    return { kind: 'fetch', name, command, from, to: from + 1, isCutOff: false };
  }
  const [, name, sentinel] = SEND.exec(text) ?? [];
  if (name === undefined || sentinel === undefined) return undefined;
  return sendAt(log, from, name, sentinel);
}

/**
 * @param {readonly LogEntry[]} log
 * @param {number} from
 * @param {string} name
 * @param {string} sentinel
 * @returns {Sending}
 */
function sendAt(log, from, name, sentinel) {
  const exchange = { kind: /** @type {const} */ ('send'), name, sentinel, from };
  const stop = `${sentinel}rm ${name}\n`;
  let fileBytes = 0;
  for (let at = from + 1; at < log.length; at++) {
    const part = typedByUs(log[at]);
    if (part && endsWith(part, sentinel)) {
      fileBytes += part.length - sentinel.length;
      return { ...exchange, fileBytes, to: at + 1, isStopped: false, isCutOff: false };
    }
    if (part && endsWith(part, stop)) {
      return { ...exchange, fileBytes, to: at + 1, isStopped: true, isCutOff: false };
    }
    // UMIX refused, and the shell was given something else.
    if (part?.length !== PART_BYTES) {
      return { ...exchange, fileBytes, to: at, isStopped: false, isCutOff: false };
    }
    fileBytes += part.length;
  }
  return { ...exchange, fileBytes, to: log.length, isStopped: false, isCutOff: true };
}

/**
 * What an entry holds that stands on no line of the terminal.
 * @param {LogEntry | undefined} entry
 */
function typedByUs(entry) {
  return entry && !entry.isEnd && entry.echo === undefined ? entry.bytes : undefined;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} text
 */
function endsWith(bytes, text) {
  const end = new TextEncoder().encode(text);
  const at = bytes.length - end.length;
  return at >= 0 && end.every((byte, nth) => bytes[at + nth] === byte);
}

/**
 * @param {FetchCommand} command
 * @param {string} name
 * @param {Reply} reply
 */
function noteOfFetched(command, name, reply) {
  if (reply.outputBytes === reply.output.length) {
    const read = readFetched(command, reply.output);
    return 'bytes' in read
      ? `fetched ${name}, ${bytesWords(read.bytes.length)}`
      : `${name} was not fetched: ${read.refusal}`;
  }
  // Only the latest part of a long output is kept, with the prompt at its end.
  const tail = latin1.decode(reply.output.subarray(-OPENING_BYTES));
  const promptBytes = PROMPT.exec(tail)?.[0].length ?? 0;
  return `fetched ${name}, ${bytesWords(fetchedBytes(command, reply.outputBytes, promptBytes))}`;
}

/**
 * A size, exactly.
 * @param {number} count
 * @returns {string}
 */
export function bytesWords(count) {
  return counted(count, 'byte');
}
