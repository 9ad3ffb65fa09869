/**
 * Owns xterm: its making, size, colours, links, selection, and the few keys that
 * are the browser's rather than the line's. The line discipline gets what is
 * typed; the screen draws through the glass this offers.
 * Does not know the machine.
 */
import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import type { WebLinksAddon } from '@xterm/addon-web-links';
import { Terminal } from '@xterm/xterm';
import { reasonOf } from '../../wording/reason.mjs';
import { lateCode } from '../late-code.ts';
import { copyText } from '../saving/clipboard.ts';
import { resetWhole } from '../screen/clean-slate.ts';
import { type Glass, glassOf } from '../screen/glass.ts';
import { Widths } from '../screen/width.ts';
import type { SettingsStore } from '../settings.ts';
import {
  boldFontReady,
  fallbackFont,
  terminalFont,
  terminalFontReady,
  terminalTheme,
} from './theme.ts';
import { scrollByTouch } from './touch-scroll.ts';

/** Lines kept above the screen. */
const SCROLLBACK_ROWS = 10_000;
const SCROLLBAR_PIXELS = 10;
/**
 * A reset leaves a hidden cursor hidden, and colours as they were set: of the palette, letters, ground, cursor. And
 * xterm draws no cursor before it first has the focus, which on phones is late, or leaves the alternate screen.
 */
const LEFT_BY_RESET = '\x1b[?47l\x1b[?25h\x1b]104\x07\x1b]110\x07\x1b]111\x07\x1b]112\x07';
/** A prompt and the line being typed take two; the place shows what it has room for. */
const LEAST_ROWS = 2;

export interface TerminalListeners {
  /** What a terminal sends for the keys pressed. */
  keys: (data: string) => void;
  pastedText: (text: string) => void;
  /** True when the paste held a file and is dealt with. */
  pastedFile: (event: ClipboardEvent) => boolean;
  /** The selection was copied, or the browser refused. */
  copied: (isCopied: boolean) => void;
  /** A finger rested on this row. */
  heldOn: (row: number) => void;
  /** A link in the output was chosen. */
  link: (address: string) => void;
  /** Links in the text are not found: why, and what to do. */
  linksMissing: (sentence: string) => void;
  /** Wide characters are drawn as if they were not: why, and what to do. */
  widthsMissing: (sentence: string) => void;
  /** The size in characters should change: `apply` does it. */
  resized: (apply: () => void) => void;
  isRaw: () => boolean;
}

export class TerminalView {
  readonly xterm: Terminal;
  readonly glass: Glass;
  readonly widths: Widths;
  readonly #listeners: TerminalListeners;
  readonly #settings: SettingsStore;
  readonly #fit = new FitAddon();
  #links: WebLinksAddon | undefined;
  #isBoldFontWanted = false;

