/**
 * Owns the check that whoever runs back comes where a naive machine last came to a place, or changed
 * what is watched: in programs of chance, in every engine, on the real wasm. Needs www/wasm, which
 * `npm test` makes first.
 */
import { beforeAll, expect, test } from 'vitest';
import type { Statistics, Watched } from '../../protocol.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import type { EnginePort } from '../running/machine-port.ts';
import { realEngine } from './engine-page.ts';
import { sharedLocks, Tab } from './tab.ts';

let engine: EnginePort;
beforeAll(async () => {
  engine = await realEngine();
});

/** Numbers that look like chance, and are the same each time. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const [MOVE, INDEX, AMEND, ADD, NAND] = [0, 1, 2, 3, 6];
const [ALLOCATE, ABANDON, OUTPUT, INPUT, LOAD] = [8, 9, 10, 11, 12];
const op = (operator: number, a: number, b: number, c: number): number =>
  ((operator << 28) | (a << 6) | (b << 3) | c) >>> 0;
const set = (register: number, value: number): number =>
  ((13 << 28) | (register << 25) | value) >>> 0;

/** The first array that is allocated, and again when it was abandoned. */
const ARRAY = 1;

/**
 * Loops one after the other, some of thousands of rounds, in which registers, an array and the
 * program itself change; then it fails. r0 is 0, r7 names the array, r6 counts down.
 */
function programOfChance(below: ReturnType<typeof chance>): number[] {
  const program = [set(5, 8), op(ALLOCATE, 0, 7, 5)];
  const oneOf = (): number[] => {
    const [a, b, c] = [1 + below(4), below(6), below(6)];
    switch (below(9)) {
      case 0:
        return [op(ADD, a, b, c)];
      case 1:
        return [op(NAND, a, b, c)];
      case 2:
        return [set(a, below(1000))];
      case 3:
        return [op(MOVE, a, b, c)];
      case 4:
        return [set(5, below(8)), op(AMEND, 7, 5, c)];
      case 5:
        return [set(5, below(8)), op(INDEX, a, 7, 5)];
      case 6:
        return below(4) === 0 ? [op(ABANDON, 0, 0, 7), set(5, 8), op(ALLOCATE, 0, 7, 5)] : [];
      case 7:
        return below(4) === 0 ? [set(5, 65 + below(26)), op(OUTPUT, 0, 0, 5)] : [];
      default:
        return below(2) === 0 ? [set(1, below(2)), op(AMEND, 0, 1, c)] : [];
    }
  };
  const loops = 2 + below(3);
  for (let loop = 0; loop < loops; loop += 1) {
    const rounds = [3, 40, 3_000, 12_000][below(4)] ?? 3;
    if (below(3) === 0) program.push(op(INPUT, 0, 0, 4));
    program.push(set(6, rounds));
    const again = program.length;
    for (let count = 1 + below(6); count > 0; count -= 1) program.push(...oneOf());
    program.push(set(5, 0), op(NAND, 5, 5, 5), op(ADD, 6, 6, 5));
    program.push(set(3, program.length + 5), set(5, again), op(MOVE, 3, 5, 6));
    program.push(op(LOAD, 0, 0, 3), set(2, 0), set(1, 0));
  }
  return [...program, op(5, 1, 1, 0)];
}

const TYPED = 'abcdefghij';

/** The specification's own words, and nothing besides; it is given a line at each request. */
class NaiveMachine {
  program: number[];
  array: number[] | undefined;
  registers = [0, 0, 0, 0, 0, 0, 0, 0];
  finger = 0;
  #typed = [...TYPED].flatMap((letter) => [letter.charCodeAt(0), 10]);

  constructor(program: readonly number[]) {
    this.program = [...program];
  }

  value(watched: Watched): number | undefined {
    if ('register' in watched) return this.registers[watched.register];
    return (watched.identifier === 0 ? this.program : this.array)?.[watched.offset];
  }

  /** False where it fails. */
  step(): boolean {
    const platter = this.program[this.finger] ?? 0;
    const r = this.registers;
    const [a, b, c] = [(platter >>> 6) & 7, (platter >>> 3) & 7, platter & 7];
    const at = (register: number): number => r[register] ?? 0;
    const arrayOf = (identifier: number) => (identifier === 0 ? this.program : (this.array ?? []));
    switch (platter >>> 28) {
      case MOVE:
        if (at(c) !== 0) r[a] = at(b);
        break;
      case INDEX:
        r[a] = arrayOf(at(b))[at(c)] ?? 0;
        break;
      case AMEND:
        arrayOf(at(a))[at(b)] = at(c);
        break;
      case ADD:
        r[a] = (at(b) + at(c)) >>> 0;
        break;
      case NAND:
        r[a] = ~(at(b) & at(c)) >>> 0;
        break;
      case ALLOCATE:
        this.array = Array(at(c)).fill(0);
        r[b] = ARRAY;
        break;
      case ABANDON:
        this.array = undefined;
        break;
      case OUTPUT:
        break;
      case INPUT:
        r[c] = this.#typed.shift() ?? 0;
        break;
      case LOAD:
        this.finger = at(c) - 1;
        break;
      case 13:
        r[(platter >>> 25) & 7] = platter & 0x1ff_ffff;
        break;
      default:
        return false;
    }
    this.finger += 1;
    return true;
  }
}

