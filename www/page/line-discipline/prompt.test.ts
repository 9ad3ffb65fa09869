/** Owns the check of which prompts hide what is typed after them, whatever they do to a terminal. */
import { expect, test } from 'vitest';
import { asksForPassword } from './prompt.ts';

test.each([
  'password: ',
  'Password:',
  '\x1b[1mPassword:\x1b[0m ',
  'Password: \x07',
  '\x1b]0;log in\x07Password: \x1b]0;a title\x1b\\',
])('%j asks for a password', (line) => expect(asksForPassword(line)).toBe(true));

test.each(['% ', 'login: ', 'password: x', '\x1b]0;password: \x07% '])('%j asks for none', (line) =>
  expect(asksForPassword(line)).toBe(false),
);
