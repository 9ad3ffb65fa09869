/**
 * Owns when the page's ways elsewhere are gone: each in its turn, a key that is held down as
 * one way, and which of them was the last that is over. Deliberately does not know how they
 * are gone (see session-departures.ts).
 */
import type { Command, DepartureCommand } from '../../protocol.ts';
import type { SessionDepartures } from './session-departures.ts';
import type { Turns } from './turns.ts';

type LeavingCommand = DepartureCommand | Extract<Command, { type: 'open-share' }>;

export interface DepartureQueueParts {
  turns: Turns;
  departures: SessionDepartures;
  /** One is over: only then is the person asked, there or where the way did not lead on. */
  over(): void;
}

export class DepartureQueue {
  readonly #parts: DepartureQueueParts;
  /** How far a way goes that has not begun; none once something else is to come before the next. */
  #due: { way: 'go-by' | 'step-back'; far: number } | undefined;
  #last: number | undefined;

  constructor(parts: DepartureQueueParts) {
    this.#parts = parts;
  }

  /** The number of the last departure that is over. */
  get last(): number | undefined {
    return this.#last;
  }

  perform(command: LeavingCommand): void {
    const { departures } = this.#parts;
    switch (command.type) {
      case 'continue-session':
        this.#add(() => departures.goOn(command.id, command), command.departure);
        break;
      case 'go-to-moment':
        this.#add(() => departures.goToMoment(command.moment), command.departure);
        break;
      case 'open-share':
        this.#add(() => departures.openShare(command));
        break;
      case 'go-to':
        this.#add(() => departures.goTo(command.entries), command.departure);
        break;
      case 'go-by':
        this.#addFar('go-by', command.steps, command.departure);
        break;
      case 'step-back':
        this.#addFar('step-back', command.instructions, command.departure);
        break;
      case 'run-back':
        this.#add(() => departures.runBack(), command.departure);
        break;
      case 'start-over':
        this.#add(() => departures.startOver(), command.departure);
        break;
    }
  }

  /** Leaves what is half fetched. */
  leaveFetch(exchange: { readonly isFetching: boolean }): void {
    this.#add(() => this.#parts.departures.leaveFetch(exchange));
  }

  /** Something else was asked for: what leads as far again is a way of its own. */
  interpose(): void {
    this.#due = undefined;
  }

  /** A way that ends where the program stands still ends at once. */
  pause(): void {
    this.#parts.departures.pause();
  }

  #add(act: () => Promise<void>, departure?: number): void {
    this.interpose();
    this.#parts.turns.depart(act, () => {
      this.#last = departure ?? this.#last;
      this.#parts.over();
    });
  }

  /** A key that is held down is one way, not one for each time it repeats: the first turn goes it all. */
  #addFar(way: 'go-by' | 'step-back', far: number, departure: number | undefined): void {
    const { departures } = this.#parts;
    const due = this.#due?.way === way ? this.#due : { way, far: 0 };
    due.far += far;
    this.#add(() => {
      const { far } = due;
      due.far = 0;
      return way === 'go-by' ? departures.goBy(far) : departures.stepBack(far);
    }, departure);
    this.#due = due;
  }
}
