/**
 * Owns the check that whoever asks for what a screen showed is answered: on a way elsewhere,
 * and where nothing is open any more.
 */
import { expect, test } from 'vitest';
import { onEveryStore } from './stores.ts';
import { type Tab, text } from './tab.ts';

onEveryStore((kept) => {
  async function played(): Promise<Tab> {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two', 'three');
    return tab;
  }

  /** What the screens showed that were asked for. */
  const screens = (tab: Tab): string[] =>
    tab.of('screen').map(({ pieces }) => pieces.map(({ output }) => text(output)).join(''));

  test('on a way elsewhere it is the session that is left which is looked at, at once', async () => {
    const before = await played();
    await before.pause();
    await before.send({ type: 'stop' });
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('mine');
    tab.start({ type: 'continue-session', id: before.id });
    await tab.settle(1);
    tab.start({ type: 'read-screen', entries: 1 });
    await tab.settle(0);
    expect(screens(tab)).toEqual(['ready\nenim\n']);
    await tab.settle();
    expect(tab.id).toBe(before.id);
    await tab.send({ type: 'read-screen', entries: 1 });
    expect(screens(tab).at(-1)).toBe('ready\neno\n');
  });

  test('where no session is open that is said', async () => {
    const tab = await played();
    await tab.send({ type: 'stop' }, { type: 'read-screen', entries: 2 });
    expect(tab.of('no-screen')).toEqual([{ type: 'no-screen', entries: 2 }]);
    expect(tab.of('screen')).toEqual([]);
  });
});
