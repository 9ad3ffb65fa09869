/**
 * Owns what the page is told of the program's state: whom it asks, and what waits for it besides.
 * Deliberately knows neither what leads to a state nor what follows from it.
 */
import { type Event, type MachineState, NO_METERS } from '../../protocol.ts';
import type { FileExchange } from '../exchange/file-exchange.ts';
import type { InputFeed } from './input-feed.ts';
import type { Turns } from './turns.ts';

type StateEvent = Extract<Event, { type: 'state' }>;

export interface ToldStateParts {
  turns: Turns;
  input: InputFeed;
  exchange: FileExchange;
  /** The number of the last way elsewhere that is over. */
  departure(): number | undefined;
  tell(event: Event): void;
}

export class ToldState {
  readonly #parts: ToldStateParts;
  /** The runner's, as it was told last. */
  #last: StateEvent = { type: 'state', state: 'empty', meters: NO_METERS };

  constructor(parts: ToldStateParts) {
    this.#parts = parts;
  }

  /** The program came to this state; the page hears of none where a line that waits there is handed over at once. */
  became(event: StateEvent): void {
    // Of one that stood still it is to know that it does no more.
    const stoodStill = this.#last.state === 'paused';
    const isAsked = event.state !== 'awaiting-input' || stoodStill || !this.#parts.input.takesAhead;
    if (isAsked) this.#tell(event);
  }

  again(): void {
    this.#tell(this.#last);
  }

  /** What asks in the midst of a talk, or of a way elsewhere, does not ask the person. */
  #tell(event: StateEvent): void {
    this.#last = event;
    const { turns, input, exchange, tell } = this.#parts;
    const isForOthers = exchange.isTalking || turns.hasDeparture;
    const asks = event.state === 'awaiting-input';
    const state: MachineState = asks && isForOthers ? 'running' : event.state;
    if (state === 'awaiting-input') input.ahead.clear();
    const departure = this.#parts.departure();
    const ahead = input.ahead.number;
    tell({
      ...event,
      state,
      meters: input.queue.countedIn(event.meters),
      ...(departure !== undefined && { departure }),
      ...(ahead !== undefined && { ahead }),
    });
  }
}
