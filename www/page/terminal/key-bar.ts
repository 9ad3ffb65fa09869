/** Owns the bar of keys that a phone's keyboard lacks. Its presses leave the focus where it is. */
import { element } from '../elements/dom.ts';

/** What is printed on the key, its name, what it sends. */
const KEYS: readonly (readonly [label: string, name: string, data: string])[] = [
  ['Esc', 'Escape', '\x1b'],
  ['Tab', 'Tab', '\t'],
  ['Ctrl', 'Control, for the next key', ''],
  ['↑', 'Up', '\x1b[A'],
  ['↓', 'Down', '\x1b[B'],
  ['←', 'Left', '\x1b[D'],
  ['→', 'Right', '\x1b[C'],
  ['⏎', 'Enter', '\r'],
  ['^D', 'End of input', '\x04'],
];

export class KeyBar {
  readonly #keys: HTMLButtonElement[];
  readonly #control: HTMLElement | undefined;
  #isControlHeld = false;

  constructor(place: HTMLElement, send: (data: string) => void) {
    this.#keys = KEYS.map(([label, name, data]) =>
      element(
        'button',
        {
          type: 'button',
          class: 'key',
          'aria-label': name,
          'aria-pressed': data === '' ? 'false' : undefined,
          'data-key': label,
          // Taking the focus would close the keyboard.
          onpointerdown: (event: PointerEvent) => event.preventDefault(),
          onmousedown: (event: MouseEvent) => event.preventDefault(),
          onclick: () => {
            if (data === '') this.#hold(!this.#isControlHeld);
            else send(this.takeControl() ? withControl(data) : data);
          },
        },
        label,
      ),
    );
    this.#control = this.#keys.find((key) => key.dataset.key === 'Ctrl');
    place.append(...this.#keys);
  }

  /** True when Ctrl is held; then it no longer is. */
  takeControl(): boolean {
    const wasHeld = this.#isControlHeld;
    this.#hold(false);
    return wasHeld;
  }

  /** Tab is of use only to a program that gets every key. */
  setRaw(isRaw: boolean): void {
    const tab = this.#keys.find((key) => key.dataset.key === 'Tab');
    if (tab) tab.disabled = !isRaw;
  }

  #hold(isHeld: boolean): void {
    this.#isControlHeld = isHeld;
    this.#control?.setAttribute('aria-pressed', String(isHeld));
  }
}

/** What a terminal sends for a cursor key with Ctrl held; the others have no such form. */
function withControl(data: string): string {
  return data.replace(/^\x1b\[([A-D])$/, '\x1b[1;5$1');
}
