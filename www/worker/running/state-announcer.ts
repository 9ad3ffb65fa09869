/**
 * Owns what the page is told of the program's state and of the figures that go
 * with it: a change of state at once, figures now and then, `running` only once
 * computing lasts. Deliberately does not know what leads to a state.
 */
import type { MachineState } from '../../protocol.ts';
import type { WorkerHost } from '../worker-host.ts';
import type { MachinePort } from './machine-port.ts';
import type { MeterReader } from './meter-reader.ts';

/** States that a program with lines waiting for it leaves at once. */
const MAY_PASS = new Set<MachineState>(['running', 'awaiting-input']);

export class StateAnnouncer {
  readonly #host: WorkerHost;
  readonly #meters: MeterReader;
  #announced: MachineState = 'empty';

  constructor(host: WorkerHost, meters: MeterReader) {
    this.#host = host;
    this.#meters = meters;
  }

  /** Whatever was announced was another machine's. */
  restart(): void {
    this.#announced = 'empty';
  }

  announce(state: MachineState, machine: MachinePort | undefined): void {
    this.#announced = state;
    const nowMs = this.#host.nowMs();
    const meters = MAY_PASS.has(state)
      ? this.#meters.readInPassing(machine, nowMs)
      : this.#meters.read(machine, nowMs);
    this.#host.emit({ type: 'state', state, meters });
  }

  /** The program stands where it was announced to, and has for a while: its figures, where those told were not exact. */
  announceStanding(machine: MachinePort | undefined): void {
    const meters = this.#meters.readAfter(machine, this.#host.nowMs());
    if (meters) this.#host.emit({ type: 'meters', meters });
  }

  /** The program computes on: says so once, then gives figures now and then; true when it gave some. */
  announceRunning(machine: MachinePort | undefined): boolean {
    if (this.#announced !== 'running') {
      this.announce('running', machine);
      return false;
    }
    const meters = this.#meters.readIfDue(machine, this.#host.nowMs());
    if (!meters) return false;
    this.#host.emit({ type: 'meters', meters });
    return true;
  }
}
