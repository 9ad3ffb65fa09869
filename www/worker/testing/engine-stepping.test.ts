/**
 * Owns the check of the worker's logic on the real wasm where a program stands still: what is
 * looked into, stepped through and stopped at is the same in every engine. Needs www/wasm, which
 * `npm test` makes first.
 */
import { beforeAll, expect, test } from 'vitest';
import type { EngineName } from '../../protocol.ts';
import type { EnginePort } from '../running/machine-port.ts';
import { ascii } from './bytes.ts';
import { pageOn, realEngine } from './engine-page.ts';

let engine: EnginePort;
beforeAll(async () => {
  engine = await realEngine();
});

const page = () => pageOn(engine);

test('whoever looks into arrays sees what lies there, and the machine knows nothing of it', () => {
  // A long array and a short one, each written to, and one that is abandoned; then it fails.
  const source = `r1 := 300000; r2 := map segment (r1 words)
    r4 := 2; r3 := map segment (r4 words)
    r5 := 65; r6 := 1; m[r3][r6] := r5
    r6 := 299999; m[r2][r6] := r5
    r7 := map segment (r6 words); unmap m[r7]
    r1 := m[r3][r4]`;
  for (const engine of ['interpreter', 'translator'] as const) {
    const { send, of } = page();
    const told = () => of('statistics').at(-1)?.statistics;
    const seen = (identifier: number, offset: number, platters: number) => {
      send({ type: 'get-statistics', look: { identifier, offset, platters } });
      return told()?.array;
    };
    send({ type: 'load', name: 'arrays.ums', bytes: ascii(source), engine, isPaused: true });
    send({ type: 'get-statistics' });
    expect(told()?.arrays).toEqual(Array(8).fill(12));
    send({ type: 'step', instructions: 11 });
    send({ type: 'get-statistics' });
    const { position, arrays } = told() ?? {};
    const [zero, , long = 0, short = 0, , , , gone = 0] = position?.registers ?? [];
    // A number may be an identifier by chance, as that in r4 is.
    expect([short, position?.registers[4]]).toEqual([2, 2]);
    expect(Object.entries(arrays ?? {}).filter(([, size]) => size !== undefined)).toEqual([
      ['0', 12],
      ['2', 300_000],
      ['3', 2],
      ['4', 2],
    ]);
    expect(seen(short, 0, 9)).toMatchObject({ capacityPlatters: 2, platters: [0, 65] });
    expect(seen(long, 299_998, 9)?.platters).toEqual([0, 65]);
    expect(seen(long, 299_998, 1)?.platters).toEqual([0]);
    expect(seen(long, 300_000, 9)?.platters).toEqual([]);
    expect(seen(long, 0xffff_ffff, 9)?.platters).toEqual([]);
    expect(seen(zero ?? 1, 0, 2)?.platters).toEqual([0xd20493e0, 0x80000011]);
    expect(seen(gone, 0, 9)).toMatchObject({ state: 'abandoned', platters: [] });
    expect(seen(0xffff_ffff, 0, 9)).toMatchObject({ state: 'never-allocated', platters: [] });

    // What was looked into goes on as what was not.
    const before = told();
    send({ type: 'get-statistics' });
    expect({ ...told(), array: before?.array }).toEqual(before);
    send({ type: 'run' });
    const [failed] = of('failed');
    expect(failed?.failure.kind).toBe('offset-out-of-range');
    expect(seen(short, 1, 1)?.platters).toEqual([65]);
    const unseen = page();
    unseen.send({ type: 'load', name: 'arrays.ums', bytes: ascii(source), engine });
    expect(of('state').at(-1)?.meters).toMatchObject({
      instructionsDone: unseen.of('state').at(-1)?.meters.instructionsDone,
      liveArrays: 2,
      memoryBytes: unseen.of('state').at(-1)?.meters.memoryBytes,
    });
    expect(failed?.failure).toEqual(unseen.of('failed')[0]?.failure);
  }
});

/** Ten million instructions, soon compiled. */
const LOOP = `r4 := r0 nand r0
    r2 := 2000000
    again:
    r2 := r2 + r4
    r3 := again
    r5 := over
    if (r2 != 0) r5 := r3
    goto r5 in program m[r0]
    over: halt`;

/** It, paused at its beginning in this engine. */
function loopIn(engine: EngineName) {
  const { send, of } = page();
  const told = () => {
    send({ type: 'get-statistics' });
    return of('statistics').at(-1)?.statistics;
  };
  send({ type: 'load', name: 'loop.ums', bytes: ascii(LOOP), engine, isPaused: true });
  return {
    send,
    of,
    stands: () => {
      const { position, approach, instructionsDone } = told() ?? {};
      return { position, approach, instructionsDone };
    },
    /** Where there is compiled code, much was done in it. */
    expectCompiled: () => {
      if (engine === 'interpreter') return;
      expect(told()?.translator?.compiledInstructions).toBeGreaterThan(1_000_000);
    },
  };
}

