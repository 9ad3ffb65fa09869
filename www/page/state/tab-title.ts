/**
 * Owns the tab's title: the program's name, and first in it, on a tab that nobody looks at, that
 * the program has come to an end meanwhile, or asks. Does not know what states are called.
 */
import type { MachineState } from '../../protocol.ts';

const WORTH_COMING_BACK: readonly MachineState[] = ['awaiting-input', 'halted', 'failed'];

export class TabTitle {
  #name = '';
  #state: MachineState = 'empty';
  /** What happened since the tab was looked at. */
  #news = '';

  constructor() {
    document.addEventListener('visibilitychange', () => {
      this.#news = '';
      this.#show();
    });
  }

  /** The program's name; none where no program is open. */
  set name(name: string) {
    this.#name = name;
    this.#show();
  }

  /** The program is in this state now, which is called so. */
  became(state: MachineState, word: string): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#news = document.hidden && WORTH_COMING_BACK.includes(state) ? word : '';
    this.#show();
  }

  #show(): void {
    document.title = [this.#news, this.#name, 'um32'].filter((part) => part !== '').join(' · ');
  }
}
