/** Many lines pasted at a prompt: each is typed once and in order, and what is seen of them is kept. */
import { expect, test } from './um32-page.ts';

const lines = (count: number): string[] => Array.from({ length: count }, (_, nth) => `line ${nth}`);

/** The lines that a transcript of Echo has, as they were typed. */
const typedIn = (transcript: string): string[] => transcript.match(/^line \d+$/gm) ?? [];

test('all are typed, and are entries of the session as if each had been', async ({ um32 }) => {
  await um32.playEcho('first');
  const pasted = lines(300);
  await um32.paste(`${pasted.join('\n')}\nnot ended`);
  await um32.sees('992 enil');
  await um32.sees('not ended');
  expect(typedIn(await um32.transcript())).toEqual(pasted);
  await um32.isIn('awaiting-input');
  await um32.press('Control+C', 'Control+Z');
  await expect.poll(async () => typedIn(await um32.transcript())).toEqual(pasted.slice(0, -1));
  await um32.open('?anew');
  await um32.resume();
  expect(typedIn(await um32.transcript())).toEqual(pasted.slice(0, -1));
});

test('whoever leaves the page in their midst comes back to all that was seen', async ({
  um32,
  page,
}) => {
  await um32.playEcho('first');
  await um32.paste(`${lines(5_000).join('\n')}\n`);
  await um32.sees(/^line [3-9]\d\d$/m);
  const seen = typedIn(await um32.screen()).at(-1);
  page.on('dialog', (dialog) => void dialog.accept());
  await um32.open('?anew');
  await um32.resume();
  const kept = typedIn(await um32.transcript());
  expect(kept).toEqual(lines(kept.length));
  expect(kept).toContain(seen);
});

test('^C drops those that wait, and no other', async ({ um32 }) => {
  await um32.playEcho('first');
  await um32.paste(`${lines(5_000).join('\n')}\n`);
  await um32.sees(/^line [1-9]\d\d$/m);
  await um32.press('Control+C');
  await um32.isIn('awaiting-input');
  await um32.echo('after');
  const typed = typedIn(await um32.transcript());
  expect(typed).toEqual(lines(typed.length));
  expect(typed.length).toBeLessThan(5_000);
  expect(await um32.screen()).not.toContain('to send');
});