test('steps and runs to a line amid compiled code come where the interpreter does', () => {
  const told = (['interpreter', 'translator'] as const).map((engine) => {
    const { send, of, stands, expectCompiled } = loopIn(engine);
    const places = [stands()];
    for (const way of [
      { type: 'step', instructions: 3_000_004 },
      { type: 'step', instructions: 1 },
      { type: 'run-to', place: { line: 5 } },
      { type: 'run-to', place: { label: 'again' } },
      { type: 'step', instructions: 1_000_000 },
      { type: 'run-to', place: { line: 9 } },
    ] as const) {
      send(way);
      places.push(stands());
      expectCompiled();
    }
    send({ type: 'step', instructions: 1 });
    expect(of('state').map(({ state }) => state)).toContain('halted');
    return places;
  });
  expect(told[1]).toEqual(told[0]);
  expect(told[0]?.map(({ instructionsDone }) => instructionsDone)).toEqual([
    0, 3_000_004, 3_000_005, 3_000_008, 3_000_012, 4_000_012, 10_000_002,
  ]);
  expect(told[0]?.map(({ position }) => position?.source?.slice(0, 6))).toEqual(
    [1, 6, 7, 5, 4, 4, 9].map((line) => `line ${line}`),
  );
  expect(told[0]?.map(({ approach }) => approach?.by)).toEqual([
    undefined,
    'step',
    'step',
    'run-to',
    'run-to',
    'step',
    'run-to',
  ]);
});

test('places are stopped at amid compiled code as in the interpreter, each time', () => {
  const told = (['interpreter', 'translator'] as const).map((engine) => {
    const { send, of, stands, expectCompiled } = loopIn(engine);
    send({ type: 'step', instructions: 3_000_004 });
    expectCompiled();
    send({ type: 'stop-at', place: { line: 6 } }, { type: 'stop-at', place: { finger: 2 } });
    expect(of('statistics').at(-1)?.statistics.places).toEqual([
      { finger: 2, source: 'line 4: r2 := r2 + r4' },
      { finger: 4, source: 'line 6: r5 := over' },
    ]);
    const places = [stands()];
    for (let round = 0; round < 4; round += 1) {
      send({ type: 'run' });
      places.push(stands());
    }
    // On the way to a place, and at one that is gone to besides.
    for (let round = 0; round < 2; round += 1) {
      send({ type: 'run-to', place: { finger: 4 } });
      places.push(stands());
    }
    send({ type: 'pass', finger: 2 }, { type: 'pass', finger: 4 });
    send({ type: 'stop-at', place: { line: 9 } }, { type: 'run' });
    places.push(stands());
    send({ type: 'run' });
    expect(of('state').at(-1)?.state).toBe('halted');
    // They are kept for the next time.
    send({ type: 'reset' });
    places.push(stands());
    return places;
  });
  expect(told[1]).toEqual(told[0]);
  const found = told[0]?.map(({ position, instructionsDone }) => [
    position?.finger,
    instructionsDone,
  ]);
  expect(found).toEqual([
    [4, 3_000_004],
    [2, 3_000_007],
    [4, 3_000_009],
    [2, 3_000_012],
    [4, 3_000_014],
    [2, 3_000_017],
    [4, 3_000_019],
    [7, 10_000_002],
    [7, 10_000_002],
  ]);
  expect(new Set(told[0]?.slice(1).map(({ approach }) => approach?.by))).toEqual(
    new Set(['stop-at']),
  );
});

test('changes are stopped at in every engine, with the line of the source that made them', () => {
  const source = `r1 := 2
    r2 := map segment (r1 words)
    r6 := 200000
    r7 := r0 nand r0
    again: r6 := r6 + r7
    r3 := again
    r4 := over
    if (r6 != 0) r4 := r3
    goto r4 in program m[r0]
    over: m[r2][r0] := r7
    halt`;
  const told = (['interpreter', 'translator'] as const).map((engine) => {
    const { send, of } = page();
    const stop = () => {
      send({ type: 'run' });
      send({ type: 'get-statistics' });
      const { approach, instructionsDone, watches } = of('statistics').at(-1)?.statistics ?? {};
      return { by: approach?.by, watched: approach?.watched, instructionsDone, watches };
    };
    send({ type: 'load', name: 'watched.ums', bytes: ascii(source), engine, isPaused: true });
    send({ type: 'watch', watched: { identifier: 1, offset: 0 }, isOn: true });
    send({ type: 'watch', watched: { register: 4 }, isOn: true });
    const stops = [stop(), stop(), stop()];
    send({ type: 'watch', watched: { register: 4 }, isOn: false });
    return [...stops, stop()];
  });
  expect(told[1]).toEqual(told[0]);
  const [array, first, second, last] = told[0] ?? [];
  expect(array).toMatchObject({
    by: 'watch',
    instructionsDone: 2,
    watched: {
      finger: 1,
      source: 'line 2: r2 := map segment (r1 words)',
      changes: [{ watched: { identifier: 1, offset: 0 }, is: 0 }],
    },
    watches: [
      { watched: { register: 4 }, value: 0 },
      { watched: { identifier: 1, offset: 0 }, value: 0 },
    ],
  });
  expect(first?.watched?.changes).toEqual([{ watched: { register: 4 }, was: 0, is: 9 }]);
  expect(second?.watched).toMatchObject({
    source: 'line 8: if (r6 != 0) r4 := r3',
    changes: [{ watched: { register: 4 }, was: 9, is: 4 }],
  });
  expect(last).toMatchObject({
    instructionsDone: 1_000_005,
    watched: { changes: [{ watched: { identifier: 1, offset: 0 }, was: 0, is: 0xffff_ffff }] },
    watches: [{ watched: { identifier: 1, offset: 0 }, value: 0xffff_ffff }],
  });
});
