/** Owns the check of how a checkpoint is taken while other things go on. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { openDatabase } from '../keeping/database.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import { CHECKPOINT_BUDGET_BYTES } from '../keeping/thinning.ts';
import type { MachinePort } from '../running/machine-port.ts';
import type { KeptSession } from '../session/kept-session.ts';
import { Checkpoints } from './checkpoints.ts';

/** A machine that is written in three pieces; `between` is what happens before each. */
function machineOf(between: (piece: number, goOn: () => void) => void): {
  machine: MachinePort;
  released: () => number;
} {
  let instructions = 100_000_000;
  let released = 0;
  const machine = {
    instructions: () => instructions,
    pendingInput: () => 0,
    memoryBytes: () => 1024,
    checkpoint: () => {
      let piece = 0;
      return {
        advance() {
          piece += 1;
          between(piece, () => {
            instructions += 1;
          });
          return piece < 3 ? undefined : Uint8Array.of(1, 2, 3);
        },
        release: () => {
          released += 1;
        },
      };
    },
  };
  return { machine: machine as Partial<MachinePort> as MachinePort, released: () => released };
}

const SESSION = {
  trouble: { hasRoom: true },
  head: 1,
  image: { sha256: 'image' },
  record: { id: 'session' },
  moments: {
    idAt: (at) => `moment ${at}`,
    entriesTo: (moment) => Number(moment.replace('moment ', '')),
  } as Partial<KeptSession['moments']>,
} as Partial<KeptSession> as KeptSession;

test('messages are heard between the pieces of a checkpoint', async () => {
  const store = new MemoryStore();
  const heard: number[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => heard.push(data);
  const heardBefore: number[] = [];
  const { machine, released } = machineOf((piece) => {
    heardBefore.push(heard.length);
    port2.postMessage(piece);
  });
  await new Checkpoints(store).take(SESSION, machine);
  port1.close();
  expect(heardBefore).toEqual([0, 1, 2]);
  expect(await store.checkpointFacts('image')).toHaveLength(1);
  expect(released()).toBe(1);
});

test('a checkpoint is given up when the machine goes on, and the next one is taken', async () => {
  const store = new MemoryStore();
  const checkpoints = new Checkpoints(store);
  const going = machineOf((piece, goOn) => {
    if (piece === 2) goOn();
  });
  await checkpoints.take(SESSION, going.machine);
  expect(await store.checkpointFacts('image')).toEqual([]);
  expect(going.released()).toBe(1);
  await checkpoints.take(SESSION, machineOf(() => {}).machine);
  expect(await store.checkpointFacts('image')).toMatchObject([{ moment: 'moment 1' }]);
});

test('the way begins where it is soonest gone, which is not always the latest', async () => {
  const store = new MemoryStore();
  const put = (at: number, instructions: number, sizeBytes: number): Promise<void> =>
    store.putCheckpoint({
      moment: `moment ${at}`,
      image: 'image',
      instructions,
      bytes: new Uint8Array(sizeBytes),
    });
  await put(2, 10_000_000, 1_000_000);
  await put(4, 12_000_000, 4_000_000);
  await put(6, 15_000_000, 1_000_000);
  const checkpoints = new Checkpoints(store);
  const from = async (entries: number): Promise<number | undefined> =>
    (await checkpoints.nearest(SESSION, entries))?.entries;
  expect(await from(1)).toBeUndefined();
  expect(await from(5)).toBe(2);
  expect(await from(7)).toBe(6);
});

test('where many lines were typed a checkpoint is worth it, whatever little they computed', async () => {
  const taken = async (head: number): Promise<number> => {
    const store = new MemoryStore();
    const { machine } = machineOf(() => {});
    const idle = { ...machine, instructions: () => 1_000_000 };
    await new Checkpoints(store).take({ ...SESSION, head } as KeptSession, idle);
    return (await store.checkpointFacts('image')).length;
  };
  expect(await taken(100)).toBe(0);
  expect(await taken(20_000)).toBe(1);
});

test('programs played one after the other leave no more checkpoints than there is room for', async () => {
  const store = new MemoryStore();
  vi.spyOn(store, 'checkpointRoomBytes').mockResolvedValue(10);
  const checkpoints = new Checkpoints(store);
  for (let nth = 0; nth < 9; nth++) {
    const image = { sha256: `image ${nth}` } as KeptSession['image'];
    const idAt = (at: number): string => `image ${nth} moment ${at}`;
    const session = { ...SESSION, image, moments: { idAt } } as Partial<KeptSession> as KeptSession;
    await checkpoints.take(session, machineOf(() => {}).machine);
  }
  const kept = (await store.allCheckpointFacts()).map(({ image }) => image);
  expect(kept, 'three bytes each').toHaveLength(3);
  expect(kept, 'the one that is played now').toContain('image 8');
});

test('of what the browser allows a site checkpoints take a quarter at most', async () => {
  const store = await openDatabase();
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 4_000 }) } });
  expect(await store.checkpointRoomBytes()).toBe(1_000);
  vi.stubGlobal('navigator', {});
  expect(await store.checkpointRoomBytes()).toBeGreaterThan(CHECKPOINT_BUDGET_BYTES);
  vi.unstubAllGlobals();
});

test('what is only in memory holds no more of them than is good for a tab', async () => {
  expect(await new MemoryStore().checkpointRoomBytes()).toBeLessThan(128 * 1024 * 1024);
});
