/** Owns the check that the address asked about is the one gone to, and that nothing in it is hidden. */
import { expect, test } from 'vitest';
import { whereTo } from './link-card.ts';

test.each([
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d', 'example.org'],
  [
    'https://example.org@evil.example:8080/',
    'https://example.org@evil.example:8080/',
    'evil.example:8080',
  ],
  // A letter of another script, a turned direction, a space without width, a control character.
  ['https://ex\u0430mple.org/', 'https://xn--exmple-4nf.org/', 'xn--exmple-4nf.org'],
  ['https://example.org/\u202egpj.exe', 'https://example.org/%E2%80%AEgpj.exe', 'example.org'],
  ['https://example.org/?\u200b#\u2066', 'https://example.org/?%E2%80%8B#%E2%81%A6', 'example.org'],
  ['https://example.org/\x1b[2J', 'https://example.org/%1B[2J', 'example.org'],
  ['HTTP://Example.org\\evil', 'http://example.org/evil', 'example.org'],
])('%j leads to %s', (printed, href, host) => {
  expect(whereTo(printed)).toEqual({ href, host });
  expect(href).toMatch(/^[\x21-\x7e]+$/);
});

test.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'https://',
  'nowhere',
  `https://a.example/${'a'.repeat(5000)}`,
])('%.30s is not followed', (printed) => {
  expect(whereTo(printed)).toMatch(/^[A-Z].*\.$/);
});
