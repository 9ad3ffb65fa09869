/** Owns the check of names that came in a file: one plain line, whatever was written there. */
import { expect, test } from 'vitest';
import { givenName } from './given-name.mjs';

test.each([
  ['An evening – “in” the cave', 'An evening – “in” the cave'],
  ['عشاء 晩ご飯 👍', 'عشاء 晩ご飯 👍'],
  ['two\r\nlines\u2028and\ta tab', 'two lines and a tab'],
  ['\x1b[2J\x1b]0;title\x07cleared\x00', '[2J ]0;title cleared'],
  ['\x9b2Jcleared', '2Jcleared'],
  ['photo\u202egnp.exe', 'photognp.exe'],
  ['<b onclick="x">', '<b onclick="x">'],
  ['\u2067 \u2069', ''],
])('%j is taken as %j', (given, taken) => {
  expect(givenName(given)).toBe(taken);
});

test('a name of any length is cut, between characters', () => {
  expect(givenName('x'.repeat(120))).toBe('x'.repeat(120));
  expect(givenName('x'.repeat(1_000_000))).toBe(`${'x'.repeat(119)}…`);
  expect(givenName(`${'x'.repeat(118)}👍👍`)).toBe(`${'x'.repeat(118)}…`);
  expect(givenName(`👍${'x'.repeat(119)}`)).toBe(`👍${'x'.repeat(117)}…`);
});
