/**
 * Owns a panel whose code comes when it is first looked at, for what few people
 * want: the page is lighter without. Does not know what it shows.
 */
import { reasonOf } from '../../wording/reason.mjs';
import { element } from '../elements/dom.ts';
import { lateCode } from '../late-code.ts';
import type { Panel, PanelBody } from './dock.ts';
import type { PanelId } from './panel-id.ts';

/** Makes a panel of the code that it has brought. */
type Make<Made> = (bring: <Code>(code: () => Promise<Code>) => Promise<Code>) => Promise<Made>;

export class LatePanel<Made extends PanelBody> implements Panel {
  readonly id: PanelId;
  readonly title: string;
  readonly content = element('div');
  readonly #make: Make<Made>;
  #coming: Promise<void> | undefined;
  #made: Made | undefined;
  #isShown = false;

  constructor(id: PanelId, title: string, make: Make<Made>) {
    this.id = id;
    this.title = title;
    this.#make = make;
  }

  /** The panel itself, once it is there. */
  get made(): Made | undefined {
    return this.#made;
  }

  /** Does it with the panel as soon as it is there, if it is coming. */
  async whenMade(act: (made: Made) => void): Promise<void> {
    await this.#coming;
    if (this.#made) act(this.#made);
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
      this.#made = await this.#make((code) => lateCode(code, 'Open the panel again later.'));
      this.content.replaceChildren(this.#made.content);
      if (this.#isShown) this.#made.shown?.();
    } catch (error) {
      // Shown again, it is tried again.
      this.#coming = undefined;
      const sentence = reasonOf(error);
      this.content.replaceChildren(element('p', { class: 'panel', role: 'alert' }, sentence));
    }
  }
}
