/** Holds the cursor to its place in the line when the terminal gets another width. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byChance } from '../../../tests/chance/by-chance.mjs';
import { type Block, glyphsOf } from './block.ts';
import { type ScreenBench, screenBench } from './headless.ts';

/** A bench on which something is typed, and entered. */
interface TypingBench extends ScreenBench {
  typing: (text: string, cursor?: number) => void;
  enter: (text: string) => void;
}

function typingBench(columns: number, rows: number): TypingBench {
  let typed: Block | undefined;
  const b = screenBench(columns, rows, () => typed);
  const blockOf = (text: string, cursor = text.length): Block => ({
    glyphs: glyphsOf([...text], b.measure),
    cursor,
  });
  return {
    ...b,
    typing: (text, cursor) => {
      typed = blockOf(text, cursor);
      b.screen.refresh();
    },
    enter: (text) => {
      typed = undefined;
      b.screen.line(text, blockOf(text));
    },
  };
}

function resize(b: ScreenBench, columns: number, rows = b.terminal.rows): void {
  b.screen.action(() => b.terminal.resize(columns, rows));
}

describe('after a change of the width', () => {
  const PROMPT = 'Enter: once more; c: colours; b: back  ';

  test('what is typed stands after a prompt that is wrapped less', async () => {
    const b = typingBench(20, 10);
    b.prints(PROMPT);
    resize(b, 60);
    b.typing('bbb');
    expect(await b.rows()).toEqual([`${PROMPT}bbb`]);
  });

  test('what is typed stands after a prompt that is wrapped more', async () => {
    const b = typingBench(60, 10);
    b.prints(`above\n${PROMPT}`);
    b.typing('bb');
    resize(b, 15);
    b.typing('bbb', 2);
    expect(await b.rows()).toEqual(
      ['above', 'Enter: once mor', 'e; c: colours; ', 'b: back  bbb'].map((row) => row.trimEnd()),
    );
    expect(await b.cursor()).toEqual({ row: 3, column: 11 });
    resize(b, 60);
    b.enter('bbb');
    b.prints('done\n');
    expect(await b.rows()).toEqual(['above', `${PROMPT}bbb`, 'done']);
  });

  test('a prompt that fills its row now goes on in the next', async () => {
    const b = screenBench(40, 10);
    b.prints('1234567890123456789日');
    resize(b, 21);
    b.prints('x');
    resize(b, 40);
    expect(await b.rows()).toEqual(['1234567890123456789日x']);
  });

  test('a line at the foot that needs one row less does not go on in the row that is gone', async () => {
    const b = screenBench(5, 3);
    b.prints('\n\n日日日');
    resize(b, 6);
    b.prints('$');
    resize(b, 20);
    expect(await b.rows()).toEqual(['', '', '日日日$']);
  });

  test('lines wrapped anew above and below a program’s own cursor do not move it', async () => {
    const b = screenBench(20, 10);
    b.prints(`${'a'.repeat(30)}\n? ${'b'.repeat(30)}\nfoot\x1b[2A\r\x1b[2C`);
    resize(b, 60);
    expect(await b.cursor()).toEqual({ row: 1, column: 2 });
  });
});

test('output goes on where it was, whatever the widths on the way', async () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '日', '\n'), maxLength: 30 });
  const width = fc.integer({ min: 5, max: 30 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(piece, width), { maxLength: 8 }), async (steps) => {
      const b = screenBench(20, 12);
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
    byChance(60),
  );
});
