/**
 * Owns the files that are to go into UMIX or out of it: one after the other,
 * each a talk with its shell of which the terminal shows one line. Deliberately
 * knows neither the machine nor the log: the desk gives it what is printed and
 * asks it what to hand over.
 *
 * What the person types meanwhile waits at the desk until the last file is done.
 */

import type { Event, ExchangeResult } from '../../protocol.ts';
import {
  type Exchange,
  findExchanges,
  type LogEntry,
  noteOf,
  refusalOf,
  shownOf,
} from '../../session-log/exchange-log.mjs';
import { isShellPrompt, LAST_LINE_CHARACTERS, lastLineAfter } from '../../session-log/prompts.mjs';
import {
  type FetchCommand,
  fetchedBytes,
  fetchLine,
  readFetched,
  sendOpening,
  sendParts,
  sendStop,
} from '../../session-log/umix-words.mjs';
import { concatenate } from '../output/byte-log.ts';
import { chooseSentinel } from './sentinel.ts';

/** A file to be moved. */
export type Errand =
  | { kind: 'send'; name: string; bytes: Uint8Array }
  | { kind: 'fetch'; name: string };

/** An errand on its way. */
interface Talk {
  errand: Errand;
  sentinel: string;
  command: FetchCommand;
  /** What is still to be handed over. */
  left: Uint8Array[];
  /** What was handed over, and what came upon each. */
  said: LogEntry[];
  replies: Uint8Array[];
  isStopping: boolean;
}

/** A program that prints more in one answer gives no file, and may go on for ever. */
export const WITHHELD_MAX_BYTES = 32 * 1024 * 1024;

/** A file's bytes that have been read may be told so often, in milliseconds. */
const PROGRESS_MS = 100;

export class FileExchange {
  readonly #host: { emit(event: Event): void; nowMs(): number };
  #errands: Errand[] = [];
  #talk: Talk | undefined;
  #results: ExchangeResult[] = [];
  /** What was printed since the program was last given something, in a talk. */
  #withheld: Uint8Array[] = [];
  #lastLine = '';
  /** Output of our own that the page has not drawn yet: no credit of the program's. */
  #ownBytes = 0;
  #progressMs = 0;

  constructor(host: { emit(event: Event): void; nowMs(): number }) {
    this.#host = host;
  }

  /** Files wait or are on their way. */
  get isOn(): boolean {
    return this.#talk !== undefined || this.#errands.length > 0;
  }

  /** The program is given what the exchange says, and the terminal shows nothing of it. */
  get isTalking(): boolean {
    return this.#talk !== undefined;
  }

  /** The unfinished last line of output, whoever it was for. */
  get lastLine(): string {
    return this.#lastLine;
  }

  add(errands: readonly Errand[]): void {
    this.#errands.push(...errands);
  }

