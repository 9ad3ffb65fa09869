/** Owns the check that a transcript is text, whole characters, and within its bound. */
import { expect, test } from 'vitest';
import { MOST_CHARACTERS, Transcript } from './transcript.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('holds what was printed and typed, in order, without the terminal’s codes', () => {
  const transcript = new Transcript();
  transcript.printed(bytes('\x1b[2J\x1b[1;31mred\x1b[0m\n\x07% '));
  transcript.typed('ls');
  transcript.printed(bytes('\x1b]0;title\x07code/\r\n'));
  expect(transcript.read()).toEqual({ text: 'red\n% ls\ncode/\n', isCut: false });
});

test('what is typed after half a code of the terminal’s is whole, and ends that code', () => {
  const transcript = new Transcript();
  transcript.printed(bytes('first \x1b['));
  transcript.typed('kayak');
  transcript.printed(bytes('then \x1b]0;'));
  transcript.typed('title');
  transcript.printed(bytes('last \x07'));
  expect(transcript.read().text).toBe('first kayak\nthen 0;title\nlast ');
});

test('a character may come in two parts', () => {
  const transcript = new Transcript();
  const [first, second] = bytes('é');
  transcript.printed(Uint8Array.of(first ?? 0));
  transcript.printed(Uint8Array.of(second ?? 0));
  expect(transcript.read().text).toBe('é');
});

test('drops its oldest part when it grows too long, and says so', () => {
  const transcript = new Transcript();
  transcript.printed(bytes('the beginning\n'));
  const chunk = bytes(`${'x'.repeat(64 * 1024 - 1)}\n`);
  for (let count = 0; count < 1200; count++) {
    transcript.printed(chunk);
    // However it is kept, it is neither longer nor much shorter than it may be.
    if ([300, 515, 1030].includes(count)) {
      const { length } = transcript.read().text;
      expect(length, `${count}`).toBeGreaterThan(0.95 * MOST_CHARACTERS);
      expect(length, `${count}`).toBeLessThanOrEqual(MOST_CHARACTERS);
    }
  }
  transcript.typed('the end');
  const { text, isCut } = transcript.read();
  expect(isCut).toBe(true);
  expect(text).not.toContain('the beginning');
  expect(text.endsWith('the end\n')).toBe(true);
});

test('begins anew with each program, whatever it had of the one before', () => {
  const transcript = new Transcript();
  transcript.printed(bytes('the program before\n'));
  transcript.cut();
  expect(transcript.read().isCut).toBe(true);
  transcript.clear('latin-1');
  transcript.printed(Uint8Array.of(0xe9));
  expect(transcript.read()).toEqual({ text: 'é', isCut: false });
  // It was long.
  transcript.printed(new Uint8Array(MOST_CHARACTERS).fill(0x61));
  transcript.clear('utf-8');
  transcript.printed(bytes('short'));
  transcript.printed(bytes('x'.repeat(MOST_CHARACTERS - 5)));
  const { text, isCut } = transcript.read();
  expect([text.slice(0, 6), text.length, isCut]).toEqual(['shortx', MOST_CHARACTERS, false]);
});
