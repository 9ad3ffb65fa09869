/**
 * Owns the width of text on the terminal: xterm and whoever draws on it ask the
 * same tables, so that they never disagree about where the cursor is. The tables
 * of xterm's grapheme add-on are large, and come late; until they are there
 * everything is one column wide, as Latin letters are.
 * Does not know what waits for them, nor where they come from.
 */
import type { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import type { IUnicodeVersionProvider, Terminal } from '@xterm/headless';
import { reasonOf } from '../../wording/reason.mjs';
import type { Measure } from './block.ts';

// How a provider packs its answer: bit 0 says that the code point joins the one
// before, bits 1 and 2 are the columns of what they make together.
const JOINS = 1;
const ONE_COLUMN = 1 << 1;
const columnsOf = (properties: number): number => (properties >> 1) & 3;

/** The add-on's own answer for letters, so that what comes to be joined to them later is joined alike. */
const NARROW: IUnicodeVersionProvider = {
  version: 'narrow',
  wcwidth: () => 1,
  charProperties: () => ONE_COLUMN,
};
/** Neither Latin, all of which is one column wide but for two signs that may be pictures, nor drawn by the page itself. */
const BEYOND_LATIN = /[^\0-\xa8\xaa-\xad\xaf-\u02ff•…]/u;

export interface WidthsOptions {
  /** Brings the add-on that has the tables. */
  bring: () => Promise<UnicodeGraphemesAddon>;
  /** Text is there that needs the tables, and they cannot be had: why, and what to do. */
  missing: (sentence: string) => void;
}

export class Widths {
  readonly #unicode: Terminal['unicode'];
  readonly #options: WidthsOptions;
  #provider = NARROW;
  #coming: Promise<void> | undefined;
  /** Rather a wrong width than nothing at all. */
  #isGivenUp = false;

  /** Of this terminal, which is made to ask what this asks. */
  constructor({ unicode }: Pick<Terminal, 'unicode'>, options: WidthsOptions) {
    this.#unicode = unicode;
    this.#options = options;
    this.#ask(NARROW);
  }

  /** Text whose width is known, or never will be, can be drawn; for other text see `learn`. */
  knows(text: string): boolean {
    return this.#provider !== NARROW || this.#isGivenUp || !BEYOND_LATIN.test(text);
  }

  /** The tables are there. */
  use(addon: UnicodeGraphemesAddon): void {
    this.#ask(providerOf(addon));
  }

  /** The tables will soon be wanted. */
  prepare(): void {
    this.#isGivenUp = false;
    this.#bring().catch(() => {});
  }

  /** When this is done, all text is known. */
  async learn(): Promise<void> {
    try {
      await this.#bring();
    } catch (error) {
      if (!this.#isGivenUp) this.#options.missing(reasonOf(error));
      this.#isGivenUp = true;
    }
  }

  /** The columns that the terminal gives to a piece of text. */
  readonly measure: Measure = (text) => {
    const first = text.charCodeAt(0);
    if (text.length === 1 && first >= 32 && first < 127) return 1;
    let columns = 0;
    let before = 0;
    for (const character of text) {
      const properties = this.#provider.charProperties(character.codePointAt(0) ?? 0, before);
      columns += columnsOf(properties);
      if ((properties & JOINS) !== 0) columns -= columnsOf(before);
      before = properties;
    }
    return columns;
  };

  #bring(): Promise<void> {
    this.#coming ??= this.#options.bring().then(
      (addon) => this.use(addon),
      (error) => {
        this.#coming = undefined;
        throw error;
      },
    );
    return this.#coming;
  }

  #ask(provider: IUnicodeVersionProvider): void {
    this.#provider = provider;
    this.#unicode.register(provider);
    this.#unicode.activeVersion = provider.version;
  }
}

/** The add-on hands its tables to whatever terminal it is activated on, the best of them last. */
function providerOf(addon: UnicodeGraphemesAddon): IUnicodeVersionProvider {
  let newest: IUnicodeVersionProvider | undefined;
  const recipient = {
    unicode: {
      register: (provider: IUnicodeVersionProvider) => {
        newest = provider;
      },
      activeVersion: '',
      versions: [],
    },
  };
  addon.activate(recipient as unknown as Parameters<UnicodeGraphemesAddon['activate']>[0]);
  if (newest === undefined) throw new Error('The grapheme add-on registered no widths.');
  return newest;
}
