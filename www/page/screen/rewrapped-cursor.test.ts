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

  test('a typed line that filled its row is a line of its own', async () => {
    const b = typingBench(5, 3);
    b.typing('12345');
    b.enter('12345');
    b.prints('done');
    resize(b, 20);
    expect(await b.rows()).toEqual(['12345', 'done']);
  });

  test('what is typed after a prompt that filled its row stands behind it', async () => {
    const b = typingBench(5, 3);
    b.prints('name?');
    b.typing('me');
    resize(b, 20);
    expect(await b.rows()).toEqual(['name?me']);
    resize(b, 5);
    b.enter('me');
    b.prints('done');
    resize(b, 20);
    expect(await b.rows()).toEqual(['name?me', 'done']);
  });

  test.each([3, 9])(
    'nothing is lost of a full row where only the height is another (%i)',
    async (rows) => {
      const b = typingBench(5, 6);
      b.prints('above\n日123');
      resize(b, 5, rows);
      b.prints('456日');
      resize(b, 5, 6);
      b.prints('.');
      expect(await b.rows()).toEqual(['above', '日123', '456日', '.']);
      b.prints('\rname?');
      resize(b, 5, rows);
      b.typing('me');
      resize(b, 20);
      expect(await b.rows()).toEqual(['above', '日123456日name?me']);
    },
  );

  test('no line at all after a prompt that filled its row ends it', async () => {
    const b = typingBench(5, 3);
    b.prints('name?');
    b.typing('');
    b.enter('');
    b.prints('done');
    resize(b, 20);
    expect(await b.rows()).toEqual(['name?', 'done']);
  });

  test('lines wrapped anew above and below a program’s own cursor do not move it', async () => {
    const b = screenBench(20, 10);
    b.prints(`${'a'.repeat(30)}\n? ${'b'.repeat(30)}\nfoot\x1b[2A\r\x1b[2C`);
    resize(b, 60);
    expect(await b.cursor()).toEqual({ row: 1, column: 2 });
  });

  // At 20 columns it stands in the row above the last, at the 26th of 45 letters, or at the first.
  test.each([
    ['\x1b[A', 60, 0, 25],
    ['\x1b[A', 26, 0, 25],
    ['\x1b[A', 25, 1, 0],
    ['\x1b[A', 7, 3, 4],
    ['\x1b[2A\r', 60, 0, 0],
    ['\x1b[2A\r', 7, 0, 0],
  ])(
    'a cursor that the program moved back in a line stays there (%j, %i)',
    async (back, columns, row, column) => {
      const b = screenBench(20, 10);
      b.prints(`${'a'.repeat(45)}${back}`);
      resize(b, columns);
      expect(await b.cursor()).toEqual({ row, column });
    },
  );

  test('cells that the program erased at the edge count', async () => {
    const b = screenBench(20, 10);
    b.prints(`${'a'.repeat(30)}\x1b[A\x1b[20G\x1b[X\x1b[B\x1b[11G`);
    resize(b, 60);
    b.prints('$');
    expect(await b.rows()).toEqual([`${'a'.repeat(19)} ${'a'.repeat(10)}$`]);
  });

  test('a row of wide characters is full', async () => {
    const b = screenBench(6, 10);
    b.prints('日日日日');
    resize(b, 20);
    b.prints('$');
    expect(await b.rows()).toEqual(['日日日日$']);
  });

  test('the alternate screen is left as it is', async () => {
    const b = screenBench(20, 10);
    b.prints(`\x1b[?1049h${'a'.repeat(30)}`);
    resize(b, 40);
    expect(await b.cursor()).toEqual({ row: 1, column: 10 });
  });

  test.each([3, 9])(
    'on the alternate screen, too, nothing is lost of a full row where the height is another (%i)',
    async (rows) => {
      const b = screenBench(5, 6);
      b.prints('\x1b[?1049h\x1b[Habove\r\n日1日');
      resize(b, 5, rows);
      b.prints('456');
      expect(await b.rows()).toEqual(['above', '日1日', '456']);
    },
  );

  test('a full row of the alternate screen is full where there are fewer columns, and goes on where there are more', async () => {
    const b = screenBench(5, 6);
    b.prints('\x1b[?1049h\x1b[H12345');
    resize(b, 4);
    b.prints('$');
    expect(await b.cursor()).toEqual({ row: 1, column: 1 });
    b.prints('234');
    resize(b, 5);
    b.prints('$');
    expect((await b.rows())[1]).toBe('$234$');
    b.screen.clean(() => b.terminal.reset());
    expect(await b.rows()).toEqual([]);
    expect(await b.cursor()).toEqual({ row: 0, column: 0 });
  });

  test('a row that was full in another width is ended where it ends now', async () => {
    const b = typingBench(5, 10);
    b.prints('above\nname?');
    b.typing('me');
    resize(b, 20);
    b.prints('\ndone');
    expect(await b.rows()).toEqual(['above', 'name?', 'doneme']);
  });
});

/** A text of letters, blanks and wide characters. */
function texts(maxLength: number, ...more: string[]): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom('a', 'b', ' ', '日', ...more), maxLength });
}

const steps = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('prints'), text: texts(30, '\n') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('types'),
      text: texts(25),
      cursor: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('enters') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('resizes'),
      columns: fc.integer({ min: 5, max: 14 }),
      rows: fc.constantFrom(6, 12, 12, 12),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settles') }) },
) as fc.Arbitrary<
  | { kind: 'prints'; text: string }
  | { kind: 'types'; text: string; cursor: number }
  | { kind: 'resizes'; columns: number; rows: number }
  | { kind: 'enters' | 'settles' }
>;

/** Lines without blanks at their ends and the foot. */
function trimmed(lines: string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

test('lines are what was printed and typed, whatever the widths on the way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 14 }), async (taken) => {
      const b = typingBench(20, 12);
      let model = '';
      let typed = '';
      for (const step of taken) {
        if (step.kind === 'prints') {
          b.prints(step.text);
          model += step.text;
        } else if (step.kind === 'types') {
          typed = step.text;
          b.typing(typed, Math.round(step.cursor * typed.length));
        } else if (step.kind === 'enters') {
          b.enter(typed);
          model += `${typed}\n`;
          typed = '';
        } else if (step.kind === 'resizes') {
          resize(b, step.columns, step.rows);
        } else {
          await b.settled();
        }
      }
      b.typing(typed);
      resize(b, 400);
      expect(trimmed(await b.rows())).toBe(trimmed(`${model}${typed}`.split('\n')));
    }),
    byChance(100),
  );
});
