/** Owns the check of what a program's name ends in, and of the names made of it. */
import { expect, test } from 'vitest';
import { fileStem, hasProgramEnding, isSource, withoutEnding } from './program-names.mjs';

test.each([
  ['codex.umz', 'codex', 'codex'],
  ['umix.um.gz', 'umix', 'umix'],
  ['my cave.UMS', 'my cave', 'my-cave'],
  ['.um', '', 'program'],
  ['Höhle.um', 'Höhle', 'Höhle'],
  ['洞窟 2.ums', '洞窟 2', '洞窟-2'],
  ['«!».um', '«!»', 'program'],
  ['(old) cave!.um', '(old) cave!', 'old-cave'],
  ['.cave.um', '.cave', 'cave'],
  ['--.cave--.um', '--.cave--', 'cave'],
])('%s', (name, stem, file) => {
  expect(hasProgramEnding(name)).toBe(true);
  expect(withoutEnding(name)).toBe(stem);
  expect(fileStem(name, 'program')).toBe(file);
});

test.each(['core', 'a.umx', 'um', 'a.um.txt'])('%s is named otherwise', (name) => {
  expect(hasProgramEnding(name)).toBe(false);
  expect(withoutEnding(name)).toBe(name);
});

test('sources are told by their names alone, of which none is packed', () => {
  expect(['cave.ums', 'CAVE.UMS', '.ums'].filter((name) => !isSource(name))).toEqual([]);
  expect(['cave.um', 'cave.ums.gz', 'ums', 'cave.umst'].filter(isSource)).toEqual([]);
});
