/**
 * Holds line and screen together to a plain model: whatever is typed, erased, printed
 * and entered, in whatever order, the terminal shows what it would show had the
 * program's output, the lines entered, and then the unfinished line simply been
 * written one after the other.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byChance } from '../../../tests/chance/by-chance.mjs';
import { type Bench, bench, KEY } from './headless.ts';

/** Few enough to scroll, enough for the longest line. */
const ROWS = 12;

type Step =
  | { kind: 'keys'; keys: string }
  | { kind: 'prints'; text: string }
  | { kind: 'enter' }
  | { kind: 'settle' };

const character = fc.constantFrom('a', 'b', 'c', ' ', 'é', '日', '本', '👍');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('keys'), keys: character }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('keys'),
      keys: fc.constantFrom(
        KEY.left,
        KEY.right,
        KEY.home,
        KEY.end,
        KEY.erase,
        KEY.delete,
        KEY.wordLeft,
        KEY.control('W'),
        KEY.control('K'),
        KEY.control('Y'),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('prints'),
      text: fc.oneof(
        fc.string({ unit: fc.constantFrom('x', 'y', '\n', ' '), maxLength: 15 }),
        fc.constantFrom('0123456789', '日本語日本', '\n', '\n\n\n\n', '% '),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'enter' }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'settle' }) },
) as fc.Arbitrary<Step>;

async function shown(text: string, columns: number): Promise<string[]> {
  const b: Bench = bench(columns, ROWS);
  await new Promise<void>((done) => b.terminal.write(text, done));
  return b.rows();
}

test('typing and printing never disturb each other', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 8, max: 12 }),
      // What comes after much output stands at the screen's foot.
      fc.constantFrom('', '\n'.repeat(ROWS)),
      fc.array(step, { maxLength: 40 }),
      async (columns, before, steps) => {
        const b = bench(columns, ROWS);
        let model = before;
        b.prints(before);
        b.line.asked();
        for (const next of steps) {
          if (next.kind === 'keys') {
            b.type(next.keys);
          } else if (next.kind === 'prints') {
            b.prints(next.text);
            model += next.text;
          } else if (next.kind === 'enter') {
            model += `${b.line.line.text}\n`;
            b.type(KEY.enter);
            b.line.asked();
          } else {
            await b.settled();
          }
        }
        const { text, cursor } = b.line.line;
        expect(await b.rows()).toEqual(await shown(model + text, columns));

        // The cursor is where the text before it ends, or at the start of the next row.
        const at = bench(columns, ROWS);
        const head = `${model}${text.slice(0, cursor)}`;
        await new Promise<void>((done) => at.terminal.write(head, done));
        const wanted = await at.cursor();
        const found = await b.cursor();
        const follows = text.slice(cursor);
        if (wanted.column < columns && !/^[日本👍]/u.test(follows)) {
          expect(found).toEqual(wanted);
        }
      },
    ),
    byChance(150),
  );
});
