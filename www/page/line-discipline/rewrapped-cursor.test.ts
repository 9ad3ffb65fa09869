/** Holds the cursor to its place in the line when the terminal gets another width. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bench, bench, KEY } from './headless.ts';

function resize(b: Bench, columns: number, rows = b.terminal.rows): void {
  b.screen.action(() => b.terminal.resize(columns, rows));
}

describe('after a change of the width', () => {
  const PROMPT = 'Enter: once more; c: colours; b: back  ';

  test('what is typed stands after a prompt that is wrapped less', async () => {
    const b = bench(20, 10);
    b.asks(PROMPT);
    resize(b, 60);
    b.type('bbb');
    expect(await b.rows()).toEqual([`${PROMPT}bbb`]);
  });

  test('what is typed stands after a prompt that is wrapped more', async () => {
    const b = bench(60, 10);
    b.prints('above\n');
    b.asks(PROMPT);
    b.type('bb');
    resize(b, 15);
    b.type('b', KEY.left);
    expect(await b.rows()).toEqual(
      ['above', 'Enter: once mor', 'e; c: colours; ', 'b: back  bbb'].map((row) => row.trimEnd()),
    );
    expect(await b.cursor()).toEqual({ row: 3, column: 11 });
    resize(b, 60);
    b.type(KEY.enter);
    b.prints('done\n');
    expect(await b.rows()).toEqual(['above', `${PROMPT}bbb`, 'done']);
    expect(b.sent).toEqual(['bbb\n']);
  });

  test('a prompt that fills its row now goes on in the next', async () => {
    const b = bench(40, 10);
    b.asks('1234567890123456789日');
    resize(b, 21);
    b.prints('x');
    resize(b, 40);
    expect(await b.rows()).toEqual(['1234567890123456789日x']);
  });

  test('lines wrapped anew above and below a program’s own cursor do not move it', async () => {
    const b = bench(20, 10);
    b.prints(`${'a'.repeat(30)}\n? ${'b'.repeat(30)}\nfoot\x1b[2A\r\x1b[2C`);
    resize(b, 60);
    expect(await b.cursor()).toEqual({ row: 1, column: 2 });
  });
});

test('output goes on where it was, whatever the widths on the way', {
  timeout: 60_000,
}, async () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '日', '\n'), maxLength: 30 });
  const width = fc.integer({ min: 5, max: 30 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(piece, width), { maxLength: 8 }), async (steps) => {
      const b = bench(20, 12);
      let model = '';
      for (const [text, columns] of steps) {
        b.prints(text);
        model += text;
        resize(b, columns);
        if (columns % 2 === 0) await b.settled();
      }
      b.prints('$');
      resize(b, 400);
      const rows = `${model}$`.split('\n').map((row) => row.trimEnd());
      expect(await b.rows()).toEqual(rows);
    }),
    { numRuns: 60 },
  );
});
