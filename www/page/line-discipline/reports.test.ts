/**
 * Holds what the terminal sends by itself, as answers to a program or for the
 * mouse, apart from what a person types.
 */
import { expect, test } from 'vitest';
import { type Bench, bench, KEY } from './headless.ts';

const QUESTIONS = [
  '\x1b[c',
  '\x1b[>c',
  '\x1b[5n',
  '\x1b[6n',
  '\x1b[?6n',
  '\x1b[4$p',
  '\x1b[?7$p',
  '\x1bP$qm\x1b\\',
];

/** A bench whose terminal sends as the page's does. */
function connected(): Bench {
  const b = bench();
  b.terminal.onData((data) => b.line.keys(data));
  return b;
}

test.each([
  ['a click', '\x1b[M #!'],
  ['a click far to the right', '\x1b[M \xff\xfe'],
  ['the wheel', '\x1b[M`#!'],
  ['a click, as newer programs ask for it', '\x1b[<0;12;3M'],
])('%s types nothing where a program has switched the mouse on', async (_, report) => {
  const b = bench();
  b.asks('% ');
  b.type('l', report, 's', report);
  expect(await b.rows()).toEqual(['% ls']);
  b.type(`${report}x`, KEY.enter);
  expect(b.sent).toEqual(['lsx\n']);
});

test.each(QUESTIONS)(
  '%j is answered in raw mode, once, and not when it is shown again',
  async (question) => {
    const b = connected();
    b.line.raw = true;
    b.prints(question);
    await b.settled();
    expect(b.sent).toHaveLength(1);

    b.line.recall(new TextEncoder().encode(`${question}again `), undefined);
    await b.settled();
    expect(b.sent).toHaveLength(1);
    expect(await b.rows()).toEqual(['again']);

    b.prints(question);
    await b.settled();
    expect(b.sent, 'what is printed after it is answered').toHaveLength(2);
  },
);

test('a question printed while the past is drawn is answered for itself', async () => {
  const b = connected();
  b.line.raw = true;
  b.line.recall(new TextEncoder().encode('\x1b[5n'.repeat(30_000)), undefined);
  b.prints('\x1b[5n');
  await b.settled();
  expect(b.sent).toEqual(['\x1b[0n']);
});

test('a line that is typed is left alone by answers', async () => {
  const b = connected();
  b.asks(`${QUESTIONS.join('')}% `);
  b.type('l', 's');
  b.prints(QUESTIONS.join(''));
  expect(await b.rows()).toEqual(['% ls']);
  expect(b.sent).toEqual([]);
});
