/**
 * Owns the small editor in which a text for the shelf is written: a name, the
 * text, keep or leave. Does not know where it is kept.
 */
import { element } from '../dom.ts';
import { troubleWithName } from './file-content.ts';

export interface EditorListeners {
  /** False where the file could not be kept: the editor stays. */
  keep: (name: string, text: string, before: string) => Promise<boolean>;
  left: () => void;
}

export class FileEditor {
  readonly content: HTMLFormElement;
  readonly #listeners: EditorListeners;
  readonly #name = element('input', {
    class: 'field',
    'aria-label': 'Name in UMIX',
    placeholder: 'hack.bas',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
  });
  readonly #text = element('textarea', {
    class: 'field file-text',
    'aria-label': 'Text of the file',
    rows: 9,
    spellcheck: 'false',
    autocapitalize: 'off',
    wrap: 'off',
  });
  readonly #trouble = element('p', { class: 'file-trouble', role: 'alert' });
  /** The name that the file has on the shelf; empty for a new one. */
  #before = '';
  #wholeText = '';

  constructor(listeners: EditorListeners) {
    this.#listeners = listeners;
    this.content = element(
      'form',
      { class: 'file-editor', hidden: true, 'aria-label': 'Write a file' },
      this.#name,
      this.#text,
      this.#trouble,
      element(
        'div',
        { class: 'files-acts' },
        element('button', { type: 'submit', class: 'button button-main' }, 'Keep'),
        element(
          'button',
          { type: 'button', class: 'button button-outlined', onclick: () => this.close() },
          'Cancel',
        ),
      ),
    );
    this.content.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#keep();
    });
    this.content.addEventListener('keydown', (event) => this.#key(event));
  }

  get isOpen(): boolean {
    return !this.content.hidden;
  }

  /** For a new file, or one of the shelf. */
  open(name = '', text = ''): void {
    this.#before = name;
    this.#wholeText = text;
    this.#name.value = name;
    this.#text.value = text;
    this.#trouble.textContent = '';
    this.content.hidden = false;
    (name === '' ? this.#name : this.#text).focus();
  }

  close(): void {
    this.content.hidden = true;
    this.#listeners.left();
  }

  async #keep(): Promise<void> {
    const name = this.#name.value.trim();
    const trouble = troubleWithName(name);
    this.#trouble.textContent = trouble ?? '';
    if (trouble !== undefined) {
      this.#name.focus();
      return;
    }
    if (await this.#listeners.keep(name, this.#written, this.#before)) this.close();
    else this.#trouble.textContent = `Another file is called ${name}. Choose another name.`;
  }

  /** The text; a field makes every line end a line feed, which is no change of the person's. */
  get #written(): string {
    const text = this.#text.value;
    return text === this.#wholeText.replace(/\r\n?/g, '\n') ? this.#wholeText : text;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      // What was written is not thrown away by a key.
      event.preventDefault();
      if (this.#text.value === this.#wholeText.replace(/\r\n?/g, '\n')) this.close();
      else this.content.querySelector<HTMLElement>('.button-main')?.focus();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.content.requestSubmit();
    }
  }
}
