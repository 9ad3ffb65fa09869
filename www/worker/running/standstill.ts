/**
 * Owns whether the program stands still, and where it is to do so again: when it goes on only
 * a way, for so many instructions or to the one that was named; and each time it comes to one of
 * the places that are kept, or something that is watched changes. Deliberately knows neither slices
 * nor what the program is about.
 */
import type { Approach, Changed, KeptPlace, Watched } from '../../protocol.ts';
import type { GoalStop, MachinePort } from './machine-port.ts';

/** As many there are: platters come behind them. */
const REGISTERS = 8;

/** Where a machine was that is brought back from there. */
export interface FurtherOn {
  instructions: number;
  registers: readonly number[];
  /** It ran back to a place, or to what this tells. */
  found?: { changed?: Changed | undefined } | undefined;
}

export function furtherOn(machine: MachinePort): FurtherOn {
  return {
    instructions: machine.instructions(),
    registers: machine.position()?.registers ?? [],
  };
}

export class Standstill {
  #isOn = false;
  #goal: Goal | undefined;
  #approach: Approach | undefined;
  /** In their order. */
  #places: readonly KeptPlace[] = [];
  #fingers = new Uint32Array();
  /** Registers first, each in their order. */
  #watched: readonly Watched[] = [];
  /** The program that they are of. */
  #program = '';

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Where the program that goes on is to stand still again. */
  get goal(): Goal | undefined {
    return this.#goal;
  }

  /** How it came to stand still, if by such a goal or at such a place. */
  get approach(): Approach | undefined {
    return this.#approach;
  }

  /** Where it is to stand still each time it comes there. */
  get places(): readonly KeptPlace[] {
    return this.#places;
  }

  /** The same as fingers. */
  get fingers(): Uint32Array {
    return this.#fingers;
  }

  /** At the change of what it is to stand still. */
  get watched(): readonly Watched[] {
    return this.#watched;
  }

  /** It is to stand still before its first instruction. */
  get stopsAtBeginning(): boolean {
    return this.#fingers.includes(0);
  }

  /** This program begins, from its beginning or elsewhere: only another one has no places, and is not watched. */
  beginProgram(sha256: string): void {
    this.forget();
    if (sha256 !== this.#program) {
      this.#keep([]);
      this.#watched = [];
    }
    this.#program = sha256;
  }

  /** This one is over. */
  forget(): void {
    this.#isOn = false;
    this.#goal = undefined;
    this.#approach = undefined;
  }

  /** From now on it is to stand still there. */
  stopAt(place: KeptPlace): void {
    this.pass(place.finger);
    this.#keep([...this.#places, place].sort((one, other) => one.finger - other.finger));
  }

  /** Not any more. */
  pass(finger: number): void {
    this.#keep(this.#places.filter((place) => place.finger !== finger));
  }

  /** From now on it is to stand still where this changes; or not any more. */
  watch(watched: Watched, isOn: boolean): void {
    const others = this.#watched.filter((one) => inOrder(one, watched) !== 0);
    this.#watched = isOn ? [...others, watched].sort(inOrder) : others;
  }

