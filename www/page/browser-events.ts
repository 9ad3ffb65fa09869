/**
 * Owns what the page hears of the browser as a whole: what is dropped and pasted anywhere, that
 * the page is left, come back to, and has another size. Does not know what becomes of it.
 */

import { isDialogOpen } from './elements/dialogs.ts';
import { acceptText } from './opening/arriving-text.ts';
import { type Arriving, acceptDrops, acceptPastes } from './opening/open-program.ts';
import { followViewport } from './viewport.ts';

export interface BrowserListeners {
  /** Where dropped and pasted files go. */
  files: Arriving;
  /** Whether there is a line that dropped or pasted text is for. */
  takesText: () => boolean;
  text: (text: string) => void;
  /** Whether something is lost with the page: the browser then asks. */
  isLostByClosing: () => boolean;
  /** The page is shown again as it was left, but for the focus. */
  cameBack: () => void;
  sized: () => void;
}

/** From now on they are told. */
export function listenToBrowser(listeners: BrowserListeners): void {
  const { files, takesText, text, isLostByClosing, cameBack, sized } = listeners;
  acceptDrops(files);
  acceptPastes(files);
  acceptText(() => takesText() && !isDialogOpen(), text);
  addEventListener('beforeunload', (event) => {
    if (isLostByClosing()) event.preventDefault();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) cameBack();
  });
  followViewport(sized);
}
