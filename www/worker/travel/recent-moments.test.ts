/**
 * Owns the check of which snapshots of a machine are kept in its memory: as many as there is
 * room for, and never one that is of no use.
 */
import { afterEach, expect, test, vi } from 'vitest';
import type { MachinePort, SnapshotPort } from '../running/machine-port.ts';
import type { KeptSession } from '../session/kept-session.ts';
import { RecentMoments } from './recent-moments.ts';

afterEach(() => void vi.unstubAllGlobals());

const MIB = 1024 * 1024;
const SIZE_BYTES = 10;
/** So much is worth a snapshot. */
const WORTH = 30_000_000;

/** A machine that is copied at once, and the snapshots of it that were not given back. */
function machineOf({
  sizeBytes = SIZE_BYTES,
  advance = (): ReturnType<SnapshotPort['advance']> => 'whole',
} = {}) {
  const held = new Set<SnapshotPort>();
  const at = { instructions: 0, pendingInput: 0 };
  const machine = {
    instructions: () => at.instructions,
    pendingInput: () => at.pendingInput,
    memoryBytes: () => sizeBytes,
    snapshot: () => {
      const snapshot: SnapshotPort = {
        sizeBytes,
        advance: () => advance(),
        rewind: () => {},
        release: () => void held.delete(snapshot),
      };
      held.add(snapshot);
      return snapshot;
    },
  } as Partial<MachinePort> as MachinePort;
  return { machine, at, held };
}

/** A session that stands after so many entries. */
const session = (head: number) =>
  ({
    head,
    moments: {
      idAt: (entries) => `moment ${entries}`,
      entriesTo: (moment) => Number(moment.replace('moment ', '')),
    } as Partial<KeptSession['moments']>,
  }) as Partial<KeptSession> as KeptSession;

test('snapshots never take more than their room: the oldest are given back', async () => {
  const recent = new RecentMoments(3 * SIZE_BYTES);
  const { machine, at, held } = machineOf();
  for (let head = 1; head <= 6; head++) {
    at.instructions = head * WORTH;
    await recent.take(session(head), machine);
    expect(held.size).toBe(Math.min(head, 3));
  }
  const nearest = (to: number) => recent.nearest(session(6), machine, to)?.entries;
  expect([3, 4, 5, 6, 9].map(nearest)).toEqual([undefined, 4, 5, 6, 6]);
});

test('of a machine that is larger than the room none is taken', async () => {
  const recent = new RecentMoments(SIZE_BYTES - 1);
  const { machine, at, held } = machineOf();
  at.instructions = WORTH;
  await recent.take(session(1), machine);
  expect(held.size).toBe(0);
});

test.each([
  ['a phone with 4 GiB', { deviceMemory: 4 }, 0],
  ['a machine with 8 GiB', { deviceMemory: 8 }, 1],
  ['a browser that does not tell', {}, 1],
])('%s keeps as much as it can spare', async (_, navigator, taken) => {
  vi.stubGlobal('navigator', navigator);
  const { machine, at, held } = machineOf({ sizeBytes: 100 * MIB });
  at.instructions = WORTH;
  await new RecentMoments().take(session(1), machine);
  expect(held.size).toBe(taken);
});

test('what would save hardly any time is not taken', async () => {
  const recent = new RecentMoments();
  const { machine, at, held } = machineOf();
  at.instructions = WORTH - 1;
  await recent.take(session(1), machine);
  expect(held.size).toBe(0);
  at.instructions = WORTH;
  await recent.take(session(1), machine);
  at.instructions = 2 * WORTH - 1;
  await recent.take(session(2), machine);
  expect(held.size).toBe(1);
});

test.each([
  ['that there is too little memory for', () => 'never' as const],
  [
    'whose machine goes on meanwhile',
    (at: { instructions: number }) => {
      at.instructions += 1;
      return 'in part' as const;
    },
  ],
  [
    'whose machine is typed to meanwhile',
    (at: { pendingInput: number }) => {
      at.pendingInput += 1;
      return 'in part' as const;
    },
  ],
])('one %s is given back, and nobody goes there', async (_, copied) => {
  const recent = new RecentMoments();
  const { machine, at, held } = machineOf({ advance: () => copied(at) });
  at.instructions = WORTH;
  await recent.take(session(1), machine);
  expect(held.size).toBe(0);
  expect(recent.nearest(session(1), machine, 1)).toBeUndefined();
});

test('another machine is not put where this one was', async () => {
  const recent = new RecentMoments();
  const [first, second] = [machineOf(), machineOf()];
  first.at.instructions = WORTH;
  second.at.instructions = WORTH;
  await recent.take(session(1), first.machine);
  expect(recent.nearest(session(1), second.machine, 1)).toBeUndefined();
  await recent.take(session(2), second.machine);
  expect(recent.nearest(session(2), first.machine, 2)).toBeUndefined();
  expect(recent.nearest(session(2), second.machine, 2)?.entries).toBe(2);
  // Its memory went with it: given back now it would be the other's.
  expect(first.held.size).toBe(1);
});

test('in the midst of a moment one place is kept, for ways back by instructions alone', async () => {
  const recent = new RecentMoments();
  const { machine, at, held } = machineOf();
  const printed = new Uint8Array(1);
  for (const instructions of [WORTH, WORTH + 5]) {
    at.instructions = instructions;
    await recent.takeInBetween(session(1), machine, 1, printed);
    expect(held.size).toBe(1);
  }
  expect(recent.nearest(session(1), machine, 1)).toBeUndefined();
  const before = (instructions: number, to = 1) =>
    recent.nearestBefore(session(1), machine, { to, instructions })?.instructions;
  expect(before(WORTH + 4)).toBeUndefined();
  expect(before(WORTH + 5)).toBe(WORTH + 5);
  // One that asks is gone on from only with what was typed there.
  at.instructions = WORTH + 9;
  await recent.take(session(1), machine);
  expect([before(WORTH + 9), before(WORTH + 9, 2)]).toEqual([WORTH + 5, WORTH + 9]);
});
