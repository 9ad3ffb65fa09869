/**
 * Owns the check that a session does not know how its program was gone through: step by step or
 * at once, the same is recorded at the same instructions, and the same moments are kept.
 */
import { expect, test } from 'vitest';
import { momentsOf } from '../keeping/moments.ts';
import { ascii } from './bytes.ts';
import { type Kept, onEveryStore } from './stores.ts';
import type { Tab } from './tab.ts';

const typed = (line: string) => ({ type: 'input', bytes: ascii(`${line}\n`), echo: line }) as const;
const step = (instructions: number) => ({ type: 'step', instructions }) as const;

/** What is kept of a tab's session, but for its name and dates. */
async function record(kept: Kept, tab: Tab) {
  await tab.pause();
  const session = await kept.store.session(tab.id);
  const entries = await kept.store.entries(tab.id);
  const moments = await kept.store.moments(momentsOf(session?.image.sha256 ?? '', entries));
  return {
    entries: entries.map((entry) => ({ ...entry, date: undefined, session: undefined })),
    moments: moments.map((moment) => {
      const { output, outputBytes, instructions, end } = moment ?? {};
      return { output: output && [...output], outputBytes, instructions, end };
    }),
  };
}

onEveryStore((kept) => {
  test('lines typed between steps are recorded where they are without', async () => {
    const straight = kept.newTab();
    await straight.load();
    await straight.lines('one', 'two', 'three');
    const expected = await record(kept, straight);
    await kept.renew();

    const stepped = kept.newTab();
    await stepped.load();
    await stepped.send({ type: 'reset', isPaused: true });
    await stepped.send(step(3), step(3), step(1));
    expect([stepped.state, stepped.done]).toEqual(['awaiting-input', 6]);
    // One step is due: the line's first byte, and no more of it.
    await stepped.send(typed('one'));
    expect([stepped.state, stepped.done]).toEqual(['paused', 7]);
    // Two lines wait while it stands still; each is delivered when it asks.
    await stepped.send(typed('two'), typed('three'));
    expect(stepped.entries).toBe(1);
    await stepped.send(step(1_000_003 + 3));
    expect([stepped.state, stepped.entries]).toEqual(['paused', 1]);
    for (let round = 0; round < 20 && stepped.state === 'paused'; round += 1) {
      await stepped.send(step(200_000));
    }
    expect(stepped.shown).toBe(straight.shown);
    expect(await record(kept, stepped)).toEqual(expected);
  });

  test('a session that begins anew and is paused at once has done nothing', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one');
    const id = tab.id;
    await tab.send({ type: 'continue-session', id, fromStart: true }, { type: 'pause' });
    expect([tab.state, tab.done]).toEqual(['paused', 0]);
    expect(tab.id).not.toBe(id);
  });

  test('a session that was stepped is gone back in and on as any other', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.send({ type: 'pause' }, typed('one'), typed('two'));
    expect(tab.entries).toBe(0);
    for (let round = 0; round < 30 && tab.entries < 2; round += 1) await tab.send(step(100_001));
    expect(tab.state).toBe('paused');
    const { done } = tab;
    await tab.send({ type: 'go-by', steps: -1 });
    expect([tab.state, tab.shown]).toEqual(['awaiting-input', 'ready\n<one>eno\n']);
    await tab.send({ type: 'go-by', steps: 1 });
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
    expect(tab.done).toBeGreaterThan(done);
  });

  test('places to stop at are kept on the way to other moments, where nothing stops at them', async () => {
    const tab = kept.newTab();
    await tab.load();
    const at = tab.done + 5;
    await tab.send({ type: 'stop-at', place: { finger: at } }, typed('one'));
    expect([tab.state, tab.done, tab.entries]).toEqual(['paused', at, 1]);
    await tab.send({ type: 'run' }, typed('two'));
    expect([tab.state, tab.shown]).toEqual(['awaiting-input', 'ready\neno\nowt\n']);
    await tab.send({ type: 'go-by', steps: -2 });
    expect([tab.state, tab.shown]).toEqual(['awaiting-input', 'ready\n']);
    await tab.send({ type: 'go-by', steps: 1 });
    expect([tab.state, tab.shown]).toEqual(['awaiting-input', 'ready\n<one>eno\n']);
    await tab.send({ type: 'go-by', steps: -1 }, typed('three'));
    expect([tab.state, tab.done]).toEqual(['paused', at]);
  });
});
