/**
 * Owns the way of a machine through a session's input log, as fast as it can
 * go, a slice at a time, with its output kept from the terminal. Deliberately
 * knows nothing of where the log comes from, nor of the page.
 *
 * The machine does what it did: where it does not ask for an entry at the
 * instruction at which it asked before, the log belongs to another program, or
 * one of our own parts is broken, and the way ends there.
 */

import type { Entry } from '../keeping/records.ts';
import { DumpCatcher } from '../output/dump.ts';
import type { OutputTrail } from '../output/output-trail.ts';
import { hostTroubleOf } from '../running/accounts.ts';
import type { MachinePort, StopReason } from '../running/machine-port.ts';
import { SlicePacer } from '../running/slice-pacer.ts';
import { endOf, type MadeMoment, type MomentOutput, PresentMoment } from './present-moment.ts';

/** Output is taken from the machine in pieces of this size. */
const OUTPUT_PIECE_BYTES = 1024 * 1024;

/** Stands for the count of an entry that was never delivered here: it is learnt on the way. */
export const UNKNOWN_INSTRUCTIONS = -1;

/** The machine's way went apart from the log's. */
export class DivergenceError extends Error {
  override name = 'DivergenceError';
}

/** The host could not go on with the way; the message is a sentence that says why. */
export class HostTroubleError extends Error {
  override name = 'HostTroubleError';
}

/** What a replay tells on its way. */
export interface ReplayListener {
  /** Asked where an entry would be handed over next: true to have a look at the machine before it is. */
  rests?(instructions: number, entries: number): boolean;
  /** The machine is at the moment after `entries` entries: it asks, or is over. */
  reached(entries: number, moment: MadeMoment): void;
}

/** Where a way begins. */
export interface ReplayStart {
  machine: MachinePort;
  /** How many entries the machine has had. */
  from: number;
  /** What it has printed so far. */
  trail: OutputTrail;
}

/** Where a way ends. */
export interface ReplayEnd {
  /** The machine has had so many entries, and asks or is over. */
  to: number;
  /** It is only on its way there, and has done so many instructions. */
  instructions?: number | undefined;
}

/** One machine on its way through `log`. */
export class Replay {
  readonly machine: MachinePort;
  readonly #log: readonly Entry[];
  readonly #end: ReplayEnd;
  readonly #listener: ReplayListener;
  readonly #nowMs: () => number;
  readonly #pacer = new SlicePacer();
  #at: number;
  #isResting = false;
  readonly #catcher = new DumpCatcher();
  readonly #present: PresentMoment;

  constructor(
    { machine, from, trail }: ReplayStart,
    log: readonly Entry[],
    end: ReplayEnd,
    listener: ReplayListener,
    nowMs: () => number,
  ) {
    this.machine = machine;
    this.#log = log;
    this.#present = new PresentMoment(trail);
    this.#at = from;
    this.#end = end;
    this.#listener = listener;
    this.#nowMs = nowMs;
    machine.setOutputCapacity(OUTPUT_PIECE_BYTES);
  }

  /** Entries handed over. */
  get entries(): number {
    return this.#at;
  }

  /** What the moment that is being made has printed so far. */
  get output(): MomentOutput {
    return this.#present.output;
  }

  /** The machine asks, and stands still until the next slice. */
  get isResting(): boolean {
    return this.#isResting;
  }

  /**
   * Goes on for about a slice, or until it rests; gives why the machine stopped
   * once it is there, or can go no further.
   */
  slice(): StopReason | undefined {
    this.#pacer.begin(this.#nowMs());
    if (this.#isResting) this.#handOver();
    for (;;) {
      const left = this.#instructionsLeft();
      if (left === 0) return 'budget-spent';
      const budget = Math.min(left, this.#pacer.budget(this.#nowMs()));
      if (budget === 0) return undefined;
      const before = this.machine.instructions();
      const stop = this.machine.run(budget);
      this.#pacer.note(this.machine.instructions() - before, this.#nowMs());
      const printed = this.machine.takeOutput();
      this.#present.printed(printed);
      this.#show(this.#catcher.feed(printed));
      if (stop === 'budget-spent' || stop === 'output-full') continue;
      if (!this.#settle(stop)) return stop;
      if (this.#listener.rests?.(this.machine.instructions(), this.#at)) {
        this.#isResting = true;
        return undefined;
      }
      this.#handOver();
    }
  }

  /** Until the machine is where it is to be between two requests; no end of them before that or without. */
  #instructionsLeft(): number {
    const { to, instructions } = this.#end;
    if (instructions === undefined || this.#at < to) return Number.POSITIVE_INFINITY;
    return Math.max(0, instructions - this.machine.instructions());
  }

  /** The machine stopped: true when there is an entry for it, and more of the way. */
  #settle(stop: StopReason): boolean {
    this.#show(this.#catcher.settle().shown);
    const instructions = this.machine.instructions();
    const end = endOf(stop);
    const moment = end && this.#present.settle(end, instructions);
    if (moment) this.#listener.reached(this.#at, moment);
    if (this.#at >= this.#end.to) return false;
    // That is no other way: another time there may be room.
    if (stop === 'out-of-memory') throw new HostTroubleError(hostTroubleOf(this.machine));
    const next = this.#log[this.#at];
    if (stop !== 'awaiting-input' || !next || next.instructions !== instructions) {
      throw new DivergenceError(
        `The machine is ${stop} after ${instructions} instructions, where entry ${this.#at} was taken after ${next?.instructions}.`,
      );
    }
    return true;
  }

  #handOver(): void {
    this.#isResting = false;
    const next = this.#log[this.#at];
    if (!next) return;
    this.#at += 1;
    this.#present.begin();
    if (next.isEnd) this.machine.endInput();
    else this.machine.pushInput(next.bytes.slice());
  }

  #show(bytes: Uint8Array): void {
    this.#present.showed(bytes);
  }
}
