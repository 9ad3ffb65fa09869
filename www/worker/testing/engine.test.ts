/**
 * Owns the check of the worker's logic on the real wasm: refusals, failures,
 * fresh memory for every program, the codex's dump. Needs www/wasm, which
 * `npm test` makes first.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { beforeAll, expect, test } from 'vitest';
import { PROGRAMS } from '../../../tests/programs/folders.mjs';
import type { EngineName, Event, MachineCommand } from '../../protocol.ts';
import { initSync } from '../../wasm/um32.js';
import { openEngine } from '../running/engine.ts';
import type { EnginePort } from '../running/machine-port.ts';
import { Runner } from '../running/runner.ts';
import { warmUp } from '../running/warm-up.ts';
import { ascii } from './bytes.ts';

/** From this Node on, wasm tail calls, which the translator's code needs, are simply there. */
const NODE_WITH_TAIL_CALLS = 22;

let engine: EnginePort;
beforeAll(async () => {
  if (Number.parseInt(process.versions.node, 10) < NODE_WITH_TAIL_CALLS) {
    setFlagsFromString('--experimental-wasm-return-call');
  }
  initSync({ module: readFileSync(new URL('../../wasm/um32_bg.wasm', import.meta.url)) });
  engine = await openEngine();
});

/** A page that draws at once, and a runner behind it; `until` runs slices to a state. */
function page() {
  const events: Event[] = [];
  let wanted = false;
  const host = {
    emit: (event: Event) => events.push(structuredClone(event)),
    nowMs: () => performance.now(),
  };
  const runner = new Runner(engine, host, () => {
    wanted = true;
  });
  return {
    events,
    of: <T extends Event['type']>(type: T) =>
      events.filter((event): event is Extract<Event, { type: T }> => event.type === type),
    /** Does the commands, then slices until there is nothing to do, giving credit back. */
    send(...commands: MachineCommand[]) {
      for (const command of commands) runner.perform(command);
      while (wanted) {
        wanted = false;
        const seen = events.length;
        runner.slice();
        for (const event of events.slice(seen)) {
          if (event.type !== 'output') continue;
          runner.perform({ type: 'ack', outputBytes: event.bytes.length });
        }
      }
    },
  };
}

function assembly(source: string): MachineCommand {
  return { type: 'load', name: 'test.ums', bytes: ascii(source) };
}

test('a program in notation runs, and its failure is plain data', () => {
  const { send, events, of } = page();
  send(assembly('r1 := 3; r2 := map segment (r1 words); r3 := 9; r4 := m[r2][r3]; halt'));
  const [failed] = of('failed');
  expect(failed?.failure).toMatchObject({
    kind: 'offset-out-of-range',
    finger: 3,
    instruction: 'r4 := m[r2][r3]',
    array: { state: 'active', capacityPlatters: 3, offset: 9 },
  });
  expect(failed?.failure.registers.length).toBe(8);
  expect(failed?.failure.rule).toContain('lies outside the array');
  expect(events.at(-1)).toMatchObject({
    type: 'state',
    state: 'failed',
    meters: { instructionsDone: 3, liveArrays: 1 },
  });
});

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
      { type: 'run-to', place: { finger: 2 } },
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
    [7, 10_000_002],
    [7, 10_000_002],
  ]);
});

test('files that are no programs are refused with a sentence, and nothing is lost', () => {
  const { send, of } = page();
  send(assembly('loop: r1 := input(); output r1; r0 := 0; r2 := loop; goto r2 in program m[r0]'));
  send({ type: 'load', name: 'a.um', bytes: Uint8Array.of(1, 2, 3) });
  send({ type: 'load', name: 'b.um', bytes: new Uint8Array(0) });
  send({ type: 'load', name: 'c.ums', bytes: ascii('r1 := ?') });
  expect(of('refused').map(({ sentence }) => sentence)).toEqual([
    expect.stringContaining('3 bytes'),
    expect.stringContaining('empty'),
    expect.stringMatching(/^line 1, column 7: /),
  ]);
  send({ type: 'input', bytes: ascii('still here') });
  expect(of('output').map(({ bytes }) => String.fromCharCode(...bytes))).toEqual(['still here']);
});

test('an assembled image may look like text or gzip', () => {
  const { send, of } = page();
  for (const platter of ['0x20202020', '0x1f8b0000']) send(assembly(`.data ${platter}`));
  // Both are instructions, and after them the finger has nowhere to stand.
  const kinds = of('failed').map(({ failure }) => failure.kind);
  expect(kinds).toEqual(['finger-out-of-range', 'finger-out-of-range']);
  expect(of('host-error')).toEqual([]);
});

