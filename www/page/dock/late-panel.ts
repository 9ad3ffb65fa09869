/**
 * Owns a panel whose code comes when it is first looked at, for what few people
 * want: the page is lighter without. Does not know what it shows.
 */
import { element } from '../dom.ts';
import type { Panel } from './dock.ts';

export class LatePanel<Made extends Panel> implements Panel {
  readonly id: string;
  readonly title: string;
  readonly content = element('div');
  readonly #make: () => Promise<Made>;
  #coming: Promise<void> | undefined;
  #made: Made | undefined;
  #isShown = false;

  constructor(id: string, title: string, make: () => Promise<Made>) {
    this.id = id;
    this.title = title;
    this.#make = make;
  }

  /** The panel itself, once it is there. */
  get made(): Made | undefined {
    return this.#made;
  }

  shown(): void {
    this.#isShown = true;
    this.#coming ??= this.#fetch();
    this.#made?.shown?.();
  }

  hidden(): void {
    this.#isShown = false;
    this.#made?.hidden?.();
  }

  async #fetch(): Promise<void> {
    try {
      this.#made = await this.#make();
      this.content.replaceChildren(this.#made.content);
      if (this.#isShown) this.#made.shown?.();
    } catch {
      // Shown again, it is tried again.
      this.#coming = undefined;
      const sentence = 'The site does not answer. Open the panel again later.';
      this.content.replaceChildren(element('p', { class: 'panel', role: 'alert' }, sentence));
    }
  }
}
