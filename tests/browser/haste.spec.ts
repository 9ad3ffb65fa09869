/** Typing, pasting and taking back as fast as keys can go: in the end there is what was typed and not taken back. */
import fc from 'fast-check';
import { SEED } from '../chance/by-chance.mjs';
import { expect, test } from './um32-page.ts';

const ROUNDS = 10;

type Haste =
  | { kind: 'type' }
  | { kind: 'paste'; lines: number }
  | { kind: 'undo' }
  | { kind: 'wait'; milliseconds: number };

const step: fc.Arbitrary<Haste> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ kind: 'type' as const }) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 4 }).map((lines) => ({ kind: 'paste' as const, lines })),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'undo' as const }) },
  {
    weight: 4,
    arbitrary: fc
      .integer({ min: 1, max: 40 })
      .map((milliseconds) => ({ kind: 'wait' as const, milliseconds })),
  },
);

const rounds = fc.array(step, { minLength: 8, maxLength: 16 });

/** What Echo shows of a line, and prints. */
function echoed(line: string): string {
  const hex = [...Buffer.from(line)].map((byte) => `${byte.toString(16)} `).join('');
  return `${line}\nreversed  ${[...line].reverse().join('')}\nin hex    ${hex}\n`;
}

test('what is typed and taken back in haste stands as it would at leisure', async ({ um32 }) => {
  await um32.playSample('Echo');
  const start = await um32.transcript();
  const lines: string[] = [];
  let typed = 0;
  for (const round of fc.sample(rounds, { seed: SEED, numRuns: ROUNDS })) {
    for (const step of round) {
      switch (step.kind) {
        case 'type':
          lines.push(`line ${++typed}`);
          await um32.enter(`line ${typed}`);
          break;
        case 'paste': {
          const pasted = Array.from({ length: step.lines }, () => `pasted ${++typed}`);
          lines.push(...pasted);
          await um32.paste(`${pasted.join('\n')}\n`);
          break;
        }
        case 'undo':
          // Also of lines that wait still, and of one that is on its way.
          await um32.press('Control+Z');
          lines.pop();
          break;
        case 'wait':
          await um32.page.waitForTimeout(step.milliseconds);
      }
    }
    await expect.poll(() => um32.transcript()).toBe(start + lines.map(echoed).join(''));
    await um32.isIn('awaiting-input');
  }
});

test('the browser asks before lines are lost that the program has not asked for yet', async ({
  um32,
  page,
}) => {
  const content = 'r1 := input()\nagain: r2 := again\ngoto r2 in program m[r0]\n';
  await um32.openFile({ name: 'busy.ums', content });
  await um32.isIn('awaiting-input');
  await um32.enter('heard');
  await um32.isIn('running');
  await um32.enter('waits');
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  expect((await asked).type()).toBe('beforeunload');
});
