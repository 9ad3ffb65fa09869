/**
 * Owns whether the program stands still, and where it is to do so again when it goes on only
 * a way: for so many instructions, or to the one that was named. Deliberately knows neither
 * slices nor what the program is about.
 */
import type { Approach } from '../../protocol.ts';
import type { GoalStop, MachinePort } from './machine-port.ts';

export class Standstill {
  #isOn = false;
  #goal: Goal | undefined;
  #approach: Approach | undefined;

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Where the program that goes on is to stand still again. */
  get goal(): Goal | undefined {
    return this.#goal;
  }

  /** How it came to stand still, if by such a goal. */
  get approach(): Approach | undefined {
    return this.#approach;
  }

  /** Another program, or this one is over. */
  forget(): void {
    this.#isOn = false;
    this.#goal = undefined;
    this.#approach = undefined;
  }

  /** Wherever it is; whatever goal it had is given up. */
  begin(): void {
    this.#isOn = true;
    this.#goal = undefined;
  }

  /** The machine stands where it was to. */
  arrive(machine: MachinePort): void {
    this.#approach = this.#goal?.approach(machine);
    this.begin();
  }

  /** The program goes on, to a goal if there is one; false where it did not stand still. */
  end(goal?: Goal): boolean {
    if (!this.#isOn) return false;
    this.#isOn = false;
    this.#goal = goal;
    this.#approach = undefined;
    return true;
  }
}

/** Where the program is to stand still. */
export class Goal {
  /** As it stood when it went on. */
  readonly #registers: readonly number[];
  readonly #began: number;
  /** Instructions yet to do, or the finger that it is to come to. */
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

  /** It is so many instructions away, not at a place. */
  get isCounted(): boolean {
    return this.#finger === undefined;
  }

  /** As many instructions more. */
  add(instructions: number): void {
    this.#left += instructions;
  }

  /** Runs the machine towards it, at most for this budget; `arrived` when it stands there. */
  run(machine: MachinePort, budgetInstructions: number): GoalStop {
    if (this.#finger !== undefined) return machine.runTo(this.#finger, budgetInstructions);
    const before = machine.instructions();
    const stop = machine.run(Math.min(budgetInstructions, this.#left));
    this.#left -= machine.instructions() - before;
    return stop === 'budget-spent' && this.#left === 0 ? 'arrived' : stop;
  }

  /** How the machine came where it stands, what it did to the registers among it. */
  approach(machine: MachinePort): Approach {
    const registers = machine.position()?.registers ?? [];
    return {
      by: this.isCounted ? 'step' : 'run-to',
      instructions: machine.instructions() - this.#began,
      changed: this.#registers.flatMap((was, register) =>
        registers[register] === was ? [] : [{ register, was }],
      ),
    };
  }
}