test('running out of memory is told with figures; the next program has all of it again', () => {
  const { send, of } = page();
  const greedy =
    'r1 := 33554431; l: r2 := l; r3 := map segment (r1 words); goto r2 in program m[r0]';
  for (let round = 1; round <= 3; round += 1) {
    send(assembly(greedy));
    expect(of('host-error').length).toBe(round);
    const { sentence, asked } = of('host-error').at(-1) ?? {};
    expect(sentence).toMatch(/\d/);
    expect(asked).toMatchObject({
      instruction: 'r3 := map segment (r1 words)',
      sizeRegister: 1,
      instructionsDone: of('state').at(-1)?.meters.instructionsDone,
    });
    expect([asked?.finger, asked?.registers[1]]).toEqual([2, 33_554_431]);
  }
  const done = of('state').map(({ meters }) => meters.instructionsDone);
  expect(new Set(done).size).toBe(1);
  send(assembly('halt'));
  expect(of('state').at(-1)?.state).toBe('halted');
});

const codex = join(PROGRAMS, 'codex.umz');
test.skipIf(!existsSync(codex))(
  'codex.umz: recognised, its key typed, its dump caught and booted',
  { timeout: 240_000 },
  () => {
    const { send, of } = page();
    send({ type: 'load', name: 'codex.umz', bytes: new Uint8Array(readFileSync(codex)) });
    const offer = of('loaded')[0]?.known?.offer;
    expect(offer).toBeDefined();
    send({ type: 'input', bytes: ascii(`${offer?.text}p`) });
    expect(of('dump-caught')).toMatchObject([
      { id: 1, caughtBytes: 16_165_004, name: 'umix.um', known: { title: 'UMIX' } },
    ]);
    expect(of('output').at(-1)?.bytes.at(-1)).toBe(':'.charCodeAt(0));
    expect(of('state').at(-1)?.state).toBe('halted');

    send({ type: 'take-dump', id: 1 });
    const dump = of('dump-bytes')[0];
    send({ type: 'load', name: dump?.name ?? '', bytes: dump?.bytes ?? new Uint8Array(0) });
    expect(of('loaded').at(-1)?.known?.title).toBe('UMIX');
    send({ type: 'input', bytes: ascii('guest\n') });
    const shown = of('output').map(({ bytes }) => String.fromCharCode(...bytes));
    expect(shown.join('')).toContain('logged in as guest');
    expect(of('state').at(-1)?.state).toBe('awaiting-input');
  },
);

test('the warm-up ends by itself, and at once when a program is opened', async () => {
  const warmUpsEnd = async () => {
    let pieces = 0;
    const counted: EnginePort = {
      ...engine,
      createWarmUpMachine() {
        const run = engine.createWarmUpMachine();
        return (instructions) => {
          pieces += 1;
          return run(instructions);
        };
      },
    };
    await new Promise<void>((resolve) => {
      warmUp({ ...counted, release: resolve }, () => 10 * pieces);
    });
    return pieces;
  };
  // A clock that counts 10 ms a piece makes it ten pieces.
  expect(await warmUpsEnd()).toBe(10);

  const run = engine.createWarmUpMachine();
  expect(run(1000)).toBe(true);
  const { send, of } = page();
  send(assembly('halt'));
  expect(of('state').at(-1)?.state).toBe('halted');
  expect(run(1000)).toBe(false);
});

const COUNTS_DOWN = `
    r2 := 1000000
    r1 := r1 nand r1
again:
    r2 := r2 + r1
    r3 := again
    r4 := done
    if (r2 != 0) r4 := r3
    goto r4 in program m[r0]
done:
    halt
`;

test('what the translator did is plain data, asked for; a reset may change the engine', () => {
  const { send, of } = page();
  send(assembly(COUNTS_DOWN));
  send({ type: 'get-statistics' });
  expect(of('refused')).toEqual([]);
  const translated = of('statistics')[0]?.statistics;
  expect(translated?.engine).toBe('translator');
  const figures = translated?.translator;
  expect(figures?.regions).toBeGreaterThan(0);
  expect(figures?.wasmBytes).toBeGreaterThan(0);
  expect(figures?.compiledInstructions).toBeGreaterThan(0.5 * (translated?.instructionsDone ?? 0));
  expect(figures?.compiledInstructions).toBeLessThanOrEqual(translated?.instructionsDone ?? 0);
  expect(figures?.instructions).toBe(translated?.instructionsDone);
  const exits = figures?.exits.reduce((sum, { count }) => sum + count, 0);
  expect(exits).toBe(figures?.calls);
  const atSites = figures?.sites.reduce((sum, { count }) => sum + count, 0);
  expect(atSites).toBe(exits);

  send({ type: 'reset', engine: 'interpreter' });
  send({ type: 'get-statistics' });
  const interpreted = of('statistics')[1]?.statistics;
  expect(interpreted).toEqual({
    engine: 'interpreter',
    asked: 'interpreter',
    instructionsDone: translated?.instructionsDone,
  });
  send({ type: 'reset' }, { type: 'get-statistics' });
  expect(of('statistics')[2]?.statistics.engine).toBe('interpreter');
  send(assembly(COUNTS_DOWN), { type: 'get-statistics' });
  expect(of('statistics')[3]?.statistics.engine).toBe('translator');
  send({ type: 'stop' }, { type: 'get-statistics' });
  expect(of('statistics')[4]?.statistics).toEqual({ instructionsDone: 0 });
});
