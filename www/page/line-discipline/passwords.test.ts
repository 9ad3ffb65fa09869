/** Holds the line discipline to what it shows and keeps of passwords, asked for or typed ahead; on a headless terminal. */
import { describe, expect, test } from 'vitest';
import { bench, KEY } from './headless.ts';

describe('a password', () => {
  test('is echoed as dots and not remembered', async () => {
    const b = bench();
    b.asks(';login: ');
    b.type('howie', KEY.enter);
    b.asks('password: ');
    b.type('xyzzy');
    expect(await b.rows()).toEqual([';login: howie', 'password: •••••']);
    b.type(KEY.enter);
    b.prints('\nlogged in as howie\n');
    b.asks('% ');
    expect(b.sent).toEqual(['howie\n', 'xyzzy\n']);
    expect(b.echoed).toEqual(['howie', '•••••']);
    b.type(KEY.up);
    expect(await b.rows()).toEqual([
      ';login: howie',
      'password: •••••',
      '',
      'logged in as howie',
      '% howie',
    ]);
  });

  test('typed ahead is echoed as dots when its prompt comes, and forgotten', async () => {
    const b = bench();
    b.type('howie', KEY.enter, 'xyzzy', KEY.enter);
    b.asks(';login: ');
    b.asks('password: ');
    b.asks('% ');
    b.type(KEY.up);
    expect(await b.rows()).toEqual([';login: howie', 'password: •••••', '% howie']);
  });

  test('typed ahead is forgotten also where more was typed behind it', () => {
    const b = bench();
    b.type('howie', KEY.enter, 'xyzzy', KEY.enter, 'ls', KEY.enter);
    b.asks(';login: ');
    b.asks('password: ');
    b.asks('% ');
    b.asks('% ');
    expect(b.sent).toEqual(['howie\n', 'xyzzy\n', 'ls\n']);
    b.type(KEY.up, KEY.up);
    expect(b.line.line.text).toBe('howie');
  });

  test('typed ahead is forgotten also where nothing was typed before it', () => {
    const b = bench();
    b.type('xyzzy', KEY.enter);
    b.asks('password: ');
    b.asks('\n% ');
    b.type(KEY.up);
    expect(b.line.line.text).toBe('');
  });

  test('that is empty leaves the lines before it to the arrows', () => {
    const b = bench();
    b.type('howie', KEY.enter, KEY.enter);
    b.asks(';login: ');
    b.asks('password: ');
    b.asks('\n% ');
    b.type(KEY.up);
    expect(b.line.line.text).toBe('howie');
  });

  test('that waits does not keep what is typed behind it from the arrows', () => {
    const b = bench();
    b.prints('password: ');
    b.type('xyzzy', KEY.enter, 'ls', KEY.enter);
    b.line.takeBack();
    b.type(KEY.up);
    expect(b.line.line.text).toBe('ls');
  });

  test('that waits when it is taken back or left is not among what the arrows have', async () => {
    for (const give of ['takeBack', 'left', 'ended'] as const) {
      const b = bench();
      b.prints('password: ');
      b.type('xyzzy', KEY.enter);
      b.line[give]();
      b.line.started();
      b.prints('\n');
      b.asks('% ');
      b.type('ls', KEY.enter);
      b.asks('% ');
      b.type(KEY.up, KEY.up);
      expect(b.line.line.text, give).toBe('ls');
      expect(b.bells(), give).toBe(1);
    }
  });
});

describe('a password that is begun', () => {
  const begun = (...keys: string[]): ReturnType<typeof bench> => {
    const b = bench();
    b.asks(';login: ');
    b.type('howie', KEY.enter);
    b.asks('password: ');
    b.type(...keys);
    return b;
  };

  test('goes with its prompt, whatever way that goes', async () => {
    for (const go of ['left', 'ended'] as const) {
      const b = begun('hunter2');
      b.line[go]();
      expect(b.line.line.text, go).toBe('');
      b.line.started();
      b.prints('\n');
      b.asks(';login: ');
      expect((await b.rows()).at(-1), go).toBe(';login:');
    }
  });

  test('is brought back neither by the arrows nor by a search that is given up', () => {
    for (const keys of [
      [KEY.up, KEY.down],
      [KEY.control('R'), '\x1b'],
    ] as const) {
      const b = begun('hunter2', keys[0]);
      b.line.ended();
      b.line.started();
      b.asks('\n% ');
      b.type(keys[1]);
      expect(b.line.line.text).toBe('');
    }
  });

  test('leaves what is typed after the way was taken, for where that leads', () => {
    const b = begun('hunter2');
    b.line.left();
    b.type('guest', KEY.enter);
    b.line.started();
    b.asks('\n;login: ');
    expect(b.sent).toEqual(['howie\n', 'guest\n']);
  });

  test('says nothing of the prompt of the program that begins then', async () => {
    const b = begun();
    b.line.ended();
    b.line.started();
    b.screen.begin(() => b.terminal.reset());
    b.asks();
    b.type('seen');
    expect(await b.rows()).toEqual(['seen']);
  });
});
