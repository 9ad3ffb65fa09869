/**
 * Owns the check of what is drawn before the tables of widths are there: it must be as wide, and
 * joined to what follows it as the tables say.
 */
import type { IUnicodeVersionProvider, Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { UnicodeGraphemesAddon } from './headless.ts';
import { Widths } from './width.ts';

/** The providers that a terminal is given, first those that are there at once. */
function providers() {
  const given: IUnicodeVersionProvider[] = [];
  const unicode = {
    register: (provider: IUnicodeVersionProvider) => given.push(provider),
    activeVersion: '',
    versions: [],
  };
  const widths = new Widths({ unicode } as unknown as Terminal, {
    bring: async () => new UnicodeGraphemesAddon(),
    missing: () => {},
  });
  return { given, widths };
}

test('what is known without the tables is as the tables have it', async () => {
  const { given, widths } = providers();
  const known = Array.from({ length: 0x110000 - 32 }, (_, at) => at + 32).filter(
    (code) => code !== 127 && widths.knows(String.fromCodePoint(code)),
  );
  await widths.learn();
  const [early, late] = given;
  if (!early || !late) throw new Error('There are two.');
  const state = early.charProperties(65, 0);
  /** What is seen of an answer: whether the character joins, and the columns. */
  const seen = (properties: number): number => properties & 7;
  const states = new Set<number>();
  for (const code of known) {
    const own = late.charProperties(code, 0);
    expect(seen(state)).toBe(seen(own));
    // One that follows another that is known is a character of its own.
    expect(seen(late.charProperties(code, state))).toBe(seen(own));
    states.add(own);
  }
  expect(known.length).toBeGreaterThan(0x250);
  const others: number[] = [];
  for (const own of states) {
    for (let code = 32; code < 0x110000; code++) {
      const after = late.charProperties(code, own);
      if (seen(after) !== seen(late.charProperties(code, state))) others.push(code);
    }
  }
  expect(others).toEqual([]);
});
