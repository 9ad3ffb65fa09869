/**
 * Owns what the runner is tested on: a scripted machine beneath it, a page that writes down what
 * it is told, and slices that are run when the test says so.
 */
import type { Event, MachineCommand } from '../../protocol.ts';
import { Runner } from '../running/runner.ts';
import { scriptedEngine } from './scripted-engine.ts';
import { Clock, type Script } from './scripted-machine.ts';

/** A runner with a scripted machine, and everything it told the page. */
export class RunnerBench {
  readonly clock = new Clock();
  readonly events: Event[] = [];
  readonly runner: Runner;
  /** How often the engine gave its memory back. */
  released = 0;
  #slicesAsked = 0;

  constructor(script: Script) {
    const engine = scriptedEngine(script, this.clock, {
      release: () => {
        this.released += 1;
      },
    });
    const host = {
      // What is posted is cloned or transferred: later changes do not reach it.
      emit: (event: Event) => this.events.push(structuredClone(event)),
      nowMs: () => this.clock.nowMs,
    };
    this.runner = new Runner(engine, host, () => {
      this.#slicesAsked += 1;
    });
  }

  /** Whether a slice is asked for. */
  get wantsSlice(): boolean {
    return this.#slicesAsked > 0;
  }

  send(...commands: MachineCommand[]): void {
    for (const command of commands) this.runner.perform(command);
  }

  load(): void {
    this.send({ type: 'load', name: 'test.um', bytes: Uint8Array.of(1, 2, 3, 4) });
  }

  /** Runs slices while they are asked for, at most `most`; says how many. */
  slices(most = 1000): number {
    let count = 0;
    while (this.#slicesAsked > 0 && count < most) {
      if (this.#slicesAsked > 1) throw new Error('two slices were asked for');
      this.#slicesAsked = 0;
      this.runner.slice();
      count += 1;
    }
    return count;
  }

  /** What the terminal got, as text (Latin-1). */
  get shown(): string {
    return this.of('output')
      .map((event) => String.fromCharCode(...event.bytes))
      .join('');
  }

  of<T extends Event['type']>(type: T): Extract<Event, { type: T }>[] {
    return this.events.filter((event): event is Extract<Event, { type: T }> => event.type === type);
  }

  /** The kinds of events in order, states by their word, meters left out. */
  get story(): string[] {
    return this.events
      .filter((event) => event.type !== 'meters')
      .map((event) => (event.type === 'state' ? event.state : event.type));
  }
}
