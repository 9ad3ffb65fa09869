/**
 * Owns the small editor in which a text for the shelf is written: a name, the
 * text, keep or leave. What is written stays until it is kept or thrown away on
 * purpose, and goes to the shelf that it was begun for, whatever program is open
 * by then. Does not know how it is kept.
 */
import { element } from '../elements/dom.ts';
import { troubleWithName } from './file-content.ts';
import '../style/field.css';
import '../style/shelf.css';

/** The shelf that a text is written for. */
export interface EditedShelf {
  /** The image of its program. */
  project: string;
  /** The program's name. */
  program: string;
}

export interface WrittenFile extends EditedShelf {
  name: string;
  text: string;
  /** The name that the file has on the shelf; empty for a new one. */
  before: string;
  /** The text that it had there when it was opened, or kept last. */
  textBefore: string;
}

/** Why it is not kept. */
export interface NotKept {
  sentence: string;
  /** What the shelf has by now: whoever keeps it once more replaces that. */
  textThere?: string;
}

export interface EditorListeners {
  /** Gives the reason where it is not kept: the editor stays. */
  keep: (written: WrittenFile) => Promise<NotKept | undefined>;
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
  /** Said where the program that is open is another. */
  readonly #whose = element('p', { class: 'is-quiet', hidden: true });
  readonly #keepButton = element('button', { type: 'submit', class: 'button button-main' }, 'Keep');
  #shelf: EditedShelf = { project: '', program: '' };
  #before = '';
  #wholeText = '';
  /** One file after the other, in the order of the presses. */
  #keeping = Promise.resolve();

  constructor(listeners: EditorListeners) {
    this.#listeners = listeners;
    this.content = element(
      'form',
      { class: 'file-editor', hidden: true, 'aria-label': 'Write a file' },
      this.#whose,
      this.#name,
      this.#text,
      this.#trouble,
      element(
        'div',
        { class: 'files-acts' },
        this.#keepButton,
        element(
          'button',
          { type: 'button', class: 'button button-outlined', onclick: () => this.close() },
          'Cancel',
        ),
      ),
    );
    this.content.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#keeping = this.#keeping.then(() => this.#keep());
    });
    this.content.addEventListener('keydown', (event) => this.#key(event));
  }

  get isOpen(): boolean {
    return !this.content.hidden;
  }

  /** Something is written that closing the tab would lose. */
  get isUnkept(): boolean {
    return this.isOpen && this.#isWritten;
  }

  /** For a new file, or one of the shelf. Who wrote something that is not kept is told so instead. */
  open(shelf: EditedShelf, name = '', text = ''): void {
    if (this.isUnkept) {
      if (shelf.project === this.#shelf.project && name === this.#before) this.#focus();
      else this.#askToKeep();
      return;
    }
    this.#shelf = shelf;
    this.#before = name;
    this.#wholeText = text;
    this.#name.value = name;
    this.#text.value = text;
    this.#trouble.textContent = '';
    this.content.hidden = false;
    this.programIs(shelf.project);
    this.#focus();
  }

  /** The image of the program that is open; empty when none is. */
  programIs(project: string): void {
    this.#whose.textContent = `For the shelf of ${this.#shelf.program}.`;
    this.#whose.hidden = project === this.#shelf.project;
  }

  close(): void {
    const hadFocus = this.content.contains(document.activeElement);
    this.content.hidden = true;
    if (hadFocus) this.#listeners.left();
  }

  #focus(): void {
    this.#trouble.textContent = '';
    (this.#before === '' ? this.#name : this.#text).focus();
  }

  #askToKeep(): void {
    this.#trouble.textContent =
      'What you wrote is not kept yet. Keep it, or cancel, before you write another file.';
    this.#keepButton.focus();
  }

  async #keep(): Promise<void> {
    const shelf = this.#shelf;
    if (!this.isOpen) return;
    const name = this.#name.value.trim();
    const trouble = troubleWithName(name);
    this.#trouble.textContent = trouble ?? '';
    if (trouble !== undefined) {
      this.#name.focus();
      return;
    }
    const [before, textBefore] = [this.#before, this.#wholeText];
    const written = { ...shelf, name, text: this.#writtenText, before, textBefore };
    const reason = await this.#listeners.keep(written);
    // Cancelled meanwhile; another file may be written by now.
    if (!this.isOpen || this.#shelf !== shelf) return;
    if (reason !== undefined) {
      this.#trouble.textContent = reason.sentence;
      this.#wholeText = reason.textThere ?? this.#wholeText;
      return;
    }
    this.#before = name;
    this.#wholeText = written.text;
    // What was written since is no part of it yet.
    if (!this.#isWritten) this.close();
  }

  /** The text; a field makes every line end a line feed, which is no change of the person's. */
  get #writtenText(): string {
    const text = this.#text.value;
    return text === this.#wholeText.replace(/\r\n?/g, '\n') ? this.#wholeText : text;
  }

  /** Something is there that the shelf has not. */
  get #isWritten(): boolean {
    return this.#writtenText !== this.#wholeText || this.#name.value.trim() !== this.#before;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      // What was written is not thrown away by a key.
      event.preventDefault();
      if (this.#isWritten) this.#keepButton.focus();
      else this.close();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.content.requestSubmit();
    }
  }
}
