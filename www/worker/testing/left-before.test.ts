/**
 * Owns the check that whoever opens a program again is told of the session that
 * was left, and nobody else is.
 */
import { expect, test } from 'vitest';
import { onEveryStore } from './stores.ts';
import type { Tab } from './tab.ts';

const left = (tab: Tab): string[] => tab.of('left-before').map(({ session }) => session.id);

onEveryStore((kept) => {
  test('a program that is opened again is told with the session left last', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one');
    tab.clock.nowMs += 1000;
    await tab.load();
    await tab.lines('two', 'three');
    const latest = tab.id;
    const again = kept.newTab();
    await again.load();
    expect(left(again)).toEqual([latest]);
    expect(again.of('left-before')[0]?.session).toMatchObject({ lines: 2, lastLine: 'three' });
    await tab.send({ type: 'stop' });
    await again.send({ type: 'continue-session', id: latest });
    expect(again.shown).toBe('ready\n<two>owt\n<three>eerht\n');
    expect(left(again), 'going on is no opening').toEqual([latest]);
  });

  test('there is nothing to tell of other programs, of sessions without lines or given up, or after a restart', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.load();
    await tab.lines('one');
    const session = tab.id;
    await tab.send({ type: 'reset', engine: 'interpreter' });
    await tab.send({ type: 'load', name: 'other.um', bytes: Uint8Array.of(5, 6, 7, 8) });
    await tab.send({ type: 'delete-session', id: session });
    await tab.load();
    expect(left(tab)).toEqual([]);
  });

  test('a session that was taken back to its beginning is nothing to go on with', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two');
    await tab.send({ type: 'go-to', entries: 0 });
    await tab.load();
    expect(left(tab)).toEqual([]);
  });
});
