/**
 * Owns the check of going to other moments of a session, on a machine that
 * follows a script: back and forth, in haste, interrupted, by checkpoints.
 */
import { expect, test } from 'vitest';
import { ascii } from './bytes.ts';
import { type Act, DAMAGED } from './scripted-machine.ts';
import { onEveryStore } from './stores.ts';
import type { Tab } from './tab.ts';

onEveryStore((kept) => {
  test('each press of undo takes back one line more, however fast, and nobody is asked between', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two', 'three', 'four');
    const asked = (): number =>
      tab.of('state').filter(({ state }) => state === 'awaiting-input').length;
    const before = asked();
    await tab.send({ type: 'go-by', steps: -1 }, { type: 'go-by', steps: -1 });
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
    await tab.send({ type: 'go-by', steps: -1 }, { type: 'go-to', entries: 3 });
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n<three>eerht\n');
    expect(asked() - before).toBe(2);
    // A line on its way counts; too many steps end at the end.
    await tab.send({ type: 'input', bytes: ascii('other\n') }, { type: 'go-by', steps: -1 });
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n<three>eerht\n');
    await tab.send({ type: 'go-by', steps: -9 });
    expect(tab.shown).toBe('ready\n');
    await tab.send({ type: 'go-by', steps: -1 });
    expect(tab.state, 'whoever asked is asked again').toBe('awaiting-input');
    await tab.send({ type: 'go-by', steps: 9 });
    expect([tab.head, tab.entries], 'on again, too').toEqual([4, 4]);
  });

  test('what is typed on the way elsewhere is typed where the way ends', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two', 'three');
    await tab.send(
      { type: 'go-by', steps: -1, departure: 1 },
      { type: 'go-by', steps: -1, departure: 2 },
      { type: 'input', bytes: ascii('other\n'), echo: 'other' },
    );
    expect(tab.shown).toBe('ready\n<one>eno\nrehto\n');
    expect((await kept.store.entries(tab.id)).map(({ echo }) => echo)).toEqual(['one', 'other']);
    // A way that leads nowhere loses as little.
    await tab.send(
      { type: 'go-by', steps: 1, departure: 3 },
      { type: 'input', bytes: ascii('more\n'), echo: 'more' },
    );
    expect(tab.shown).toBe('ready\n<one>eno\nrehto\nerom\n');
  });

  test('a pause pressed on the way elsewhere holds where the way ends', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two', 'three');
    await tab.send(
      { type: 'go-by', steps: -1, departure: 1 },
      { type: 'pause' },
      { type: 'go-by', steps: -1, departure: 2 },
    );
    expect(tab.state, 'both steps are one way').toBe('paused');
    await tab.send({ type: 'go-by', steps: 1, departure: 3 });
    expect(tab.state, 'elsewhere it runs').toBe('awaiting-input');
    await tab.send({ type: 'go-by', steps: -1, departure: 4 }, { type: 'pause' });
    await tab.send({ type: 'go-by', steps: 1, departure: 5 }, { type: 'pause' });
    expect(tab.state).toBe('paused');
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
    // What is typed waits until it runs on.
    await tab.send({ type: 'input', bytes: ascii('other\n'), echo: 'other' });
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
    await tab.send({ type: 'run' });
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\nrehto\n');
    await tab.send({ type: 'go-by', steps: -1 }, { type: 'pause' }, { type: 'run' });
    expect(tab.state).toBe('awaiting-input');
  });

  test('every state tells which departure has been gone', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two', 'three');
    expect(tab.of('state').at(-1)?.departure).toBeUndefined();
    const before = tab.of('state').length;
    await tab.send(
      { type: 'go-by', steps: -1, departure: 7 },
      { type: 'go-to', entries: 1, departure: 8 },
    );
    const told = tab.of('state').slice(before);
    const asking = told.filter(({ state }) => state === 'awaiting-input');
    expect(asking.map(({ departure }) => departure)).toEqual([8]);
    expect(told.at(-1)).toBe(asking[0]);
    await tab.send({ type: 'go-to', entries: 99, departure: 9 });
    expect(tab.of('state').at(-1)).toMatchObject({ state: 'awaiting-input', departure: 9 });
  });

  test('going back keeps what came after until something else is typed, then as a session', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two', 'three', 'four');
    const doneAtFour = tab.done;
    await tab.send({ type: 'go-to', entries: 2 });
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
    expect(tab.of('session').at(-1)).toMatchObject({ entries: 4, head: 2 });
    await tab.send({ type: 'go-to', entries: 4 });
    expect(tab.done).toBe(doneAtFour);
    expect(tab.machines, 'forth is gone with the same machine').toBe(2);
    await tab.send({ type: 'go-to', entries: 2 });
    await tab.lines('three');
    expect(tab.of('session').at(-1), 'the same line goes the same way').toMatchObject({
      entries: 4,
      head: 3,
    });
    await tab.lines('other');
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\neerht\nrehto\n');
    expect((await kept.store.entries(tab.id)).map(({ echo }) => echo)).toEqual([
      'one',
      'two',
      'three',
      'other',
    ]);
    const branch = (await kept.store.sessions()).find(({ id }) => id !== tab.id);
    expect(branch).toMatchObject({ entries: 4, head: 4, parent: { id: tab.id, entries: 3 } });
    expect((await kept.store.entries(branch?.id ?? '')).map(({ echo }) => echo)).toEqual([
      'one',
      'two',
      'three',
      'four',
    ]);
    await tab.send({ type: 'continue-session', id: branch?.id ?? '' });
    expect(tab.done).toBe(doneAtFour);
  });

  test('a way that is interrupted goes on from where it was', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight');
    const { done } = tab;
    const going = tab.send({ type: 'go-to', entries: 7 });
    await tab.settle(1);
    await tab.send({ type: 'interrupt' });
    await going;
    expect(tab.state).toBe('awaiting-input');
    const { head } = tab.of('session').at(-1) ?? { head: -1 };
    const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
    await tab.lines(...words.slice(head));
    expect(tab.done).toBe(done);
    expect(tab.of('session').at(-1)).toMatchObject({ entries: 8, head: 8 });
  });

  test('whoever left a program in a loop without end is back in it soon, and can take that line back', async () => {
    function* endless(): Generator<Act, void, number> {
      for (;;) {
        const byte = yield { do: 'ask' };
        yield { do: 'print', bytes: ascii('.') };
        while (byte === 0x6c) yield { do: 'compute', instructions: 1e9 };
      }
    }
    const tab = kept.newTab(endless);
    await tab.load();
    await tab.send({ type: 'input', bytes: ascii('a'), echo: 'a' });
    tab.start({ type: 'input', bytes: ascii('l'), echo: 'l' });
    await tab.settle(20);
    expect(tab.state).toBe('running');
    const { id } = tab;
    tab.start({ type: 'stop' });
    await tab.settle(20);

    const again = kept.newTab(endless);
    again.start({ type: 'continue-session', id });
    await again.settle(2_000);
    expect(again.of('loaded')).toHaveLength(1);
    expect(again.state).toBe('running');
    expect(again.of('session').at(-1)).toMatchObject({ entries: 2, head: 2 });
    await again.send({ type: 'go-by', steps: -1 });
    expect(again.state).toBe('awaiting-input');
    expect(again.of('session').at(-1)).toMatchObject({ entries: 2, head: 1 });
  });

  test('checkpoints shorten the way, to the same machine; a damaged one is passed over', async () => {
    /** Each line takes long enough to be worth a checkpoint. */
    function* slow(): Generator<Act, void, number> {
      for (let sum = 0; ; ) {
        const byte = yield { do: 'ask' };
        sum = (sum * 31 + byte) % 1_000_003;
        yield { do: 'compute', instructions: 70_000_000 + sum };
        yield { do: 'print', bytes: ascii(`${sum}\n`) };
      }
    }
    const slowTab = (): Tab => kept.newTab(slow);
    const tab = slowTab();
    await tab.load();
    const dones: number[] = [tab.done];
    for (const letter of 'abcdefgh') {
      await tab.send({ type: 'input', bytes: ascii(letter), echo: letter });
      dones.push(tab.done);
      await tab.pause();
    }
    const sha256 = (await kept.store.session(tab.id))?.image.sha256 ?? '';
    const facts = await kept.store.checkpointFacts(sha256);
    expect(facts.map(({ instructions }) => instructions).sort((a, b) => a - b)).toEqual(
      dones.slice(1),
    );
    const { id } = tab;
    await tab.send({ type: 'stop' });
    const another = slowTab();
    await another.send({ type: 'continue-session', id });
    for (const entries of [3, 8, 1, 5]) {
      const { restoredOver } = another.clock;
      await another.send({ type: 'go-to', entries });
      expect(another.done, `after ${entries}`).toBe(dones[entries]);
      expect(another.clock.restoredOver, `after ${entries}`).toBe(restoredOver + 1);
    }
    await another.send({ type: 'go-to', entries: 8 });
    const { shown } = another;
    await another.send({ type: 'stop' });
    for (const { sizeBytes: _, ...rest } of facts) {
      await kept.store.putCheckpoint({ ...rest, bytes: Uint8Array.of(DAMAGED) });
    }
    const other = slowTab();
    await other.send({ type: 'continue-session', id });
    expect(other.done).toBe(dones[8]);
    expect(other.shown).toBe(shown);
  });
});