  /**
   * Nothing more is begun, and what is half sent is ended. True when UMIX prints
   * a file: it cannot be told to leave off, and is to be taken back to before.
   */
  stop(): boolean {
    for (const { kind, name } of this.#errands) {
      this.#results.push({ kind, name, isDone: false, sentence: `${name} was not begun.` });
    }
    this.#errands = [];
    if (this.#talk) this.#talk.isStopping = true;
    else if (this.#results.length > 0) this.#tellOver();
    return this.isFetching;
  }

  /** UMIX was asked for a file, and prints it. */
  get isFetching(): boolean {
    return this.#talk?.errand.kind === 'fetch';
  }

  /** Another program, or another moment: what was going on belongs to the one before. */
  abandon(lastLine = ''): void {
    this.#withheld = [];
    this.#lastLine = lastLine;
    if (!this.isOn) return;
    const talk = this.#talk;
    this.#talk = undefined;
    if (talk) {
      const { kind, name } = talk.errand;
      const isStopped = kind === 'fetch' && talk.isStopping;
      const sentence = isStopped ? `fetching ${name} was stopped.` : `${name} was left half way.`;
      this.#results.push({ kind, name, isDone: false, sentence });
    }
    this.stop();
    if (this.#results.length > 0) this.#tellOver();
  }

  /** The program printed this; true when the terminal is not to show it. */
  printed(bytes: Uint8Array): boolean {
    const text = new TextDecoder('latin1').decode(bytes.subarray(-LAST_LINE_CHARACTERS));
    this.#lastLine = lastLineAfter(this.#lastLine, text);
    if (!this.#talk) return false;
    if (this.#withheldBytes + bytes.length > WITHHELD_MAX_BYTES) {
      this.abandon(this.#lastLine);
      return false;
    }
    this.#withheld.push(bytes.slice());
    return true;
  }

  get #withheldBytes(): number {
    return this.#withheld.reduce((sum, { length }) => sum + length, 0);
  }

  /** The program asks; `isLineWaiting`: something was typed for it before, which goes first. */
  asked(isLineWaiting: boolean): void {
    if (this.#talk) this.#heardReply(this.#talk);
    else if (isLineWaiting) return;
    while (!this.#talk && this.#errands.length > 0) this.#begin();
  }

  /** What is handed over now; the log has it first. */
  take(): Uint8Array | undefined {
    const bytes = this.#talk?.left.shift();
    if (bytes) this.#talk?.said.push({ bytes, isEnd: false });
    return bytes;
  }

  /** The program is over: what it said last is shown. */
  ended(): void {
    if (!this.isOn) return;
    const withheld = concatenate(this.#withheld);
    this.#withheld = [];
    if (withheld.length > 0) this.#show(withheld);
    this.abandon();
  }

  /** The program has `pendingBytes` of what it was given to read yet. */
  progress(pendingBytes: number): void {
    const talk = this.#talk;
    const nowMs = this.#host.nowMs();
    if (!talk || nowMs - this.#progressMs < PROGRESS_MS) return;
    this.#progressMs = nowMs;
    const { kind, name } = talk.errand;
    const filesLeft = this.#errands.length;
    if (talk.errand.kind === 'fetch') {
      const doneBytes = fetchedBytes(talk.command, this.#withheldBytes, 0);
      this.#host.emit({ type: 'exchange', kind, name, doneBytes, filesLeft });
      return;
    }
    const ofBytes = talk.errand.bytes.length;
    const saidBytes = talk.said.slice(1).reduce((sum, { bytes }) => sum + bytes.length, 0);
    const doneBytes = Math.min(ofBytes, Math.max(0, saidBytes - pendingBytes));
    this.#host.emit({ type: 'exchange', kind, name, doneBytes, ofBytes, filesLeft });
  }

  /** The page has drawn so much; gives how much of it was the program's. */
  drawn(outputBytes: number): number {
    const own = Math.min(this.#ownBytes, outputBytes);
    this.#ownBytes -= own;
    return outputBytes - own;
  }

  #begin(): void {
    const errand = this.#errands.shift();
    if (!errand) return;
    const { kind, name } = errand;
    if (!isShellPrompt(this.#lastLine)) {
      // Also of a program that is no UMIX, which cannot be told by what it prints.
      const sentence = `Only UMIX’s shell (“%”) can ${kind === 'send' ? 'take' : 'give'} ${name}, and it does not ask for a command now.`;
      this.#results.push({ kind, name, isDone: false, sentence });
      this.#tellOverIfDone();
      return;
    }
    const sentinel = kind === 'send' ? chooseSentinel(errand.bytes) : '';
    const left =
      kind === 'send'
        ? [sendOpening(name, sentinel), ...sendParts(errand.bytes, sentinel)]
        : [fetchLine('dump', name)];
    this.#talk = {
      errand,
      sentinel,
      command: 'dump',
      left,
      said: [],
      replies: [],
      isStopping: false,
    };
    this.#progressMs = Number.NEGATIVE_INFINITY;
    this.progress(0);
  }

  /** The program has read all it was given and asks for more. */
  #heardReply(talk: Talk): void {
    if (talk.said.length === 0) return;
    const reply = concatenate(this.#withheld);
    this.#withheld = [];
    talk.replies.push(reply);
    this.progress(0);
    if (talk.errand.kind === 'fetch') this.#heardFetched(talk, reply);
    else this.#heardSent(talk, talk.errand.name);
  }

  #heardSent(talk: Talk, name: string): void {
    if (isShellPrompt(this.#lastLine) && talk.left.length > 0) {
      // umodem is not what reads: the file would be taken for commands.
      talk.left = [];
    }
    if (talk.isStopping && talk.left.length > 0) {
      talk.left = [sendStop(name, talk.sentinel)];
      talk.isStopping = false;
    }
    if (talk.left.length === 0) this.#finish(talk);
  }

  #heardFetched(talk: Talk, reply: Uint8Array): void {
    const { name } = talk.errand;
    const read = readFetched(talk.command, reply);
    if ('bytes' in read) {
      this.#host.emit({ type: 'file-fetched', name, bytes: read.bytes });
    } else if (talk.command === 'dump' && !talk.isStopping) {
      talk.command = 'cat';
      talk.left = [fetchLine('cat', name)];
      return;
    }
    this.#finish(talk);
  }

  #finish(talk: Talk): void {
    this.#talk = undefined;
    const { kind, name } = talk.errand;
    const replies = talk.replies.map((output) => ({ output, outputBytes: output.length }));
    // What the log says of it now, it says whenever the session is shown again.
    const [exchange] = findExchanges([...talk.said, { bytes: new Uint8Array(0), isEnd: true }]);
    if (exchange) {
      const note = noteOf(exchange, replies);
      this.#host.emit({ type: 'note', text: note });
      this.#results.push({ kind, name, isDone: isDone(exchange, replies), sentence: `${note}.` });
      this.#show(shownOf(exchange, replies));
    }
    this.#tellOverIfDone();
  }

  #show(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#ownBytes += bytes.length;
    this.#host.emit({ type: 'output', bytes });
  }

  #tellOverIfDone(): void {
    if (!this.isOn) this.#tellOver();
  }

  #tellOver(): void {
    const results = this.#results;
    this.#results = [];
    this.#host.emit({ type: 'exchange-over', results });
  }
}

function isDone(exchange: Exchange, replies: Parameters<typeof noteOf>[1]): boolean {
  if (exchange.kind === 'send') {
    return !exchange.isStopped && refusalOf(exchange, replies) === undefined;
  }
  const last = replies.at(-1);
  return last !== undefined && 'bytes' in readFetched(exchange.command, last.output);
}
