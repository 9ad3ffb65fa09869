/**
 * Owns what of the program's state is said to a screen reader: each line typed makes the
 * program run and ask again, and only what lasts, or ends, is worth a word. Does not know
 * how the state is shown.
 */
import type { MachineState } from '../protocol.ts';

const WORTH_SAYING_MS = 2000;

export class StateVoice {
  readonly #announcer: { textContent: string | null };
  #saying: ReturnType<typeof setTimeout> | undefined;
  /** The state that was said last; `empty` since a program began anew. */
  #said: MachineState = 'empty';

  constructor(announcer: { textContent: string | null }) {
    this.#announcer = announcer;
  }

  /** The state is another; `word` is what it is called, empty where there is nothing to say. */
  became(state: MachineState, word: string): void {
    clearTimeout(this.#saying);
    if (state === 'running') {
      // Begun anew, what ended or rested once may do so again.
      if (this.#said !== 'awaiting-input') this.#say('empty', '');
      this.#saying = setTimeout(() => this.#say(state, word), WORTH_SAYING_MS);
    } else if (state !== this.#said) {
      this.#say(state, word);
    }
  }

  #say(state: MachineState, word: string): void {
    this.#said = state;
    this.#announcer.textContent = word;
  }
}
