/**
 * Owns what state the worker told, and which of it is shown: a program asks nobody while lines
 * that went ahead to it are not taken yet. Does not know how it is shown.
 */
import type { Event, LinesAhead, MachineState } from '../../protocol.ts';

type Told = Pick<Extract<Event, { type: 'state' }>, 'state' | 'ahead'>;

export class ToldState {
  #told: Told = { state: 'empty' };
  /** Number of the last lines ahead. */
  #ahead = 0;

  /** Lines go ahead; gives what goes with them: nothing where there are none. */
  ahead(lines: LinesAhead['lines']): { ahead?: LinesAhead } {
    if (lines.length === 0) return {};
    this.#ahead += 1;
    return { ahead: { number: this.#ahead, lines } };
  }

  heard(told: Told): void {
    this.#told = told;
  }

  /** `isOnTheWay`: what asks there asks nobody, either. */
  shown(isOnTheWay: boolean): MachineState {
    const { state, ahead = 0 } = this.#told;
    const asksNobody = isOnTheWay || ahead !== this.#ahead;
    return state === 'awaiting-input' && asksNobody ? 'running' : state;
  }

  /** With the worker went the lines. */
  lost(): void {
    this.#ahead = 0;
  }
}
