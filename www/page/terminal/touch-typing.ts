/**
 * Owns typing on a phone. Its keyboards compose: they swipe, correct, and
 * replace what they typed before, which only a text field of their own can
 * follow. So an invisible field holds the line being typed, and each change the
 * keyboard makes to it is made to the line as a whole; changes to the line from
 * elsewhere (history, a paste) go into the field.
 * Does not know what a line is for.
 */
import { element } from '../elements/dom.ts';

export interface TouchTypingListeners {
  /** The line as the field has it now. */
  lineChanged: (text: string, cursor: number) => void;
  /** Keys, as a terminal sends them. */
  keys: (data: string) => void;
  pasted: (event: ClipboardEvent) => void;
  /** Several lines at once, at the cursor. */
  lines: (text: string) => void;
  isRaw: () => boolean;
  /** True when Ctrl is held on the key bar; then it no longer is. */
  takeControl: () => boolean;
  /** The keyboard came up or went away. */
  focusChanged: (hasFocus: boolean) => void;
}

/** Keys that no text field has a use for, or that raw mode passes on. */
const SEQUENCES: Readonly<Record<string, string>> = {
  Enter: '\r',
  Escape: '\x1b',
  ArrowUp: '\x1b[A',
  ArrowDown: '\x1b[B',
};
const RAW_SEQUENCES: Readonly<Record<string, string>> = {
  ArrowLeft: '\x1b[D',
  ArrowRight: '\x1b[C',
  Home: '\x1b[H',
  End: '\x1b[F',
  Delete: '\x1b[3~',
  Backspace: '\x7f',
  Tab: '\t',
};

/** In raw mode the field always holds this, so that there is something to erase. */
const RAW_CONTENT = '  ';

export class TouchTyping {
  readonly #listeners: TouchTypingListeners;
  readonly #field: HTMLTextAreaElement;
  #line = { text: '', cursor: 0 };

  constructor(place: HTMLElement, listeners: TouchTypingListeners) {
    this.#listeners = listeners;
    this.#field = element('textarea', {
      class: 'touch-typing',
      'aria-label': 'Terminal input',
      autocomplete: 'off',
      autocapitalize: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
      enterkeyhint: 'send',
      rows: 1,
      oninput: (event: InputEvent) => this.#changed(event.isComposing),
      oncompositionend: () => this.#changed(false),
      onpaste: listeners.pasted,
      onkeydown: (event: KeyboardEvent) => this.#key(event),
      onfocus: () => listeners.focusChanged(true),
      onblur: () => listeners.focusChanged(false),
    });
    document.addEventListener('selectionchange', () => this.#cursorMoved());
    place.append(this.#field);
  }

  get hasFocus(): boolean {
    return document.activeElement === this.#field;
  }

  focus(): void {
    this.#field.focus({ preventScroll: true });
  }

  /** The line is this now, by whatever way. */
  show(text: string, cursor: number): void {
    this.#line = { text, cursor };
    const content = this.#listeners.isRaw() ? RAW_CONTENT : text;
    const at = this.#listeners.isRaw() ? RAW_CONTENT.length : cursor;
    // Writing what is there already would break off a composition.
    if (this.#field.value !== content) this.#field.value = content;
    if (this.#field.selectionStart !== at || this.#field.selectionEnd !== at) {
      this.#field.setSelectionRange(at, at);
    }
  }

  #changed(isComposing: boolean): void {
    if (this.#listeners.isRaw()) {
      if (!isComposing) this.#changedRaw();
      return;
    }
    const { value } = this.#field;
    const cursor = this.#field.selectionStart;
    if (value.length === this.#line.text.length + 1 && this.#listeners.takeControl()) {
      const letter = value.charAt(cursor - 1);
      this.show(this.#line.text, this.#line.cursor);
      this.#listeners.keys(controlCode(letter));
      return;
    }
    const lineFeed = value.indexOf('\n');
    if (lineFeed >= 0) {
      const at = sameBeginning(this.#line.text, value.slice(0, cursor));
      const added = value.slice(at, cursor);
      // A keyboard that has the clipboard on a key types what is there.
      if (added.slice(0, -1).includes('\n')) {
        this.#take(value.slice(0, at) + value.slice(cursor), at);
        this.#listeners.lines(added);
        return;
      }
      // Some keyboards have no Enter key that is told of, only its line feed.
      this.#take(value.replaceAll('\n', ''), lineFeed);
      this.#listeners.keys('\r');
      return;
    }
    this.#take(value, cursor);
  }

  #changedRaw(): void {
    const { value } = this.#field;
    const typed = value.startsWith(RAW_CONTENT) ? value.slice(RAW_CONTENT.length) : '';
    const erased = Math.max(0, RAW_CONTENT.length - value.length);
    this.show('', 0);
    if (typed !== '' && this.#listeners.takeControl()) {
      this.#listeners.keys(controlCode(typed.charAt(0)) + typed.slice(1));
    } else if (typed !== '' || erased > 0) {
      this.#listeners.keys('\x7f'.repeat(erased) + typed.replaceAll('\n', '\r'));
    }
  }

  #cursorMoved(): void {
    if (!this.hasFocus || this.#listeners.isRaw()) return;
    const { value, selectionStart, selectionEnd } = this.#field;
    const isSame = value === this.#line.text && selectionStart === this.#line.cursor;
    // A change of text is told by its own event.
    if (isSame || value !== this.#line.text || selectionStart !== selectionEnd) return;
    this.#take(value, selectionStart);
  }

  #take(text: string, cursor: number): void {
    this.#line = { text, cursor };
    this.#listeners.lineChanged(text, cursor);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.metaKey) return;
    const { key } = event;
    const isControl = event.ctrlKey || (key.length === 1 && this.#listeners.takeControl());
    if (isControl && !event.altKey && /^[a-z[\]\\]$/i.test(key)) {
      // The browser pastes; its own copy is of use too.
      if (event.ctrlKey && key.toLowerCase() === 'v') return;
      event.preventDefault();
      this.#listeners.keys(controlCode(key));
      return;
    }
    const sequence = SEQUENCES[key] ?? (this.#listeners.isRaw() ? RAW_SEQUENCES[key] : undefined);
    if (sequence !== undefined) {
      event.preventDefault();
      this.#listeners.keys(sequence);
    }
  }
}

/** How many characters both begin with. */
function sameBeginning(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** The code a terminal sends for a letter with Ctrl held. */
function controlCode(letter: string): string {
  return String.fromCharCode(letter.toUpperCase().charCodeAt(0) & 31);
}
