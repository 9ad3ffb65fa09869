/**
 * Owns the check of how a block that is typed comes onto the screen, changes there and goes
 * again: at once, by what differs, and where the program filled a row. The block is the
 * test's own; what stands in it is checked with the line discipline.
 */
import { afterEach, expect, test, vi } from 'vitest';
import { type Glyph, glyphsOf } from './block.ts';
import { type ScreenBench, screenBench } from './headless.ts';

interface TypingBench extends ScreenBench {
  /** This is typed now, a line feed beginning another row; nothing at all where nothing is given. */
  typing: (text?: string, isFaint?: (at: number) => boolean) => void;
  /** The row as it is now, with nothing drawn for the look at it. */
  row: (row: number) => Promise<string>;
  /** The colours of the row's letters, likewise. */
  colours: (row: number) => Promise<(number | undefined)[]>;
}

function typingBench(columns = 40): TypingBench {
  let typed: Glyph[] | undefined;
  const b: ScreenBench = screenBench(
    columns,
    10,
    () => typed && { glyphs: typed, cursor: typed.length },
  );
  const lineAt = async (row: number) => {
    await new Promise<void>((done) => b.terminal.write('', done));
    return b.terminal.buffer.active.getLine(row);
  };
  return {
    ...b,
    typing: (text, isFaint = () => false) => {
      typed =
        text === undefined
          ? undefined
          : [...text].flatMap((character, at) => {
              const faint = isFaint(at);
              return character === '\n'
                ? [{ text: character, width: 0, faint }]
                : glyphsOf([character], b.measure, { faint });
            });
      b.screen.refresh();
    },
    row: async (row) => (await lineAt(row))?.translateToString(true).trimEnd() ?? '',
    colours: async (row) => {
      const line = await lineAt(row);
      const { length } = line?.translateToString(true).trimEnd() ?? '';
      return Array.from({ length }, (_, at) => line?.getCell(at)?.getFgColor());
    },
  };
}

afterEach(() => void vi.restoreAllMocks());

test('it is drawn, changed and taken away at once', async () => {
  const b = typingBench();
  b.prints('$ ');
  await b.settled();
  for (const [text, seen] of [
    ['ls', '$ ls'],
    ['lq -a', '$ lq -a'],
    ['l', '$ l'],
    [undefined, '$'],
  ] as const) {
    b.typing(text);
    expect(await b.row(0)).toBe(seen);
  }
});

test('of a row that gets shorter nothing is left where others follow', async () => {
  const b = typingBench();
  await b.settled();
  b.typing('abcdef\nxy');
  expect([await b.row(0), await b.row(1)]).toEqual(['abcdef', 'xy']);
  b.typing('abc\nx');
  expect([await b.row(0), await b.row(1)]).toEqual(['abc', 'x']);
  b.typing('abc');
  expect([await b.row(0), await b.row(1)]).toEqual(['abc', '']);
});

test('it goes below a note that comes in the midst of it', async () => {
  const b = typingBench();
  b.typing('ls');
  b.screen.note('a note');
  expect(await b.rows()).toEqual(['a note', 'ls']);
});

test('it is in the program’s colours, and faint where it is the page’s own word', async () => {
  const b = typingBench();
  b.prints('\x1b[31m');
  await b.settled();
  b.typing('abcdef', (at) => at < 2 || at > 3);
  expect(await b.colours(0)).toEqual([8, 8, 1, 1, 8, 8]);
  // The same text in another colour is another.
  b.typing('abcdef', (at) => at === 5);
  expect(await b.colours(0)).toEqual([1, 1, 1, 1, 1, 8]);
  b.typing('abcdef');
  b.prints('>');
  await b.settled();
  expect(await b.colours(0)).toEqual([1, 1, 1, 1, 1, 1, 1]);
});

test('where the program filled a row it begins in the next, which is seen before it comes', async () => {
  const b = typingBench(5);
  b.prints('name?');
  b.typing('');
  expect(await b.cursor()).toEqual({ row: 1, column: 0 });
  b.typing('m');
  await b.settled();
  b.typing();
  b.typing('me');
  expect([await b.row(0), await b.row(1), await b.row(2)]).toEqual(['name?', 'me', '']);
});

test.each([
  ['\ndone', ['name?', 'doneme']],
  ['\r\ndone', ['name?', 'doneme']],
  ['!\ndone', ['name?', '!', 'doneme']],
])(
  'a row that the program filled goes on, or ends, where it was filled: %j',
  async (more, rows) => {
    const b = typingBench(7);
    b.prints('above\n  name?');
    b.typing('me');
    await b.settled();
    b.prints(more);
    expect(await b.rows()).toEqual(['above', ...rows.map((row) => row.replace('name', '  name'))]);
    b.prints('\nlast');
    expect((await b.rows()).slice(-2)).toEqual(['done', 'lastme']);
  },
);

test('an empty line ends a row that the program filled', async () => {
  const b = typingBench(5);
  b.prints('name?');
  b.typing('');
  await b.settled();
  b.typing();
  b.screen.line('', { glyphs: [], cursor: 0 });
  b.prints('done');
  expect(await b.rows()).toEqual(['name?', 'done']);
});

/** How often it is drawn while twenty batches of output pass, each of which takes so long. */
async function drawnIn(batchMs: number): Promise<number> {
  const b = typingBench();
  let nowMs = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const write = vi.spyOn(b.glass, 'write').mockImplementation((text, drawn) => {
    if (text.length > 1000) nowMs += batchMs;
    b.terminal.write(text, drawn);
  });
  b.typing('ls');
  for (let batches = 0; batches < 20; batches += 1) b.prints('a\r'.repeat(32 * 1024));
  await b.settled();
  return write.mock.calls.filter(([text]) => text.includes('ls')).length;
}

// Once before the flood, once behind it, and in between after more than 50 ms each time.
test.each([
  [10, 1 + 3 + 1],
  [50, 1 + 10 + 1],
  [51, 1 + 20 + 1],
])('while output floods, %i ms a batch, it is drawn now and then', async (batchMs, times) => {
  expect(await drawnIn(batchMs)).toBe(times);
});
