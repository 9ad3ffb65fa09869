/**
 * Owns the state pill: one word, with a colour and a shape of its own. Runs too
 * short to see are not shown, so that it does not flicker while lines are
 * typed; a long one shows its seconds and instructions, so that it does not
 * look hung. Does not know what of it is said (see state-voice.ts).
 */
import type { MachineState, Meters } from '../../protocol.ts';
import { say } from '../elements/announcer.ts';
import { element } from '../elements/dom.ts';
import { shape } from '../elements/icons.ts';
import { seconds, short } from '../elements/quantities.ts';
import { StateVoice } from './state-voice.ts';

/** What a person is told of each state. */
export const STATE_WORDS: Readonly<Record<MachineState, string>> = {
  empty: '',
  running: 'Running',
  'awaiting-input': 'Your turn',
  paused: 'Paused',
  halted: 'Halted',
  failed: 'Failed',
};

const SHORT_RUN_MS = 150;
const LONG_RUN_MS = 1000;

export class StatePill {
  readonly #place: HTMLElement;
  readonly #voice = new StateVoice(say);
  readonly #word = element('span', { class: 'pill-word' });
  readonly #detail = element('span', { class: 'pill-detail figure' });
  #shown: MachineState = 'empty';
  #isOnTheWay = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(place: HTMLElement) {
    this.#place = place;
  }

  /**
   * `pendingInputBytes` were typed and not read when it became so. What runs `onTheWay` to another
   * moment is not begun anew.
   */
  show(state: MachineState, pendingInputBytes: number, onTheWay: boolean): void {
    clearTimeout(this.#waiting);
    this.#isOnTheWay = onTheWay;
    if (state === 'running' && this.#shown === 'awaiting-input') {
      this.#isBusy = true;
      this.#waiting = setTimeout(() => this.#draw('running'), SHORT_RUN_MS);
    } else {
      this.#draw(state);
      if (state === 'awaiting-input' && pendingInputBytes > 0) this.#isBusy = true;
    }
  }

  /** The program is about to read, or to be elsewhere: that is not shown yet. */
  asksNoMore(): void {
    if (this.#shown === 'awaiting-input') this.#isBusy = true;
  }

  /** `instructions` since the program last asked, or began. */
  measure({ busyMs }: Meters, instructions: number): void {
    const isLong = this.#shown === 'running' && busyMs >= LONG_RUN_MS;
    this.#tell(isLong ? [...seconds(busyMs).split(' '), `· ${short(instructions)}`] : []);
  }

  /** Nothing happened, and that is worth a sign; where the program is over a word says why. */
  nudge(isLive: boolean): void {
    if (!isLive) this.#voice.again();
    this.#place.classList.remove('is-nudged');
    requestAnimationFrame(() => this.#place.classList.add('is-nudged'));
  }

  /** What is shown is behind what happens: whoever reads it by rule can wait. */
  set #isBusy(isBusy: boolean) {
    this.#place.ariaBusy = String(isBusy);
  }

  /** Each figure is whole, or has no room and is not seen: see page.css. */
  #tell(figures: readonly string[]): void {
    if (this.#detail.textContent === figures.join(' ')) return;
    const parts = figures.flatMap((figure) => [' ', element('span', {}, figure)]);
    this.#detail.replaceChildren(...parts.slice(1));
  }

  #draw(state: MachineState): void {
    this.#isBusy = false;
    if (state === this.#shown) return;
    this.#shown = state;
    this.#place.hidden = state === 'empty';
    this.#place.dataset.state = state;
    this.#tell([]);
    this.#word.textContent = STATE_WORDS[state];
    if (state !== 'running' || !this.#isOnTheWay) this.#voice.became(state, STATE_WORDS[state]);
    if (state !== 'empty') this.#place.replaceChildren(shape(state), this.#word, this.#detail);
  }
}