  #keep(places: readonly KeptPlace[]): void {
    this.#places = places;
    this.#fingers = Uint32Array.from(places, ({ finger }) => finger);
  }

  /** Wherever it is; whatever goal it had is given up. */
  begin(): void {
    this.#isOn = true;
    this.#goal = undefined;
  }

  /** The machine stands where it was to. */
  arrive(machine: MachinePort): void {
    const watched = machine.changed(this.#watched);
    const approach = this.#goal?.approach(machine, this.#fingers);
    this.#approach = approach && watched ? { ...approach, by: 'watch', watched } : approach;
    this.begin();
  }

  /** The machine was brought back here. */
  comeBack(machine: MachinePort, { instructions, registers, found }: FurtherOn): void {
    this.begin();
    this.#approach = {
      by: found ? 'run-back' : 'step-back',
      instructions: instructions - machine.instructions(),
      changed: changes(registers, machine.position()?.registers),
      ...(found?.changed && { watched: found.changed }),
    };
  }

  /** There was nothing to run back to: it is where it was. */
  stay(): void {
    const { instructions = 0, changed = [], watched } = this.#approach ?? {};
    this.#approach = { by: 'nowhere', instructions, changed, ...(watched && { watched }) };
  }

  /** The program goes on, to a goal if there is one; false where it did not stand still. */
  end(goal?: Goal): boolean {
    if (!this.#isOn) return false;
    this.#isOn = false;
    this.#goal = goal;
    this.#approach = undefined;
    return true;
  }

  /** Runs the machine on, at most for this budget; `arrived` when it stands where it is to. */
  run(machine: MachinePort, budgetInstructions: number): GoalStop {
    // Of one that asked, or was over, that it stayed is known no more.
    this.#approach = undefined;
    if (this.#fingers.length + this.#watched.length > 0) this.#goal ??= Goal.anywhere(machine);
    if (!this.#goal) return machine.run(budgetInstructions);
    return this.#goal.run(machine, budgetInstructions, this.#fingers, this.#watched);
  }
}

/** Where the program is to stand still. */
export class Goal {
  /** As it stood when it went on. */
  readonly #registers: readonly number[];
  readonly #began: number;
  /** Instructions yet to do, or the finger that it is to come to; neither where any place will do. */
  #left: number;
  readonly #finger: number | undefined;

  /** `machine` stands still. */
  private constructor(machine: MachinePort, left: number, finger?: number) {
    this.#registers = machine.position()?.registers ?? [];
    this.#began = machine.instructions();
    this.#left = left;
    this.#finger = finger;
  }

  static afterInstructions(machine: MachinePort, instructions: number): Goal {
    return new Goal(machine, instructions);
  }

  static atFinger(machine: MachinePort, finger: number): Goal {
    return new Goal(machine, Number.POSITIVE_INFINITY, finger);
  }

  /** At any of the places that are kept, or any change of what is watched. */
  static anywhere(machine: MachinePort): Goal {
    return new Goal(machine, Number.POSITIVE_INFINITY);
  }

  /** It is so many instructions away, not at a place. */
  get isCounted(): boolean {
    return Number.isFinite(this.#left);
  }

  /** As many instructions more. */
  add(instructions: number): void {
    this.#left += instructions;
  }

  /**
   * Runs the machine towards it, at most for this budget; `arrived` when it stands there, at one of
   * the places, or behind a change of what is watched.
   */
  run(
    machine: MachinePort,
    budgetInstructions: number,
    places: Uint32Array,
    watched: readonly Watched[],
  ): GoalStop {
    const fingers = this.#finger === undefined ? places : Uint32Array.of(this.#finger, ...places);
    const budget = Math.min(budgetInstructions, this.#left);
    const before = machine.instructions();
    const isUsual = fingers.length + watched.length === 0;
    const stop = isUsual ? machine.run(budget) : machine.runTo(fingers, watched, budget);
    this.#left -= machine.instructions() - before;
    return stop === 'budget-spent' && this.#left === 0 ? 'arrived' : stop;
  }

  /** How the machine came where it stands, what it did to the registers among it. */
  approach(machine: MachinePort, places: Uint32Array): Approach {
    const { finger = -1, registers } = machine.position() ?? {};
    const isNamed = this.#finger !== undefined && !places.includes(finger);
    return {
      by: this.#left === 0 ? 'step' : isNamed ? 'run-to' : 'stop-at',
      instructions: machine.instructions() - this.#began,
      changed: changes(this.#registers, registers),
    };
  }
}

function inOrder(one: Watched, other: Watched): number {
  const others = ranks(other);
  return ranks(one).reduce((by, rank, at) => by || rank - (others[at] ?? 0), 0);
}

function ranks(watched: Watched): number[] {
  return 'register' in watched
    ? [watched.register, 0, 0]
    : [REGISTERS, watched.identifier, watched.offset];
}

function changes(before: readonly number[], now: readonly number[] = []): Approach['changed'] {
  return before.flatMap((was, register) => (now[register] === was ? [] : [{ register, was }]));
}
