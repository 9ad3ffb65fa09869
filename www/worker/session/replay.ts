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
import { ByteLog } from '../output/byte-log.ts';
import { DumpCatcher } from '../output/dump.ts';
import type { OutputTrail } from '../output/output-trail.ts';
import type { MachinePort, StopReason } from '../running/machine-port.ts';
import { hostTroubleOf } from '../running/reports.ts';
import { SlicePacer } from '../running/slice-pacer.ts';
import { endOf, type MadeMoment, type MomentOutput, PresentMoment } from './present-moment.ts';

/** Output is taken from the machine in pieces of this size. */
const OUTPUT_PIECE_BYTES = 1024 * 1024;
/** Of what is printed in the midst of a moment so much is kept for whoever begins there. */
const PRINTED_BYTES = 1024 * 1024;

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
  /** What it has printed so far, or had when it was given the last of them. */
  trail: OutputTrail;
  /** What it has printed since then, where it does not ask. */
  printed?: Uint8Array | undefined;
}

/** Where a way ends. */
export interface ReplayEnd {
  /** The machine has had so many entries, and asks or is over. */
  to: number;
  /** It is only on its way there, and has done so many instructions. */
  instructions?: number | undefined;
  /** Before that it rests once, in between requests, when it has done so many, */
  restsAfter?: number | undefined;
  /** and has had so many entries; all of them, if it is not said. */
  restsWith?: number | undefined;
  /** What is passed towards the end is looked at. */
  lookout?: Lookout | undefined;
}

/** Who takes note of what a machine passes. */
export interface Lookout {
  /** When it has done so many instructions. */
  readonly from: number;
  /** Runs it, at most so many instructions at a time. */
  run(machine: MachinePort, budgetInstructions: number): StopReason;
  /** How much has been looked at, after so many instructions; nothing where that is none yet. */
  looked(instructions: number): Progress | undefined;
}

/** How far it is; `isLookedThrough`: so many of the last instructions, of all there are. */
export interface Progress {
  doneInstructions: number;
  ofInstructions: number;
  isLookedThrough?: true;
}

/** Why a machine rests on its way: it asks, or it was to rest in between. */
export type Rest = 'asking' | 'in-between';

/** One machine on its way through `log`. */
export class Replay {
  readonly machine: MachinePort;
  readonly #log: readonly Entry[];
  readonly #end: ReplayEnd;
  readonly #listener: ReplayListener;
  readonly #nowMs: () => number;
  readonly #pacer = new SlicePacer();
  #isLookedAt = false;
  #at: number;
  #rest: Rest | undefined;
  /** What it has printed since the last entry. */
  readonly #printed = new ByteLog(PRINTED_BYTES);
  readonly #catcher = new DumpCatcher();
  readonly #present: PresentMoment;

  constructor(
    { machine, from, trail, printed }: ReplayStart,
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
    if (printed) this.#take(printed);
  }

  /** Entries handed over. */
  get entries(): number {
    return this.#at;
  }

  /** What the moment that is being made has printed so far. */
  get output(): MomentOutput {
    return this.#present.output;
  }

  /** Where the machine stands still until the next slice. */
  get rest(): Rest | undefined {
    return this.#rest;
  }

  /** How far it is on its way of so many instructions, or whoever looks at it. */
  progress(ofInstructions: number): Progress {
    const doneInstructions = this.machine.instructions();
    return this.#end.lookout?.looked(doneInstructions) ?? { doneInstructions, ofInstructions };
  }

  /** What the machine has printed since the last entry; nothing where it is too much to be kept. */
  get printed(): Uint8Array | undefined {
    return this.#printed.truncated ? undefined : this.#printed.bytes();
  }

  /**
   * Goes on for about a slice, or until it rests; gives why the machine stopped
   * once it is there, or can go no further.
   */
  slice(): StopReason | undefined {
    this.#pacer.begin(this.#nowMs());
    if (this.#rest === 'asking') this.#handOver();
    this.#rest = undefined;
    for (;;) {
      const left = this.#instructionsLeft();
      if (left === 0) return 'budget-spent';
      const budget = Math.min(left, this.#pacer.budget(this.#nowMs()));
      if (budget === 0) return undefined;
      const before = this.machine.instructions();
      const stop = this.#run(budget);
      this.#pacer.note(this.machine.instructions() - before, this.#nowMs());
      this.#take(this.machine.takeOutput());
      if (stop === 'budget-spent' || stop === 'output-full') {
        if (!this.#isToRest()) continue;
        this.#rest = 'in-between';
        return undefined;
      }
      if (!this.#settle(stop)) return stop;
      if (this.#listener.rests?.(this.machine.instructions(), this.#at)) {
        this.#rest = 'asking';
        return undefined;
      }
      this.#handOver();
    }
  }

  #run(budgetInstructions: number): StopReason {
    const { lookout } = this.#end;
    const isLookedAt = lookout !== undefined && this.machine.instructions() >= lookout.from;
    // What was known of the speed is not of this way to run.
    if (isLookedAt && !this.#isLookedAt) this.#pacer.forget();
    this.#isLookedAt = isLookedAt;
    return isLookedAt
      ? lookout.run(this.machine, budgetInstructions)
      : this.machine.run(budgetInstructions);
  }

  /**
   * Until the machine rests, is looked at, or is where it is to be between two requests; no end of
   * them before that or without.
   */
  #instructionsLeft(): number {
    const { to, instructions, lookout } = this.#end;
    const done = this.machine.instructions();
    const before = [this.#restsAfter ?? 0, lookout?.from ?? 0].filter((next) => next > done);
    const end = this.#at < to ? undefined : instructions;
    return Math.max(0, Math.min(end ?? Number.POSITIVE_INFINITY, ...before) - done);
  }

  #isToRest(): boolean {
    return this.machine.instructions() === this.#restsAfter;
  }

  get #restsAfter(): number | undefined {
    const { to, restsAfter, restsWith = to } = this.#end;
    return this.#at === restsWith ? restsAfter : undefined;
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
    const next = this.#log[this.#at];
    if (!next) return;
    this.#at += 1;
    this.#present.begin();
    this.#printed.clear();
    if (next.isEnd) this.machine.endInput();
    else this.machine.pushInput(next.bytes.slice());
  }

  #take(printed: Uint8Array): void {
    this.#printed.append(printed);
    this.#present.printed(printed);
    this.#show(this.#catcher.feed(printed));
  }

  #show(bytes: Uint8Array): void {
    this.#present.showed(bytes);
  }
}
