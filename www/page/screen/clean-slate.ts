/**
 * Owns that a terminal which is reset lets go of all that it showed. For the links that a program
 * declared xterm has marks on their lines: where these are not taken away before, it keeps every
 * line there was for as long as it is there itself. Does not know when a terminal is reset.
 */
import type { Terminal } from '@xterm/headless';

/** As the terminal's own reset. */
export function resetWhole(xterm: Pick<Terminal, 'markers' | 'reset'>): void {
  letGo(xterm);
  xterm.reset();
}

/** To be asked once for each terminal: from then on also the resets that programs print let go. */
export function letGoAtResets(xterm: Pick<Terminal, 'markers' | 'parser'>): void {
  xterm.parser.registerEscHandler({ final: 'c' }, () => {
    letGo(xterm);
    // The reset is the terminal's.
    return false;
  });
}

function letGo({ markers }: Pick<Terminal, 'markers'>): void {
  for (const marker of [...markers]) marker.dispose();
}
