/**
 * Owns the order of what the page is told where lines go to the program before they are written:
 * it hears of nothing that came of a line before the store has that line, so whatever is seen is
 * kept, also where the tab dies. Deliberately knows neither lines nor store.
 */
import type { Event } from '../../protocol.ts';

/** What is told behind it waits until it is over. */
interface Hold {
  isOver: boolean;
}

export class HeldEvents {
  readonly #tell: (event: Event) => void;
  readonly #waiting: (Event | Hold)[] = [];

  constructor(tell: (event: Event) => void) {
    this.#tell = tell;
  }

  tell(event: Event): void {
    if (this.#waiting.length === 0) this.#tell(event);
    else this.#waiting.push(event);
  }

  /** What is told from now on waits until this is settled, whichever way. */
  until(settled: Promise<void>): void {
    const hold = { isOver: false };
    this.#waiting.push(hold);
    const over = (): void => {
      hold.isOver = true;
      this.#release();
    };
    settled.then(over, over);
  }

  #release(): void {
    let released = 0;
    for (const next of this.#waiting) {
      if ('type' in next) this.#tell(next);
      else if (!next.isOver) break;
      released += 1;
    }
    this.#waiting.splice(0, released);
  }
}
