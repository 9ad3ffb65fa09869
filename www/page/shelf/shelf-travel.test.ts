/** Owns the check that no file of a shelf is lost when sessions travel. */
import { expect, test } from 'vitest';
import type { ShelfFile } from './shelf-store.ts';
import { shelvesOf, toShelve } from './shelf-travel.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const FACTS = { project: 'p', changed: 1 };
const file = (name: string, text: string): ShelfFile => ({ ...FACTS, name, bytes: bytes(text) });

test('what is there already is not put there again, and nothing is written over', () => {
  const there = [file('a.bas', 'one'), file('b', 'two'), file('c-2.bas', 'free')];
  const came = [
    { name: 'a.bas', bytes: bytes('one') },
    { name: 'b', bytes: bytes('other') },
    { name: 'c-2.bas', bytes: bytes('other') },
    { name: 'd', bytes: bytes('new'), mode: 'binary' as const },
  ];
  const added = toShelve(there, came, FACTS);
  expect(added).toEqual([
    file('b-2', 'other'),
    file('c-2-2.bas', 'other'),
    { ...file('d', 'new'), mode: 'binary' },
  ]);
  // The same once more adds nothing.
  expect(toShelve([...there, ...added], came, FACTS)).toEqual([]);
});

test('two of a name in one file are both kept', () => {
  const came = [
    { name: 'x', bytes: bytes('1') },
    { name: 'x', bytes: bytes('2') },
    { name: 'x', bytes: bytes('1') },
  ];
  expect(toShelve([], came, FACTS)).toEqual([file('x', '1'), file('x-2', '2')]);
});

test('of files that are alike in part all are kept, and none is there twice', () => {
  const came = ['one', 'ore', 'on', 'one more'].map((text) => ({ name: 'a', bytes: bytes(text) }));
  const added = toShelve([file('a', 'one')], came, FACTS);
  expect(added).toEqual([file('a-2', 'ore'), file('a-3', 'on'), file('a-4', 'one more')]);
});

test('many of a name are kept, and the same ones once more add nothing', () => {
  const came = Array.from({ length: 12 }, (_, nth) => ({ name: 'a.b', bytes: bytes(`${nth}`) }));
  const added = toShelve([], came, FACTS);
  expect(new Set(added.map(({ name }) => name)).size).toBe(12);
  expect(added.at(-1)).toEqual(file('a-12.b', '11'));
  expect(toShelve(added, came, FACTS)).toEqual([]);
});

test('a name that would be a command is made a name', () => {
  const [added] = toShelve([], [{ name: 'a\nrm b; c d', bytes: bytes('') }], FACTS);
  expect(added?.name).toMatch(/^\S+$/);
});

test('files go by their program', () => {
  const other = { ...file('a', '2'), project: 'q', mode: 'text' as const };
  expect(shelvesOf([file('a', '1'), other, file('b', '3')])).toEqual([
    {
      project: 'p',
      files: [
        { name: 'a', bytes: bytes('1') },
        { name: 'b', bytes: bytes('3') },
      ],
    },
    { project: 'q', files: [{ name: 'a', bytes: bytes('2'), mode: 'text' }] },
  ]);
});
