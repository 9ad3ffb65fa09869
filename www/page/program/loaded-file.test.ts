/** Owns the check of which file the loaded program was begun with, whatever else is on its way. */
import { expect, test } from 'vitest';
import { LoadedFile } from './loaded-file.ts';

const file = (name: string) => ({ name, bytes: Uint8Array.of(name.length) });
const program = (name: string) => ({ sha256: `hash of ${name}` });

test('the file is that of the program that begins', () => {
  const loaded = new LoadedFile();
  const one = loaded.load(file('one.um'));
  expect(loaded.file).toBeUndefined();
  loaded.begins(program('one.um'), one);
  expect(loaded.file?.name).toBe('one.um');
  loaded.begins(program('one.um'));
  expect(loaded.file?.name, 'begun again').toBe('one.um');
  loaded.begins(program('kept.um'));
  expect(loaded.file, 'another, from the sessions').toBeUndefined();
});

test('the latest is what was to be loaded last, refused or not, until something else begins', () => {
  const loaded = new LoadedFile();
  const one = file('one.um');
  loaded.begins(program('one.um'), loaded.load(one));
  expect(loaded.latest).toBe(one);
  const mistaken = file('one.um');
  expect(loaded.refused(loaded.load(mistaken))).toBe(mistaken);
  expect(loaded.latest).toBe(mistaken);
  loaded.begins(program('one.um'));
  expect(loaded.latest, 'begun again').toBe(mistaken);
  const two = loaded.load(file('two.um'));
  loaded.begins(program('kept.um'));
  expect(loaded.latest?.name, 'still on its way').toBe('two.um');
  loaded.begins(program('two.um'), two);
  loaded.begins(program('kept.um'));
  expect(loaded.latest).toBeUndefined();
  loaded.begins(program('one.um'), loaded.load(one));
  loaded.closed();
  expect(loaded.latest).toBeUndefined();
});

test('a program that begins again while another is on its way is not taken for that', () => {
  const loaded = new LoadedFile();
  loaded.begins(program('one.um'), loaded.load(file('one.um')));
  const two = loaded.load(file('two.um'));
  loaded.begins(program('one.um'));
  expect(loaded.file?.name).toBe('one.um');
  loaded.begins(program('two.um'), two);
  expect(loaded.file?.name).toBe('two.um');
});

test('of two opened at once each is its own, whatever they are called', () => {
  const loaded = new LoadedFile();
  const [first, second] = [file('same.um'), { ...file('same.um'), bytes: Uint8Array.of(1, 2) }];
  const [one, two] = [loaded.load(first), loaded.load(second)];
  loaded.begins(program('first'), one);
  expect(loaded.file).toBe(first);
  loaded.begins(program('second'), two);
  expect(loaded.file).toBe(second);
});

test('something else that is refused on the way is none of it', () => {
  const loaded = new LoadedFile();
  const cave = loaded.load(file('cave.ums'));
  loaded.refused();
  loaded.begins(program('cave.ums'), cave);
  expect(loaded.file?.name).toBe('cave.ums');
});

test('a file that was refused, or lost with the worker, is no other program’s', () => {
  const loaded = new LoadedFile();
  const cave = loaded.load(file('cave.ums'));
  loaded.refused(cave);
  loaded.begins(program('cave.ums'), cave);
  expect(loaded.file).toBeUndefined();
  const maze = loaded.load(file('maze.ums'));
  loaded.lost();
  loaded.begins(program('maze.ums'), maze);
  expect(loaded.file).toBeUndefined();
});

test('one that is only looked at is the latest where it is refused, and is never taken for what begins', () => {
  const loaded = new LoadedFile();
  const one = file('one.um');
  loaded.begins(program('one.um'), loaded.load(one));
  const said: (string | undefined)[] = [];
  const sound = loaded.lookAt(file('two.um'), (sentence) => said.push(sentence));
  loaded.lookedAt(sound);
  loaded.lookedAt(sound);
  expect(said).toEqual([undefined]);
  expect([loaded.file, loaded.latest]).toEqual([one, one]);
  const bad = file('bad.um');
  loaded.lookedAt(
    loaded.lookAt(bad, (sentence) => said.push(sentence)),
    'No program.',
  );
  expect(said).toEqual([undefined, 'No program.']);
  expect([loaded.file, loaded.latest]).toEqual([one, bad]);
  const trap = file('trap.um');
  expect(loaded.refused(loaded.lookAt(trap, () => expect.fail()))).toBe(trap);
});
