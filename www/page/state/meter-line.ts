/**
 * Owns the line of figures at the page's foot. Each figure has a fixed width,
 * so that nothing moves as they change; the exact count is in the tooltip.
 */
import type { Meters } from '../../protocol.ts';
import { element } from '../elements/dom.ts';
import { exact, short, shortBytes } from '../elements/quantities.ts';

interface Meter {
  figure: HTMLElement;
  unit: HTMLElement;
  whole: HTMLElement;
}

export class MeterLine {
  readonly #speed = meter('instr/s', 6);
  readonly #done = meter('done', 6);
  readonly #arrays = meter('arrays', 6);
  readonly #memory = meter('', 7);
  readonly #modes = element('span', { class: 'controls' });

  constructor(place: HTMLElement) {
    this.#arrays.whole.classList.add('meter-rare');
    place.append(
      this.#speed.whole,
      this.#done.whole,
      this.#arrays.whole,
      this.#memory.whole,
      element('span', { class: 'meters-space' }),
      this.#modes,
    );
  }

  show(meters: Meters): void {
    write(this.#speed, short(meters.instructionsPerSecond), 'instructions each second');
    write(
      this.#done,
      short(meters.instructionsDone),
      `${exact(meters.instructionsDone)} instructions done`,
    );
    this.#arrays.unit.textContent = meters.liveArrays === 1 ? 'array' : 'arrays';
    write(this.#arrays, short(meters.liveArrays), `${exact(meters.liveArrays)} live arrays`);
    write(
      this.#memory,
      shortBytes(meters.memoryBytes),
      `${exact(meters.memoryBytes)} bytes of memory for arrays`,
    );
  }

  /** A mode that is on, with a way to leave it. */
  showModes(modes: { word: string; name: string; leave: () => void }[]): void {
    this.#modes.replaceChildren(
      ...modes.map(({ word, name, leave }) =>
        element(
          'button',
          { type: 'button', class: 'mode', 'aria-label': name, title: name, onclick: leave },
          word,
        ),
      ),
    );
  }
}

function meter(unit: string, widthCharacters: number): Meter {
  const figure = element('span', { class: 'figure', style: `min-width: ${widthCharacters}ch` });
  const name = element('span', {}, unit);
  return { figure, unit: name, whole: element('span', { class: 'meter' }, figure, name) };
}

function write({ figure, whole }: Meter, text: string, title: string): void {
  if (figure.textContent === text && whole.title === title) return;
  figure.textContent = text;
  whole.title = title;
}
