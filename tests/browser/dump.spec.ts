/** A dump is offered where it was printed and after, whichever way one comes there; UMIX’s own is in umix.spec.ts. */
import { expect, test } from './um32-page.ts';

/** What is dumped: three platters, of which the last halts. */
const IMAGE = [0xd0, 0, 0, 0x48, 0xa0, 0, 0, 0, 0x70, 0, 0, 0];

/** Prints its dump at each letter d, and a prompt at each line feed. */
const DUMPER = `
ask:
    r5 := prompt
next:
    r1 := m[r0][r5]
    r2 := r1 nand r1                // 0 at the end of what is to be said
    r3 := read
    r4 := put
    if (r2 != 0) r3 := r4
    goto r3 in program m[r0]
put:
    output r1
    r1 := 1
    r5 := r5 + r1
    r3 := next
    goto r3 in program m[r0]
read:
    r1 := input()
    r2 := 10
    r2 := r2 nand r2
    r3 := 1
    r2 := r2 + r3
    r2 := r1 + r2
    r3 := ask
    r4 := is_d
    if (r2 != 0) r3 := r4
    goto r3 in program m[r0]
is_d:
    r2 := 100
    r2 := r2 nand r2
    r3 := 1
    r2 := r2 + r3
    r2 := r1 + r2
    r5 := dump
    r3 := next
    r4 := read
    if (r2 != 0) r3 := r4
    goto r3 in program m[r0]
prompt: .string "ready? "
    .data 0xffffffff
dump: .string "UM program follows colon:"
${IMAGE.map((byte) => `    .data ${byte}`).join('\n')}
    .data 0xffffffff
`;

test('going back takes a dump’s card away, going forth or printing it again brings it once', async ({
  um32,
  page,
}) => {
  await um32.openFile({ name: 'dumper.ums', content: DUMPER });
  const card = page.locator('.card', { hasText: 'dumper.ums printed a program: 12 bytes' });
  const line = async (text: string, prompts: number): Promise<void> => {
    await um32.enter(text);
    await has(prompts);
  };
  const has = (prompts: number): Promise<void> =>
    expect
      .poll(async () => (await um32.screen()).split('ready?').length - 1, { timeout: 15_000 })
      .toBe(prompts);
  await has(1);
  await line('x', 2);
  await line('d', 3);
  await line('x', 4);
  await expect(card).toHaveCount(1);

  await um32.press('Control+Z');
  await has(3);
  await expect(card).toHaveCount(1);
  await um32.press('Control+Z');
  await has(2);
  await expect(card).toHaveCount(0);
  await um32.press('Control+Shift+Z');
  await has(3);
  await expect(card).toHaveCount(1);
  await um32.press('Control+Z');
  await has(2);
  await expect(card).toHaveCount(0);

  // Typed again it is the same dump, under the same name.
  await line('d', 3);
  await expect(card).toHaveCount(1);
  const { name, bytes } = await um32.saved(() =>
    card.getByRole('button', { name: 'Download dump-1.um' }).click(),
  );
  expect(name).toBe('dump-1.um');
  expect([...bytes]).toEqual(IMAGE);

  // Another line instead: there is no dump on this way.
  await um32.press('Control+Z');
  await has(2);
  await line('y', 3);
  await um32.press('Control+Z');
  await has(2);
  await um32.press('Control+Shift+Z');
  await has(3);
  await expect(card).toHaveCount(0);
});

test('a dump that was downloaded and opened is no longer offered', async ({ um32, page }) => {
  await um32.openFile({ name: 'dumper.ums', content: DUMPER });
  await um32.isIn('awaiting-input');
  await um32.enter('d');
  const card = page.locator('.card', { hasText: 'dumper.ums printed a program: 12 bytes' });
  await expect(card).toHaveCount(1);
  const { name, bytes } = await um32.saved(() => um32.choose('Download'));
  // Another program leaves it there.
  await um32.openFile({ name: 'other.ums', content: 'halt' });
  await um32.choose('Open other.ums');
  await um32.isIn('halted');
  await expect(card).toHaveCount(1);
  await um32.openFile({ name, content: bytes });
  await um32.sees('H');
  await expect(card).toHaveCount(0);
});

test('whoever comes back to a program that ended in a dump can have it printed again', async ({
  um32,
  page,
}) => {
  const bytes = [...Buffer.from('UM program follows colon:'), ...IMAGE];
  const prints = bytes.map((byte) => `r1 := ${byte}; output r1`).join('\n');
  // Two bytes of input, the letter and the line feed.
  const content = `r2 := input(); r2 := input()\n${prints}\nhalt\n`;
  await um32.openFile({ name: 'printer.ums', content });
  await um32.isIn('awaiting-input');
  await um32.enter('p');
  const card = page.locator('.card', { hasText: 'printer.ums printed a program: 12 bytes' });
  await expect(card).toHaveCount(1);
  await um32.isIn('halted');

  await page.reload();
  await um32.offer.waitFor();
  await um32.press('Enter');
  await expect(page.locator('.card')).toContainText('printer.ums has ended');
  await um32.picture('ended');
  await um32.choose('Print its program again');
  await expect(card).toHaveCount(1);
  await um32.isIn('halted');
  await expect(page.locator('.card')).toHaveCount(1);
  expect(await um32.screen()).toBe('p\nUM program follows colon:');
  await um32.choose('Boot it');
  await um32.sees('H');
});
