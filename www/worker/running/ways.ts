/**
 * Owns what the page's commands do to where the program stands still again: single instructions,
 * runs to a place, places to be paused at each time, and what is watched. Deliberately knows
 * neither slices nor what the program is about.
 */
import type { MachineCommand, Place } from '../../protocol.ts';
import type { LoadedImage } from './loaded-image.ts';
import type { MachinePort } from './machine-port.ts';
import type { Instruction, ProgramSource } from './program-source.ts';
import { Goal, type Standstill } from './standstill.ts';

type WayCommand = Extract<
  MachineCommand,
  { type: 'step' | 'run-to' | 'stop-at' | 'pass' | 'watch' }
>;

export interface WayListeners {
  /** The program goes on from its standstill. */
  goOn: (goal: Goal) => void;
  /** What is known of the speed is not of the way it runs from now on. */
  changesSpeed: () => void;
  /** What the page is to be told again, and why something was refused, if it was. */
  tell: (refusal?: string) => void;
}

export class Ways {
  readonly #standstill: Standstill;
  readonly #source: ProgramSource;
  readonly #listeners: WayListeners;

  constructor(standstill: Standstill, source: ProgramSource, listeners: WayListeners) {
    this.#standstill = standstill;
    this.#source = source;
    this.#listeners = listeners;
  }

  perform(command: WayCommand, machine: MachinePort, image: LoadedImage | undefined): void {
    switch (command.type) {
      case 'step':
        this.#step(command.instructions, machine);
        break;
      case 'run-to':
        if (this.#standstill.isOn)
          this.#runTo(this.#fingerAt(command.place, machine, image), machine);
        break;
      case 'stop-at':
        this.#stopAt(this.#fingerAt(command.place, machine, image), machine, image);
        break;
      case 'pass':
        this.#changeStops(() => this.#standstill.pass(command.finger));
        break;
      case 'watch':
        this.#changeStops(() => this.#standstill.watch(command.watched, command.isOn));
    }
  }

  #runTo(finger: number | undefined, machine: MachinePort): void {
    if (finger === undefined) return;
    this.#listeners.changesSpeed();
    this.#listeners.goOn(Goal.atFinger(machine, finger));
  }

  #stopAt(finger: number | undefined, machine: MachinePort, image: LoadedImage | undefined): void {
    if (finger === undefined) return;
    const [, platter = 0] = machine.lookInto(0, finger, 1) ?? [];
    const { source } = this.#source.withLine<Instruction>({ finger, platter }, image);
    this.#changeStops(() => this.#standstill.stopAt({ finger, ...(source && { source }) }));
  }

  /** Nothing, and a sentence is told, where the finger cannot stand there. */
  #fingerAt(
    place: Place,
    machine: MachinePort,
    image: LoadedImage | undefined,
  ): number | undefined {
    const finger = this.#source.fingerAt(place, image, machine.programPlatters());
    if (typeof finger === 'number') return finger;
    this.#listeners.tell(finger);
    return undefined;
  }

  #changeStops(change: () => void): void {
    change();
    this.#listeners.changesSpeed();
    this.#listeners.tell();
  }

  #step(instructions: number, machine: MachinePort): void {
    const { isOn, goal } = this.#standstill;
    if (isOn) this.#listeners.goOn(Goal.afterInstructions(machine, instructions));
    else if (goal?.isCounted) goal.add(instructions);
  }
}
