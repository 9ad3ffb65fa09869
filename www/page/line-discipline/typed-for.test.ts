/**
 * Holds the line discipline to lines that come by other ways than keys: recalled from a session
 * that goes on, typed for the person, or held by an input field; on a headless terminal.
 */
import { describe, expect, test } from 'vitest';
import { bench, KEY } from './headless.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what was typed before, in a session that goes on', () => {
  test('stands on the screen, and the arrows have it', async () => {
    const b = bench();
    b.line.recall(bytes('% '), 'ls');
    b.line.recall(bytes('a.out\n% '), undefined);
    b.asks();
    expect(await b.rows()).toEqual(['% ls', 'a.out', '%']);
    b.type(KEY.up, KEY.enter);
    expect(b.sent).toEqual(['ls\n']);
  });

  test('is whole where the program had printed half a code of the terminal’s', async () => {
    const b = bench();
    // The line feed is obeyed in its midst.
    b.line.recall(bytes('\x1b[\n'), 'kayak');
    expect(await b.rows()).toEqual(['', 'kayak']);
  });

  test('is not had by the arrows where it is the dots of a password', () => {
    const b = bench();
    b.line.recall(bytes(';login: '), 'howie');
    b.line.recall(bytes('password: '), '•••••');
    b.line.recall(bytes('\n% '), undefined);
    b.asks();
    b.type(KEY.up);
    expect(b.line.line.text).toBe('howie');
  });
});

describe('a line that is typed for the person', () => {
  test('takes the place of what was begun, and is sent as any other', async () => {
    const b = bench();
    b.asks('% ');
    b.type('half', KEY.left);
    b.line.typeLine('./umodem');
    expect(b.sent).toEqual(['./umodem\n']);
    expect(await b.rows()).toEqual(['% ./umodem']);
    b.asks('% ');
    expect(await b.rows()).toEqual(['% ./umodem', '%']);
  });

  test('is not taken where no program runs, and the bell says so', () => {
    const b = bench();
    b.asks('% ');
    b.type('half');
    b.line.ended();
    b.line.typeLine('lost');
    expect(b.bells()).toBe(1);
    expect(b.line.line.text).toBe('half');
  });

  test('as an answer goes before all that waits', () => {
    const b = bench();
    b.type('waits', KEY.enter);
    b.prints('password: ');
    b.line.asked('secret');
    expect(b.sent).toEqual(['secret\n']);
    b.asks('\n% ');
    expect(b.sent).toEqual(['secret\n', 'waits\n']);
  });
});

describe('a line that an input field holds', () => {
  test('stands in place of the one before, with the field’s cursor', async () => {
    const b = bench();
    b.asks('% ');
    b.line.replaceLine('a👍🏽bc', 'a👍🏽b'.length);
    expect(b.line.line).toEqual({ text: 'a👍🏽bc', cursor: 'a👍🏽b'.length });
    expect(await b.rows()).toEqual(['% a👍🏽bc']);
    b.type('x', KEY.enter);
    expect(b.sent).toEqual(['a👍🏽bxc\n']);
  });

  test('has no characters that the program cannot be given', () => {
    const b = bench();
    b.line.useCharacters('latin-1');
    b.asks('% ');
    b.line.replaceLine('a日b', 2);
    expect(b.line.line).toEqual({ text: 'ab', cursor: 1 });
    expect(b.bells()).toBeGreaterThan(0);
  });

  test('is not taken where no program runs, and the bell says so', () => {
    const b = bench();
    b.line.ended();
    b.line.replaceLine('lost', 4);
    expect(b.bells()).toBe(1);
    expect(b.line.line.text).toBe('');
  });

  test('is where a search that was on ends', () => {
    const b = bench();
    b.asks('% ');
    b.type('ls', KEY.enter);
    b.asks('% ');
    b.type(KEY.control('R'), 'l');
    b.line.replaceLine('mail', 4);
    b.type('!', KEY.enter);
    expect(b.sent.at(-1)).toBe('mail!\n');
  });
});

test('^K has something to erase only before the end of the line', () => {
  const b = bench();
  b.asks('% ');
  b.type('ab');
  expect(b.line.hasTextAfterCursor).toBe(false);
  b.type(KEY.left);
  expect(b.line.hasTextAfterCursor).toBe(true);
});
