/** Owns the check that a line typed while a checkpoint is written does not wait for it. */
import { expect, test } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import { ascii } from './bytes.ts';
import { type Act, CHECKPOINT_PIECES } from './scripted-machine.ts';
import { sharedLocks, Tab } from './tab.ts';

/** Answers each line with a mark, after a first computation that is worth a checkpoint. */
function* long(): Generator<Act, void, number> {
  yield { do: 'compute', instructions: 100_000_000 };
  for (;;) {
    yield { do: 'print', bytes: ascii('?') };
    while ((yield { do: 'ask' }) !== 10);
  }
}

test('a line gives the checkpoint up, and the next quiet time takes a whole one', async () => {
  const store = new MemoryStore();
  const tab = new Tab(store, sharedLocks()(), long);
  await tab.load();
  await tab.lines('first');
  const image = (await store.sessions())[0]?.image.sha256 ?? '';
  const quiet = tab.pause();
  for (let turn = 0; tab.clock.checkpointPieces === 0 && turn < 100; turn++) {
    await Promise.resolve();
  }
  expect(tab.clock.checkpointPieces, 'it is being written').toBe(1);
  tab.start({ type: 'input', bytes: ascii('x\n'), echo: 'x' });
  await quiet;
  expect(tab.shown, 'the line is answered').toBe('???');
  expect(tab.clock.checkpointPieces).toBeLessThan(CHECKPOINT_PIECES);
  expect(await store.checkpointFacts(image)).toEqual([]);

  await tab.pause();
  const [checkpoint, ...others] = await store.checkpointFacts(image);
  expect(checkpoint?.instructions, 'it is of the moment after that line').toBe(tab.done);
  expect(others).toEqual([]);
});
