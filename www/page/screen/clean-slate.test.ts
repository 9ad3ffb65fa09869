/** Owns the check that a terminal keeps no links of what it showed before it was reset. */
import { expect, test } from 'vitest';
import { resetWhole } from './clean-slate.ts';
import { type ScreenBench, screenBench } from './headless.ts';

/** Links that the terminal holds, each with the lines it is on. */
function linksHeld({ terminal }: ScreenBench): number {
  const { _core } = terminal as unknown as {
    _core: { _oscLinkService: { _dataByLinkId: Map<number, unknown> } };
  };
  return _core._oscLinkService._dataByLinkId.size;
}

const links = Array.from({ length: 50 }, (_, nth) => {
  return `\x1b]8;;http://x.example/${nth}\x07link\x1b]8;;\x07\n`;
}).join('');

test.each([
  ['the page', (b: ScreenBench) => b.screen.begin(() => resetWhole(b.terminal))],
  ['the program', (b: ScreenBench) => b.prints('\x1bc')],
])('links go with their lines where %s resets the terminal', async (_, reset) => {
  const b = screenBench();
  for (let round = 0; round < 3; round++) {
    b.prints(links);
    await b.settled();
    expect(linksHeld(b)).toBe(50);
    reset(b);
    await b.settled();
    expect(linksHeld(b)).toBe(0);
    expect(await b.rows()).toEqual([]);
  }
});
