/**
 * Owns the check of what is printed and typed before it is known how wide characters are: what
 * is of one column whatever comes is there at once, all else once it is known, in order.
 */
import { expect, test } from 'vitest';
import { UnicodeGraphemesAddon } from '../screen/headless.ts';
import { bench, KEY } from './headless.ts';

/** A bench on which the widths come when the test says so, or never do. */
function lateBench(columns?: number, rows?: number) {
  const asked: { come: (addon: UnicodeGraphemesAddon) => void; fail: (error: Error) => void }[] =
    [];
  const sentences: string[] = [];
  const made = bench(columns, rows, {
    bring: () => new Promise((come, fail) => asked.push({ come, fail })),
    missing: (sentence) => sentences.push(sentence),
  });
  return {
    ...made,
    sentences,
    asked,
    come: () => asked.at(-1)?.come(new UnicodeGraphemesAddon()),
    doNotCome: () => asked.at(-1)?.fail(new Error('No answer.')),
    /** The rows as they are now, whatever waits. */
    now: async () => {
      // Each write may have the next one wait for the end of it.
      for (let times = 0; times < 4; times++) {
        await new Promise<void>((drawn) => made.terminal.write('', drawn));
      }
      const { active } = made.terminal.buffer;
      return Array.from({ length: active.length }, (_, row) =>
        (active.getLine(row)?.translateToString(true) ?? '').trimEnd(),
      ).filter((row) => row !== '');
    },
  };
}

test('Latin is printed and typed at once, and dots for a password; nothing is asked for', async () => {
  const b = lateBench();
  b.asks('prénom: ');
  b.type('é', 'b', KEY.enter);
  b.asks('password: ');
  b.type('ab', KEY.enter);
  expect(await b.rows()).toEqual(['prénom: éb', 'password: ••']);
  expect(b.asked).toHaveLength(0);
});

test('what else is printed waits, with all that comes after it', async () => {
  const b = lateBench(9);
  b.prints('before\r\n');
  b.prints('日本語日本\r\n');
  b.prints('after\r\n');
  b.asks('> ');
  expect(await b.now()).toEqual(['before']);
  expect(b.drawn).toEqual([8]);
  b.type('x');
  b.come();
  expect(await b.rows()).toEqual(['before', '日本語日', '本', 'after', '> x']);
  expect(b.asked).toHaveLength(1);
});

test('what is typed is drawn when it is known, and sent at once', async () => {
  const b = lateBench(9, 4);
  b.asks('in full:');
  b.type('a');
  await b.settled();
  b.type('日', 'b', KEY.home, KEY.delete, KEY.end);
  expect(await b.now()).toEqual(['in full:a']);
  b.come();
  expect(await b.rows()).toEqual(['in full:', '日b']);
  expect((await b.cursor()).column).toBe(3);
  b.type(KEY.enter);
  expect(b.sent).toEqual(['日b\n']);
  expect(await b.rows()).toEqual(['in full:', '日b']);
});

test('a line that is finished before it is known stands as wide as it is', async () => {
  const b = lateBench(9, 4);
  b.asks('1\n2\n3\nin full:');
  b.type('日', 'b', KEY.enter);
  expect(b.sent).toEqual(['日b\n']);
  b.asks('next: ');
  expect(await b.now()).toEqual(['1', '2', '3', 'in full:']);
  b.come();
  b.type('c');
  expect(await b.rows()).toEqual(['1', '2', '3', 'in full:', '日b', 'next: c']);
});

test('an accent joins the letter that was printed before it was known', async () => {
  const b = lateBench();
  b.prints('e');
  await b.settled();
  b.prints('\u0301!');
  b.come();
  expect(await b.rows()).toEqual(['e\u0301!']);
  expect((await b.cursor()).column).toBe(2);
});

test('where they cannot be had all is drawn in one column each, and one sentence tells why', async () => {
  const b = lateBench();
  b.asks('日本> ');
  b.type('語', 'x', KEY.left);
  b.doNotCome();
  expect(await b.rows()).toEqual(['日本> 語x']);
  expect((await b.cursor()).column).toBe(5);
  expect(b.sentences).toEqual(['No answer.']);
  expect(b.asked).toHaveLength(1);
});
