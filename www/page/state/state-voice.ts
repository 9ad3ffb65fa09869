/**
 * Owns what of the program's state is said to a screen reader: each line typed makes the
 * program run and ask again, and only what lasts, or ends, is worth a word. Does not know
 * how the state is shown.
 */
import type { MachineState } from '../../protocol.ts';

const WORTH_SAYING_MS = 2000;
/** Whoever types on without looking has heard it. */
const AGAIN_MS = 3000;

export class StateVoice {
  readonly #say: (word: string) => void;
  #saying: ReturnType<typeof setTimeout> | undefined;
  /** The state that was said last; `empty` since a program began anew. */
  #said: MachineState = 'empty';
  #word = '';
  #repeating: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (word: string) => void) {
    this.#say = say;
  }

  /** The state is another; `word` is what it is called, empty where there is nothing to say. */
  became(state: MachineState, word: string): void {
    clearTimeout(this.#saying);
    if (state === 'running') {
      // Begun anew, what ended or rested once may do so again.
      if (this.#said !== 'awaiting-input') this.#said = 'empty';
      this.#saying = setTimeout(() => this.#tell(state, word), WORTH_SAYING_MS);
    } else if (state !== this.#said) {
      this.#tell(state, word);
    }
  }

  /** The state that was said last is why nothing happens. */
  again(): void {
    if (this.#repeating !== undefined) return;
    this.#say(this.#word);
    this.#repeating = setTimeout(() => {
      this.#repeating = undefined;
    }, AGAIN_MS);
  }

  #tell(state: MachineState, word: string): void {
    this.#said = state;
    this.#word = word;
    // A failure's card says more.
    if (word !== '' && state !== 'failed') this.#say(word);
  }
}
