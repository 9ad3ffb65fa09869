/**
 * Owns what becomes of a program's output: it is recorded for saving, searched
 * for dumps, and the rest is sent to the page as far as credit goes.
 * Deliberately knows neither the machine nor why it stopped.
 */

import type { WorkerHost } from '../worker-host.ts';
import { ByteLog, concatenate } from './byte-log.ts';
import { type CaughtDump, DumpCatcher } from './dump.ts';

/** Bytes that may be on their way to the terminal's screen. A terminal draws so much in about 20 ms. */
export const OUTPUT_CREDIT_BYTES = 256 * 1024;
/** With less credit than this the program rests: slices for a few bytes each would be all overhead. */
const LEAST_CREDIT_BYTES = OUTPUT_CREDIT_BYTES / 8;
/** What is caught needs no credit; it is taken from the machine in pieces of this size. */
const CATCH_PIECE_BYTES = 1024 * 1024;
/** The whole output is recorded up to this size. */
export const RECORD_MAX_BYTES = 64 * 1024 * 1024;
/** `dump-progress` at most this often. */
const PROGRESS_INTERVAL_MS = 100;

/** The way of output from the machine to the page. */
export class ConsoleOutput {
  readonly #host: WorkerHost;
  readonly #record = new ByteLog(RECORD_MAX_BYTES);
  #catcher = new DumpCatcher();
  /** Sent and not given back. Survives a change of program: those bytes are still on their way. */
  #outstandingBytes = 0;
  #quiet = true;
  #progressMs = Number.NEGATIVE_INFINITY;
  /** The number of the dump that is being caught or comes next. */
  #nextDumpId = 1;
  #dump: { id: number; name: string; caught: CaughtDump } | undefined;

  constructor(host: WorkerHost) {
    this.#host = host;
  }

  /** How many bytes may be taken from the machine now; 0 when the program must rest. */
  capacityBytes(): number {
    if (this.#catcher.catching) return CATCH_PIECE_BYTES;
    const creditBytes = OUTPUT_CREDIT_BYTES - this.#outstandingBytes;
    return creditBytes < LEAST_CREDIT_BYTES ? 0 : creditBytes;
  }

  /** Another program begins, or the same one anew. The latest dump is kept. */
  restart(): void {
    if (this.#catcher.catching) this.#nextDumpId += 1;
    this.#record.clear();
    this.#catcher = new DumpCatcher();
    this.#quiet = true;
  }

  /** The program goes on from a moment: what it printed before is not in the record. */
  forgetEarlier(): void {
    this.#record.lose();
  }

  /** The program has printed nothing since its beginning. */
  get isSilent(): boolean {
    const { appendedBytes, truncated } = this.#record;
    return appendedBytes === 0 && !truncated;
  }

  /** Takes what the machine printed; `bytes` must not change afterwards. */
  deliver(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#quiet = false;
    this.#host.printed?.(bytes);
    this.#record.append(bytes);
    this.#show(this.#catcher.feed(bytes));
    if (!this.#catcher.catching) return;
    const nowMs = this.#host.nowMs();
    if (nowMs - this.#progressMs < PROGRESS_INTERVAL_MS) return;
    this.#progressMs = nowMs;
    const caughtBytes = this.#catcher.caughtBytes;
    this.#host.emit({ type: 'dump-progress', id: this.#nextDumpId, caughtBytes });
  }

  /** The program stopped: nothing that belongs to its output so far stays behind. */
  settle(): void {
    const { shown, dump } = this.#catcher.settle();
    if (dump) this.#announce(dump);
    this.#show(shown);
  }

  /** Called a few times a second while the program runs: words held in doubt are not held for long. */
  tick(): void {
    if (this.#quiet) this.release();
    this.#quiet = true;
  }

  /** The program stands still for someone to look at: words held in doubt are shown. */
  release(): void {
    this.#show(this.#catcher.release());
  }

  /** The page has drawn this many bytes. */
  ack(outputBytes: number): void {
    this.#outstandingBytes = Math.max(0, this.#outstandingBytes - outputBytes);
  }

  /** Sends the whole recorded output. */
  save(): void {
    const truncated = this.#record.truncated;
    this.#host.emit({ type: 'saved-output', bytes: this.#record.bytes(), truncated });
  }

  /** Sends a copy of the dump with this id. */
  takeDump(id: number): void {
    const dump = this.#dump;
    if (dump?.id === id) {
      const bytes = concatenate(dump.caught.pieces);
      this.#host.emit({ type: 'dump-bytes', id, name: dump.name, bytes });
    } else {
      const sentence = 'That dump is no longer kept: a later one took its place.';
      this.#host.emit({ type: 'refused', name: `dump ${id}`, sentence });
    }
  }

  #announce(caught: CaughtDump): void {
    // Printed again, after a way back or from the beginning, it keeps its name.
    const same = this.#dump?.caught.sha256 === caught.sha256 ? this.#dump : undefined;
    const id = same?.id ?? this.#nextDumpId;
    const name = caught.known?.fileName ?? `dump-${id}.um`;
    if (!same) this.#nextDumpId += 1;
    this.#progressMs = Number.NEGATIVE_INFINITY;
    this.#dump = { id, name, caught };
    this.#host.emit({
      type: 'dump-caught',
      id,
      caughtBytes: caught.sizeBytes,
      name,
      sha256: caught.sha256,
      ...(caught.known && { known: caught.known.program }),
      ...(caught.truncated && { truncated: true }),
    });
  }

  #show(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#outstandingBytes += bytes.length;
    // A copy: the record keeps the original, the copy is transferred.
    this.#host.emit({ type: 'output', bytes: bytes.slice() });
  }
}
