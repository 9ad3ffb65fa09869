/** Owns the checks of what is told of session files on their way in, and that none goes twice. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SessionCommand } from '../../protocol.ts';
import type { Card } from '../cards/card-stack.ts';
import { Imports } from './imports.ts';

const shown: string[] = [];
const dropped: string[] = [];
const asked: SessionCommand[] = [];
const refused: string[] = [];
let imports: Imports;

beforeEach(() => {
  vi.useFakeTimers();
  for (const list of [shown, dropped, asked, refused]) list.length = 0;
  imports = new Imports({
    cards: {
      show: ({ title }: Card) => shown.push(title),
      drop: (name) => dropped.push(name) > 0,
    },
    ask: (command) => asked.push(structuredClone(command)),
    refused: (name) => refused.push(name),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const file = (name: string, ...bytes: number[]) => ({ name, bytes: Uint8Array.from(bytes) });
const numbers = (): unknown[] =>
  asked.map((command) => command.type === 'import-session' && command.import);

test('what is over soon is not told of', () => {
  imports.begin(file('a.um32', 1));
  expect(imports.isOn).toBe(true);
  imports.over(1);
  expect(imports.isOn).toBe(false);
  vi.runAllTimers();
  expect(shown).toEqual([]);
});

test('one that takes long is told with its name', () => {
  imports.begin(file('a.um32', 1));
  vi.runAllTimers();
  expect(shown).toEqual(['Importing a.um32']);
});

test('what takes long is told until it is over', () => {
  imports.begin(file('a.um32', 1));
  imports.begin(file('b.um32', 2));
  vi.runAllTimers();
  expect(new Set(shown)).toEqual(new Set(['Importing 2 files']));
  imports.over(1);
  expect(dropped).toEqual([]);
  imports.over(2);
  expect(dropped).toEqual(['importing']);
});

test('the same file goes once at a time, whatever its name; another one of its name goes', () => {
  imports.begin(file('a.um32', 1, 2));
  imports.begin(file('copy.um32', 1, 2));
  imports.begin(file('a.um32', 1, 3));
  imports.begin(file('a.um32', 1));
  expect(numbers()).toEqual([1, 2, 3]);
  imports.over(1);
  imports.begin(file('a.um32', 1, 2));
  expect(numbers()).toEqual([1, 2, 3, 4]);
});

test('what was on its way when the worker died is refused by name', () => {
  imports.begin(file('a.um32', 1));
  imports.begin(file('b.um32', 2));
  imports.over(1);
  imports.lost();
  expect(refused).toEqual(['b.um32']);
  expect(imports.isOn).toBe(false);
});
