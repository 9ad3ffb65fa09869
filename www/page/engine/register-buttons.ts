/**
 * Owns the registers that can be pressed, those that name an array, and the buttons beside all by
 * which they are watched. Does not know what either leads to, nor what else is shown of where the
 * program stands.
 */
import type { Position } from '../../protocol.ts';
import type { Parts } from '../cards/instruction-facts.ts';
import { element } from '../elements/dom.ts';
import { drawWhenReleased } from '../elements/press.ts';
import { counted, hexadecimal } from '../elements/quantities.ts';
import type { Watches } from './watches.ts';
import '../style/text-button.css';

/** How a register is shown, of which `parts` say what it holds. */
type ShowRegister = (register: number, ...parts: Parts) => HTMLElement;

export class RegisterButtons {
  readonly #place: HTMLElement;
  readonly #lookInto: (identifier: number) => void;
  readonly #watches: Watches;
  /** What is shown: figures are told again and again. */
  #shown = '';

  constructor(place: HTMLElement, lookInto: (identifier: number) => void, watches: Watches) {
    this.#place = place;
    this.#watches = watches;
    this.#lookInto = lookInto;
  }

  /**
   * Has `parts` make what stands in the place, if that is to be another. Whoever has the focus
   * on a register keeps it there.
   */
  draw(
    position: Position | undefined,
    arrays: readonly (number | undefined)[] = [],
    parts: (show: ShowRegister) => Node[],
  ): void {
    const made = parts((register, ...holding) => {
      const identifier = position?.registers[register];
      const platters = arrays[register];
      const code = element('code', {}, ...holding);
      const names = identifier !== undefined && platters !== undefined;
      return element(
        'span',
        { class: 'watchable', title: identifier !== undefined && hexadecimal(identifier) },
        this.#watches.toggle({ register }),
        names ? this.#button(register, code, platters, identifier) : code,
      );
    });
    const shown = made.map((node) => (node instanceof Element ? node.outerHTML : '')).join('');
    if (shown === this.#shown) return;
    drawWhenReleased(this.#place, () => {
      this.#shown = shown;
      const focused = this.#place.querySelector<HTMLElement>(':focus')?.dataset.part;
      this.#place.replaceChildren(...made);
      if (focused === undefined) return;
      const same = this.#place.querySelector<HTMLElement>(`[data-part="${focused}"]`);
      // A register that names no array any more: the next step is near.
      (same ?? this.#place.closest('section')?.querySelector('button'))?.focus();
    });
  }

  #button(
    register: number,
    code: HTMLElement,
    platters: number,
    identifier: number,
  ): HTMLButtonElement {
    const array = identifier === 0 ? 'the 0 array' : 'an array';
    const about = `${array} of ${counted(platters, 'platter')}`;
    return element(
      'button',
      {
        type: 'button',
        class: 'text-button',
        'data-part': `look ${register}`,
        title: `Look into it: ${about}`,
        onclick: () => this.#lookInto(identifier),
      },
      code,
      element('span', { class: 'for-readers' }, `, ${about}: look into it`),
    );
  }
}
