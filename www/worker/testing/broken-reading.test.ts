/** Owns the checks of a file that breaks the machine down while it is read: what runs goes on where it was. */
import { expect, test } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import { ascii } from './bytes.ts';
import type { Act } from './scripted-machine.ts';
import { sharedLocks, Tab } from './tab.ts';

const LOAD = { type: 'load', load: 7, name: 'trap.um' } as const;
const load = () => ({ ...LOAD, bytes: Uint8Array.of(1, 2, 3, 4) });

test('a program that asks is asked on, in another machine, and the file is refused', async () => {
  const tab = new Tab(new MemoryStore(), sharedLocks()());
  await tab.load();
  await tab.lines('one', 'two');
  const { machines, done } = tab;
  await tab.send(load(), { type: 'input', bytes: ascii('three\n'), echo: 'three' });
  expect(tab.of('refused')).toEqual([
    {
      type: 'refused',
      load: 7,
      name: 'trap.um',
      sentence:
        'The machine itself broke down (unreachable). That is a fault of um32, not of the program. What was open goes on where it was.',
    },
  ]);
  expect(tab.of('host-error')).toEqual([]);
  expect(tab.machines).toBe(machines + 1);
  expect(tab.shown).toBe('ready\neno\nowt\neerht\n');
  expect(tab.state).toBe('awaiting-input');
  expect(tab.done).toBeGreaterThan(done);
  // What is opened next is opened, and that is that.
  await tab.load();
  expect(tab.shown).toBe('ready\n');
  expect(tab.of('refused')).toHaveLength(1);
});

test('a program that computes goes on where it was', async () => {
  function* far(): Generator<Act, void, number> {
    for (;;) {
      yield { do: 'compute', instructions: 40_000_000 };
      yield { do: 'print', bytes: ascii('.') };
    }
  }
  const tab = new Tab(new MemoryStore(), sharedLocks()(), far);
  tab.start({ type: 'load', name: 'test.um', bytes: Uint8Array.of(1, 2, 3, 4) });
  await tab.settle(50);
  const { shown } = tab;
  expect(shown).toMatch(/^\.+$/);
  tab.start(load());
  await tab.settle(200);
  expect(tab.of('refused')).toHaveLength(1);
  expect(tab.state).toBe('running');
  expect(tab.shown.startsWith(shown)).toBe(true);
  expect(tab.shown.length).toBeGreaterThan(shown.length);
  // What was printed is as many dots as were computed.
  await tab.send({ type: 'pause' });
  expect(tab.shown.length).toBe(Math.floor(tab.done / 40_000_001));
});

test('one that is only looked at is refused so, too, and what was typed to the program is taken', async () => {
  const tab = new Tab(new MemoryStore(), sharedLocks()());
  await tab.load();
  await tab.lines('one');
  await tab.send(
    { ...load(), type: 'look-at-file' },
    { type: 'input', bytes: ascii('two\n'), echo: 'two' },
  );
  expect(tab.of('looked-at')).toEqual([]);
  expect(tab.of('refused')).toMatchObject([
    { load: 7, sentence: expect.stringContaining('broke down') },
  ]);
  expect(tab.shown).toBe('ready\neno\nowt\n');
});

test('where nothing was open the trouble is told as the host’s', async () => {
  const tab = new Tab(new MemoryStore(), sharedLocks()());
  await tab.send(load());
  expect(tab.of('host-error')).toMatchObject([{ load: 7 }]);
  expect(tab.of('refused')).toEqual([]);
  await tab.load();
  expect(tab.shown).toBe('ready\n');
});