  constructor(place: HTMLElement, settings: SettingsStore, listeners: TerminalListeners) {
    this.#listeners = listeners;
    this.#settings = settings;
    this.xterm = this.#makeXterm();
    this.glass = glassOf(this.xterm);
    this.widths = this.#makeWidths();
    this.xterm.loadAddon(this.#fit);
    void this.#applyLinks();
    this.#listen();
    this.#openIn(place);
    this.#useOwnFont();
    this.#followSettings();
  }

  focus(): void {
    this.xterm.focus();
  }

  /** Takes what is pasted, a file or text, from the browser. */
  paste(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    if (this.#listeners.pastedFile(event)) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text !== '') this.#listeners.pastedText(text);
  }

  useTheme(): void {
    this.xterm.options.theme = terminalTheme();
  }

  /** Whether a field beside xterm's own is typed to: the cursor is drawn as where one types. */
  showTypedTo(isTypedTo: boolean): void {
    const { xterm } = this;
    xterm.options.cursorInactiveStyle = isTypedTo ? 'block' : 'outline';
    const { cursorY } = xterm.buffer.active;
    xterm.refresh(cursorY, cursorY);
  }

  /** Forgets everything on the screen and above it, and every mode a program has set. */
  reset(): void {
    this.#useBoldFont();
    this.widths.prepare();
    resetWhole(this.xterm);
    this.xterm.clear();
    this.xterm.write(LEFT_BY_RESET);
  }

  /** Fits the characters to the place, once the screen is ready for it. */
  fit(): void {
    // Paper has another size, and what is scrolled would not come back to where it was.
    if (matchMedia('print').matches) return;
    const wanted = this.#wanted();
    if (!wanted || (wanted.cols === this.xterm.cols && wanted.rows === this.xterm.rows)) return;
    this.#listeners.resized(() => this.#resize());
  }

  #makeXterm(): Terminal {
    const { now } = this.#settings;
    return new Terminal({
      allowProposedApi: true,
      // What a program prints that is no code of a terminal's is no error of the page.
      logLevel: 'off',
      // The program's line feed returns the carriage too, as a Unix terminal's does.
      convertEol: true,
      cursorStyle: 'block',
      cursorInactiveStyle: 'outline',
      cursorBlink: false,
      fontFamily: fallbackFont(),
      fontSize: now.fontSize,
      fontWeight: '400',
      // Until its own face is there; see below.
      fontWeightBold: '400',
      lineHeight: 1.2,
      // Whatever colours a program puts together can be read.
      minimumContrastRatio: 4.5,
      // The ruler's place is the scrollbar's.
      overviewRuler: { width: SCROLLBAR_PIXELS },
      reflowCursorLine: true,
      screenReaderMode: now.screenReader,
      scrollback: SCROLLBACK_ROWS,
      theme: terminalTheme(),
      // Links that a program declares itself obey the same setting as those found in its text.
      linkHandler: { activate: (_, address) => this.#follow(address) },
    });
  }

  #makeWidths(): Widths {
    return new Widths(this.xterm, {
      bring: async () => {
        const { UnicodeGraphemesAddon } = await lateCode(
          () => import('@xterm/addon-unicode-graphemes'),
          'Open the program again later.',
        );
        return new UnicodeGraphemesAddon();
      },
      missing: this.#listeners.widthsMissing,
    });
  }

  #listen(): void {
    const { xterm } = this;
    const { keys } = this.#listeners;
    xterm.attachCustomKeyEventHandler((event) => this.#key(event));
    xterm.onData((data) => keys(data));
    xterm.onBinary((data) => keys(data));
  }

  #openIn(place: HTMLElement): void {
    const { xterm } = this;
    xterm.open(place);
    xterm.textarea?.setAttribute('aria-label', 'Terminal input');
    place.addEventListener('paste', (event) => this.paste(event), { capture: true });
    scrollByTouch(place, xterm, this.#listeners.heldOn);
    place.addEventListener('mousedown', () => void this.#bringLongWords(place), { once: true });
    new ResizeObserver(() => this.fit()).observe(place);
  }

  /** Few programs print any: what chooses them comes with the first press of a mouse. */
  async #bringLongWords(place: HTMLElement): Promise<void> {
    try {
      const { chooseLongWords } = await lateCode(() => import('./long-word.ts'), '');
      chooseLongWords(place, this.xterm);
    } catch {
      // All other words are chosen as ever.
    }
  }

  /** xterm measures a face once: ours only when it is there. */
  #useOwnFont(): void {
    void terminalFontReady().then(
      () => {
        this.#listeners.resized(() => {
          this.xterm.options.fontFamily = terminalFont();
          this.#resize();
        });
      },
      // The other face does as well.
      () => {},
    );
  }

  /** Only programs print in bold: its face comes with the first of them, and is measured once as well. */
  #useBoldFont(): void {
    if (this.#isBoldFontWanted) return;
    this.#isBoldFontWanted = true;
    void boldFontReady().then(() => {
      this.xterm.options.fontWeightBold = '600';
    });
  }

  #followSettings(): void {
    const { xterm } = this;
    this.#settings.onChange((now, changed) => {
      if (changed === 'fontSize') {
        this.#listeners.resized(() => {
          xterm.options.fontSize = now.fontSize;
          this.#resize();
        });
      }
      if (changed === 'screenReader') xterm.options.screenReaderMode = now.screenReader;
      if (changed === 'webLinks') void this.#applyLinks();
    });
  }

  /** The size in characters that the place has room for; undefined where it is not laid out. */
  #wanted(): { cols: number; rows: number } | undefined {
    const wanted = this.#fit.proposeDimensions();
    if (!wanted || !(wanted.cols > 1) || !(wanted.rows > 0)) return undefined;
    return { cols: wanted.cols, rows: Math.max(LEAST_ROWS, wanted.rows) };
  }

  /** xterm forgets the selection when rows come or go, as they do with every card, and else draws one that was taken away. */
  #resize(): void {
    const wanted = this.#wanted();
    if (!wanted) return;
    const { xterm } = this;
    const text = xterm.getSelection();
    const place = xterm.getSelectionPosition();
    xterm.resize(wanted.cols, wanted.rows);
    if (!place || text === '') {
      xterm.clearSelection();
      return;
    }
    const { start, end } = place;
    xterm.select(start.x, start.y, (end.y - start.y) * xterm.cols + end.x - start.x);
    // Another width, or the oldest rows gone: something else is there now.
    if (xterm.getSelection() !== text) xterm.clearSelection();
  }

  /** Few want them: what finds them comes when they are first switched on. */
  async #applyLinks(): Promise<void> {
    this.#links?.dispose();
    this.#links = undefined;
    if (!this.#settings.now.webLinks) return;
    try {
      const { WebLinksAddon } = await lateCode(
        () => import('@xterm/addon-web-links'),
        'Switch the links off, and on again later.',
      );
      // They may have been switched meanwhile, off or off and on.
      if (!this.#settings.now.webLinks || this.#links) return;
      this.#links = new WebLinksAddon((_, address) => this.#follow(address));
      this.xterm.loadAddon(this.#links);
    } catch (error) {
      this.#listeners.linksMissing(reasonOf(error));
    }
  }

  #follow(address: string): void {
    if (this.#settings.now.webLinks) this.#listeners.link(address);
  }

  /** False keeps a key from xterm. */
  #key(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true;
    const { key, ctrlKey, shiftKey, altKey, metaKey } = event;
    const isRaw = this.#listeners.isRaw();

    if (ctrlKey && shiftKey && !altKey && !metaKey && key.toLowerCase() === 'c') {
      event.preventDefault();
      void this.#copy();
      return false;
    }
    // The browser then pastes, which `paste` takes.
    if (ctrlKey && !altKey && key.toLowerCase() === 'v' && (shiftKey || !isRaw)) return false;
    if (isRaw) return true;

    if (ctrlKey && !shiftKey && !altKey && key.toLowerCase() === 'c' && this.xterm.hasSelection()) {
      event.preventDefault();
      void this.#copy();
      return false;
    }
    if (ctrlKey && key === 'Backspace') {
      event.preventDefault();
      this.#listeners.keys('\x17');
      return false;
    }
    if (key === 'Tab') {
      // Forward, Tab does nothing, for fingers that expect a shell to complete;
      // backward, and for a screen reader both ways, it leaves the terminal.
      if (!shiftKey && !this.#settings.now.screenReader) event.preventDefault();
      return false;
    }
    if ((key === 'PageUp' || key === 'PageDown') && !ctrlKey && !altKey) {
      event.preventDefault();
      this.xterm.scrollPages(key === 'PageUp' ? -1 : 1);
      return false;
    }
    return true;
  }

  async #copy(): Promise<void> {
    const text = this.xterm.getSelection();
    if (text === '') return;
    // For the older way: it is selected.
    const isCopied = await copyText(text, () => {});
    // What could not be copied stays selected, for another try.
    if (isCopied) this.xterm.clearSelection();
    this.#listeners.copied(isCopied);
  }
}
