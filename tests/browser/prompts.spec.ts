/** What is typed at a prompt, when that prompt goes or its line is wrapped anew. */
import { expect, test } from './um32-page.ts';

/** Asks for a name, then for a password. */
const DOORKEEPER = `
    r5 := prompts
next:
    r1 := m[r0][r5]
    r3 := 1
    r5 := r5 + r3
    r2 := r1 nand r1                // 0 at the end of a prompt
    r3 := read
    r4 := put
    if (r2 != 0) r3 := r4
    goto r3 in program m[r0]
put:
    output r1
    r3 := next
    goto r3 in program m[r0]
read:
    r1 := input()
    r2 := 10
    r2 := r2 nand r2
    r3 := 1
    r2 := r2 + r3
    r2 := r1 + r2
    r3 := next
    r4 := read
    if (r2 != 0) r3 := r4
    goto r3 in program m[r0]
prompts: .string "login: "
    .data 0xffffffff
    .string "password: "
    .data 0xffffffff
`;

test('a password that was begun is not shown at the next prompt', async ({ um32, page }) => {
  const begin = async (): Promise<void> => {
    await um32.sees(/login:$/);
    await um32.isIn('awaiting-input');
    await um32.enter('howie');
    await um32.sees(/password:$/);
    await um32.isIn('awaiting-input');
    await um32.type('hunter2');
    await um32.sees('password: •••••••');
  };
  /** What is typed next stands alone. */
  const isClean = async (): Promise<void> => {
    await um32.isIn('awaiting-input');
    await um32.type('x');
    await um32.sees(/(^|\n|: )x$/);
    expect(await um32.screen()).not.toContain('hunter2');
    await um32.press('Backspace');
  };

  await um32.openFile({ name: 'door.ums', content: DOORKEEPER });
  await begin();
  await um32.press('Alt+Shift+R');
  await um32.sees(/^login:$/);
  await isClean();

  await begin();
  await um32.press('Alt+Shift+H');
  await page.locator('#dock').getByText('the beginning').first().click();
  await page.getByRole('button', { name: 'Go on from here' }).click();
  await um32.sees(/^login:$/);
  await isClean();

  await begin();
  await um32.press('Alt+Shift+X');
  await um32.startSample('Echo');
  await isClean();
});

test('what is typed stands after its prompt, whatever the width it was wrapped to', async ({
  um32,
  page,
}) => {
  await um32.startSample('Mandelbrot');
  await um32.isIn('awaiting-input', 60_000);
  await um32.sees('q: end');
  const prompt = (await um32.screen()).split('\n').at(-1) ?? '';
  for (const width of [360, 500, 1280]) {
    await page.setViewportSize({ width, height: 720 });
    // The terminal has as many columns as fit.
    const terminal = page.locator('.xterm-screen');
    const room = async (): Promise<number> => width - ((await terminal.boundingBox())?.width ?? 0);
    await expect.poll(room).toBeGreaterThanOrEqual(0);
    await expect.poll(room).toBeLessThan(80);
  }
  await um32.type('AB');
  const last = async (): Promise<string> => (await um32.screen()).split('\n').at(-1) ?? '';
  await expect.poll(last).toMatch(/AB$/);
  expect((await last()).replace(/ *AB$/, '')).toBe(prompt);
});
