/** Holds the line discipline to what it does with lines that were sent: arrows, and the search in them; on a headless terminal. */
import { describe, expect, test } from 'vitest';
import { bench, KEY } from './headless.ts';

describe('history', () => {
  const withHistory = (): ReturnType<typeof bench> => {
    const b = bench();
    for (const line of ['ls', 'cat hack.bas', 'ls', 'mail']) {
      b.asks('% ');
      b.type(line, KEY.enter);
    }
    b.asks('% ');
    return b;
  };

  test('is walked with the arrows, the unfinished line being kept', () => {
    const b = withHistory();
    b.type('unfin', KEY.up, KEY.up, KEY.up);
    expect(b.line.line.text).toBe('cat hack.bas');
    b.type(KEY.down, KEY.down, KEY.down);
    expect(b.line.line.text).toBe('unfin');
    b.type(KEY.down);
    expect(b.bells()).toBe(1);
  });

  test('has neither blank lines nor one line twice in a row', () => {
    const b = withHistory();
    for (const line of ['', '  ', 'mail']) {
      b.type(line, KEY.enter);
      b.asks('% ');
    }
    b.type(KEY.up, KEY.up);
    expect(b.line.line.text).toBe('ls');
  });

  test('ends at the oldest line, with the bell; Alt-< and Alt-> go to its ends', () => {
    const b = withHistory();
    b.type('unfin', '\x1b<');
    expect(b.line.line.text).toBe('ls');
    expect(b.bells()).toBe(0);
    b.type(KEY.up);
    expect(b.line.line.text).toBe('ls');
    expect(b.bells()).toBe(1);
    b.type('\x1b>');
    expect(b.line.line.text).toBe('unfin');
  });

  test('is searched with ^R, again for the one before, Enter sends what was found', async () => {
    const b = withHistory();
    b.type(KEY.control('R'), 'l', KEY.control('R'));
    expect((await b.rows()).at(-1)).toBe('% (search: l) ls');
    b.type(KEY.enter);
    expect(b.sent.at(-1)).toBe('ls\n');
    expect((await b.rows()).at(-1)).toBe('% ls');
  });

  test('a search that went too far is taken back with Backspace', async () => {
    const b = withHistory();
    b.type(KEY.control('R'), ...'maj');
    expect((await b.rows()).at(-1)).toBe('% (not found: maj) mail');
    expect(b.bells()).toBe(1);
    b.type(KEY.erase);
    expect((await b.rows()).at(-1)).toBe('% (search: ma) mail');
  });

  test('taken back in the midst of a line, it leaves the line whole', () => {
    const b = withHistory();
    b.type(KEY.control('R'), 'hackx', KEY.erase, KEY.enter);
    expect(b.sent.at(-1)).toBe('cat hack.bas\n');
  });

  test('the oldest line of all is found', () => {
    const b = bench();
    for (const line of ['oldest', 'ls', 'mail']) {
      b.asks('% ');
      b.type(line, KEY.enter);
    }
    b.asks('% ');
    b.type(KEY.control('R'), 'old', KEY.enter);
    expect(b.sent.at(-1)).toBe('oldest\n');
  });

  test('a key that edits takes the line that was found, the cursor at what was looked for', () => {
    const b = withHistory();
    b.type(KEY.control('R'), 'hack', KEY.delete, 'J');
    expect(b.line.line.text).toBe('cat Jack.bas');
  });

  test('so does a paste', () => {
    const b = withHistory();
    b.type(KEY.control('R'), 'hack');
    b.line.paste('my-');
    expect(b.line.line.text).toBe('cat my-hack.bas');
  });

  test('where there is no earlier hit the bell says so, and ^C gives the old line back', () => {
    const b = withHistory();
    b.type('old', KEY.control('R'), 'cat', KEY.control('R'));
    expect(b.bells()).toBe(1);
    expect(b.line.line.text).toBe('cat hack.bas');
    b.type(KEY.control('C'));
    expect(b.line.line.text).toBe('old');
  });

  test('a search that finds nothing says so, and Escape gives the old line back', async () => {
    const b = withHistory();
    b.type('old', KEY.control('R'), 'zzz');
    expect((await b.rows()).at(-1)).toBe('% (not found: zzz) old');
    b.type('\x1b');
    expect(b.line.line.text).toBe('old');
    expect((await b.rows()).at(-1)).toBe('% old');
  });
});
