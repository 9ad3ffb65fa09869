/**
 * Owns the check of ways elsewhere that something else takes the place of: another program waits
 * for no way that nobody wants to go any more, and the session that it led to stays as it was left.
 */
import { expect, test } from 'vitest';
import { onEveryStore } from './stores.ts';
import type { Tab } from './tab.ts';

const OTHER = { type: 'load', name: 'other.um', bytes: Uint8Array.of(5, 6, 7, 8) } as const;

onEveryStore((kept) => {
  /** A fresh tab, and a session that was left after three lines. */
  async function left(): Promise<{ tab: Tab; id: string }> {
    const before = kept.newTab();
    await before.load();
    await before.lines('one', 'two', 'three');
    const { id } = before;
    await before.pause();
    await before.send({ type: 'stop' });
    return { tab: kept.newTab(), id };
  }

  /** How much was computed up to the beginning of the other program. */
  async function computedBefore(tab: Tab): Promise<number> {
    let msBefore = Number.NaN;
    const began = tab.clock.nowMs;
    for (let slice = 0; slice < 100 && Number.isNaN(msBefore); slice++) {
      if (tab.of('loaded').at(-1)?.name === 'other.um') msBefore = tab.clock.nowMs - began;
      else await tab.settle(1);
    }
    await tab.settle();
    return msBefore * tab.clock.instructionsPerMs;
  }

  test.each([
    ['a way that has not begun', 0],
    ['ways behind one another', 2],
  ])('another program does not wait for %s', async (_, others) => {
    const { tab, id } = await left();
    tab.start({ type: 'continue-session', id });
    for (let nth = 0; nth < others; nth++) tab.start({ type: 'continue-session', id });
    tab.start(OTHER);
    expect(await computedBefore(tab)).toBeLessThan(1000);
    expect(tab.shown).toBe('ready\n');
    expect(tab.state).toBe('awaiting-input');
  });

  test.each([0, 1, 2])(
    'a session that was not come to stays where it was left, by %d slices',
    async (slices) => {
      const { tab, id } = await left();
      tab.start({ type: 'continue-session', id });
      await tab.settle(slices);
      await tab.send(OTHER);
      await tab.pause();
      expect(await kept.store.session(id)).toMatchObject({
        entries: 3,
        head: 3,
        lastLine: 'three',
      });
      await tab.send({ type: 'continue-session', id });
      expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n<three>eerht\n');
    },
  );

  test.each([0, 1, 2])(
    'a file that is no program, opened on a way, does not end it, after %d slices',
    async (slices) => {
      const { tab, id } = await left();
      tab.start({ type: 'continue-session', id });
      await tab.settle(slices);
      await tab.send({ ...OTHER, name: 'letter.txt', load: 7 });
      expect(tab.of('refused')).toMatchObject([{ name: 'letter.txt', load: 7 }]);
      expect([tab.id, tab.state]).toEqual([id, 'awaiting-input']);
      expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n<three>eerht\n');
      await tab.send({ type: 'go-to', entries: 2 });
      await tab.lines('four');
      await tab.pause();
      expect(await kept.store.session(id)).toMatchObject({ entries: 3, lastLine: 'four' });
      expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\nruof\n');
    },
  );

  test('nor does one behind a program that is opened first', async () => {
    const { tab, id } = await left();
    tab.start({ type: 'continue-session', id });
    tab.start(OTHER);
    await tab.send({ ...OTHER, name: 'letter.txt' });
    expect(tab.of('refused')).toHaveLength(1);
    expect(tab.of('loaded').at(-1)?.name).toBe('other.um');
    expect([tab.shown, tab.state]).toEqual(['ready\n', 'awaiting-input']);
  });
});
