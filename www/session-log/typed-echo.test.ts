/** Owns the check of what is shown of lines that nobody saw typed: those of a shared session. */
import { expect, test } from 'vitest';
import { echoOf, TypedEchoes } from './typed-echo.mjs';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const echo = (typed: string, printed: string): string | undefined =>
  echoOf(utf8(typed), utf8(printed));

test('a line is shown as it was typed, without its end', () => {
  expect(echo('ls -l\n', '% ')).toBe('ls -l');
  expect(echo('a\tb', '% ')).toBe('a\tb');
  expect(echo('naïve 日本\n', '% ')).toBe('naïve 日本');
  expect(echo('\ufeffbegins\n', '% ')).toBe('\ufeffbegins');
});

test('nothing is shown of a password, however much was printed before it was asked for', () => {
  expect(echo('xyzzy\n', ';login: howie\npassword: ')).toBe('');
  expect(echo('xyzzy\n', `${'x'.repeat(10_000)}\npassword: `)).toBe('');
  expect(echo('ls\n', 'password: \nlogged in as howie\n% '), 'asked for before').toBe('ls');
});

test('what is no text is on no line', () => {
  expect(echo('a\x1b[31mb\n', '% ')).toBeUndefined();
  expect(echo('two\nlines\n', '% ')).toBeUndefined();
  expect(echoOf(Uint8Array.of(0xff, 10), utf8('% '))).toBeUndefined();
});

test('in a log each line is what it is by itself', () => {
  const log = ['one\n', 'two\n'].map((line) => ({ bytes: utf8(line), isEnd: false }));
  const echoes = new TypedEchoes(log);
  const shown = log.map(({ bytes }, nth) => echoes.of(nth, bytes, utf8('% ')));
  expect(shown).toEqual(['one', 'two']);
});
