/** Owns the way to the sheet with the terminal's text, whose code comes late. Does not know what is in it. */
import type { Terminal } from '@xterm/xterm';
import { reasonOf } from '../../wording/reason.mjs';
import type { CardStack } from '../cards/card-stack.ts';
import { newsCard } from '../cards/other-cards.ts';
import { isDialogOpen } from '../elements/dialogs.ts';
import { lateCode } from '../late-code.ts';

let coming: Promise<typeof import('./text-sheet.ts')> | undefined;

/** `row`: the one that is meant, if one is. `closed` says where the focus goes. */
export async function showTextSheet(
  terminal: Terminal,
  cards: CardStack,
  closed: () => void,
  row?: number,
): Promise<void> {
  coming ??= lateCode(() => import('./text-sheet.ts'), 'Try again later.');
  try {
    const { openTextSheet } = await coming;
    if (!isDialogOpen()) openTextSheet(terminal, row, closed);
  } catch (error) {
    coming = undefined;
    cards.show(newsCard('uncopied', 'The text cannot be selected now', reasonOf(error)));
  }
}
