/**
 * Owns the check of the worker's logic on the real wasm: refusals, failures,
 * fresh memory for every program, the codex's dump. Needs www/wasm, which
 * `npm test` makes first.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { PROGRAMS } from '../../../tests/programs/folders.mjs';
import type { Failure, MachineCommand } from '../../protocol.ts';
import { isSource } from '../../wording/program-names.mjs';
import { sha256Hex } from '../known-programs.ts';
import { type EnginePort, ImageRefusal } from '../running/machine-port.ts';
import { warmUp } from '../running/warm-up.ts';
import { ascii } from './bytes.ts';
import { pageOn, realEngine } from './engine-page.ts';

let engine: EnginePort;
beforeAll(async () => {
  engine = await realEngine();
});

const page = () => pageOn(engine);

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
    reads: [
      { letter: 'B', register: 2 },
      { letter: 'C', register: 3 },
    ],
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

/** A program for each rule of the specification that breaks it. */
const BREAKING: Readonly<Record<Failure['kind'], string>> = {
  'invalid-instruction': '.data 0xe0000000',
  'finger-out-of-range': 'r1 := 1',
  'inactive-array': 'r1 := 9; r2 := m[r1][r0]',
  'offset-out-of-range': 'r1 := 9; r2 := m[r0][r1]',
  'abandon-zero-array': 'unmap m[r0]',
  'abandon-inactive-array': 'r1 := 9; unmap m[r1]',
  'division-by-zero': 'r1 := r0 / r0',
  'load-inactive-array': 'r1 := 9; goto r0 in program m[r1]',
  'output-out-of-range': 'r1 := 256; output r1',
};

test.each(Object.entries(BREAKING))('the machine too calls it %s', (kind, source) => {
  const { send, of } = page();
  send(assembly(source));
  expect(of('failed').map(({ failure }) => failure.kind)).toEqual([kind]);
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

test('what is named as sources are is assembled, and nothing else', () => {
  for (const name of ['a.ums', 'A.UMS', '.ums', 'a.ums.gz', 'a.umz', 'a.um', 'ums', 'a.ums ']) {
    const read = () => engine.readImage(ascii('halt'), name);
    if (isSource(name)) expect(read(), name).toEqual(Uint8Array.of(0x70, 0, 0, 0));
    else expect(read, name).toThrow(ImageRefusal);
  }
});

test('the engine hashes as the worker does, in as many pieces as it takes', () => {
  for (const length of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
    const bytes = Uint8Array.from({ length }, (_, at) => at * 7 + (at >> 8));
    expect(engine.sha256Hex(bytes), `${length} bytes`).toBe(sha256Hex([bytes]));
  }
});

test('an image of several pieces is read as it is', () => {
  for (const platters of [16_384, 16_385, 40_001]) {
    const image = new Uint8Array(4 * platters);
    const view = new DataView(image.buffer);
    for (let at = 1; at < platters; at += 1) view.setUint32(4 * at, at * 0x01_02_03);
    view.setUint32(0, 0x70_00_00_00);
    const machine = engine.createMachine(image, 'interpreter');
    const [capacity, ...read] = machine.lookInto(0, 0, platters) ?? [];
    expect(capacity).toBe(platters);
    expect(read).toEqual(Array.from({ length: platters }, (_, at) => view.getUint32(4 * at)));
  }
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
  expect(figures?.functions).toBeGreaterThan(0);
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