interface Sight {
  instructions: number;
  finger: number;
  registers: number[];
  isAtPlace: boolean;
  changed: Watched[];
}

/** All there is to be seen, in order, and how many instructions are done at last. */
function seenBy(program: readonly number[], fingers: readonly number[], watched: Watched[]) {
  const naive = new NaiveMachine(program);
  const sights: Sight[] = [];
  let held = watched.map((one) => naive.value(one));
  for (let instructions = 0; ; instructions += 1) {
    const now = watched.map((one) => naive.value(one));
    const changed = watched.filter((_, nth) => now[nth] !== held[nth]);
    held = now;
    const { finger, registers } = naive;
    const isAtPlace = fingers.includes(finger);
    if (isAtPlace || changed.length > 0)
      sights.push({ instructions, finger, registers: [...registers], isAtPlace, changed });
    if (!naive.step()) return { sights, done: instructions };
  }
}

function bytesOf(program: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(program.length * 4));
  for (const [at, platter] of program.entries()) view.setUint32(at * 4, platter);
  return new Uint8Array(view.buffer);
}

async function told(tab: Tab): Promise<Statistics> {
  await tab.send({ type: 'get-statistics' });
  return tab.of('statistics').at(-1)?.statistics ?? { instructionsDone: -1 };
}

test.each(Array.from({ length: 18 }, (_, seed) => seed))(
  'as a naive machine, program %i',
  async (seed) => {
    const below = chance(seed * 7919 + 1);
    const program = programOfChance(below);
    const fingers = Array.from({ length: below(3) }, () => below(program.length));
    const watched: Watched[] = [];
    if (below(3) > 0) watched.push({ register: 1 + below(5) });
    if (below(3) > 0) watched.push({ identifier: ARRAY, offset: below(8) });
    if (below(4) === 0) watched.push({ identifier: 0, offset: below(2) });
    const { sights, done } = seenBy(program, fingers, watched);
    const tab = new Tab(new MemoryStore(), sharedLocks()(), engine);
    const name = 'chance.um';
    const asked = (['translator', 'interpreter'] as const)[seed % 2] ?? 'translator';
    await tab.send({ type: 'load', name, bytes: bytesOf(program), engine: asked });
    for (const letter of TYPED) if (tab.state === 'awaiting-input') await tab.lines(letter);
    expect([tab.state, tab.done]).toEqual(['failed', done]);
    for (const finger of fingers) await tab.send({ type: 'stop-at', place: { finger } });
    for (const one of watched) await tab.send({ type: 'watch', watched: one, isOn: true });

    // From the end, then from wherever it stands, further and further.
    let now = { instructions: done + 1, registers: (await told(tab)).position?.registers };
    for (let round = 0; round < 5; round += 1) {
      const last = sights.findLast(({ instructions }) => instructions < now.instructions);
      await tab.send({ type: 'run-back' });
      const { approach, position, instructionsDone } = await told(tab);
      if (!last) {
        expect(approach?.by).toBe('nowhere');
        expect(instructionsDone).toBe(Math.min(done, now.instructions));
        expect(tab.state).toBe(now.instructions > done ? 'failed' : 'paused');
        break;
      }
      expect([tab.state, instructionsDone, position?.finger]).toEqual([
        'paused',
        last.instructions,
        last.finger,
      ]);
      expect(position?.registers).toEqual(last.registers);
      expect(approach?.by).toBe('run-back');
      expect(approach?.instructions).toBe(Math.min(done, now.instructions) - last.instructions);
      const changes = approach?.watched?.changes.map((change) => change.watched) ?? [];
      expect(changes).toEqual(last.changed);
      now = last;
      if (round !== 1) continue;
      // Elsewhere, which may be in the midst of them all.
      const back = below(last.instructions + 1);
      if (back === 0) continue;
      await tab.send({ type: 'step-back', instructions: back });
      const there = last.instructions - back;
      // Of a change right before it was not told how it came there; at a place it is seen.
      const isChange = sights.some(({ instructions, changed }) => {
        return instructions === there && changed.length > 0;
      });
      now = { instructions: there + (isChange ? 1 : 0), registers: undefined };
      expect((await told(tab)).instructionsDone).toBe(there);
      if (isChange) break;
    }
    // Forward again, it comes to the next of them.
    const { instructionsDone } = await told(tab);
    const next = sights.find(({ instructions }) => instructions > instructionsDone);
    await tab.send({ type: 'run' });
    for (const letter of TYPED) if (tab.state === 'awaiting-input') await tab.lines(letter);
    expect((await told(tab)).instructionsDone).toBe(next?.instructions ?? done);
  },
);
