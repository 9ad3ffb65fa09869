/** Owns the check of how much of a flood the terminal gets at once. */
import { expect, test } from 'vitest';
import { Batch, withoutErased } from './batch.ts';

test('plain output comes in large pieces', () => {
  const batch = new Batch();
  expect(batch.take('a line\n')).toBe(7);
  expect(batch.take('a line\n'.repeat(20_000))).toBe(65_529);
  expect(batch.take('more')).toBe(0);
});

const LONG = [
  '\x1bc',
  '\x1b[?1049h',
  '\x1b[?47l',
  '\x1b[500S',
  '\x9b10;2M',
  '\x1b[100b',
  '\x1b[0500I',
];

test.each(LONG)(
  'of %j, which takes the terminal long, few come at once, and all in the end',
  (sequence) => {
    let rest = `${sequence}some text `.repeat(100);
    const batches: string[] = [];
    while (rest !== '') {
      const length = new Batch().take(rest);
      batches.push(rest.slice(0, length));
      rest = rest.slice(length);
    }
    expect(batches.join('')).toBe(`${sequence}some text `.repeat(100));
    for (const batch of batches) expect(batch.split(sequence).length - 1).toBeLessThanOrEqual(8);
  },
);

test.each(['\x1b[9S', '\x1b[80b', '\x1b[500C', '\x1b[38;5;100m'])(
  '%j is quickly done',
  (sequence) => {
    expect(new Batch().take(sequence.repeat(1000))).toBe(sequence.length * 1000);
  },
);

test('what takes long is counted over all that a batch is made of', () => {
  const batch = new Batch();
  for (let nth = 0; nth < 7; nth++) expect(batch.take('\x1bc.')).toBe(3);
  expect(batch.take('\x1bc.')).toBe(2);
});

test('of a flood of resets the last is left, with what came after it', () => {
  expect(withoutErased(`${'\x1bcx'.repeat(10_000)}\x1bcthe end`)).toBe('\x1bcthe end');
  expect(withoutErased('\x1bc\x1b[c\x1bcthe end')).toBe('\x1bc\x1b[c\x1bcthe end');
  expect(withoutErased('no reset')).toBe('no reset');
});
