/**
 * Owns the width of text on the terminal: it asks the very tables that xterm's
 * grapheme add-on gives xterm, so that whoever draws on the terminal and the
 * terminal never disagree about where the cursor is.
 */
import type { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import type { IUnicodeVersionProvider, Terminal } from '@xterm/xterm';
import type { Measure } from './block.ts';

// How a provider packs its answer: bit 0 says that the code point joins the one
// before, bits 1 and 2 are the columns of what they make together.
const JOINS = 1;
const columnsOf = (properties: number): number => (properties >> 1) & 3;

/** The columns that xterm, with this add-on loaded, gives to a piece of text. */
export function widthMeasure(addon: UnicodeGraphemesAddon): Measure {
  let newest: IUnicodeVersionProvider | undefined;
  // The add-on hands its tables to whatever terminal it is activated on; this
  // one only takes them.
  const recipient = {
    unicode: {
      register: (provider: IUnicodeVersionProvider) => {
        newest = provider;
      },
      activeVersion: '',
      versions: [],
    },
  };
  addon.activate(recipient as unknown as Terminal);
  const provider = newest;
  if (provider === undefined) throw new Error('The grapheme add-on registered no widths.');

  return (text) => {
    const first = text.charCodeAt(0);
    if (text.length === 1 && first >= 32 && first < 127) return 1;
    let columns = 0;
    let before = 0;
    for (const character of text) {
      const properties = provider.charProperties(character.codePointAt(0) ?? 0, before);
      columns += columnsOf(properties);
      if ((properties & JOINS) !== 0) columns -= columnsOf(before);
      before = properties;
    }
    return columns;
  };
}
