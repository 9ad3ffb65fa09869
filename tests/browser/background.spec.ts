/**
 * A tab that nobody looks at: its program goes on, and the tab says what became of it. Tests cannot
 * send a tab out of sight; what the browser then says and leaves undone is imitated.
 */
import { counting } from './counting.ts';
import { expect, test, type Um32Page } from './um32-page.ts';

/** Waits for a byte, then prints eight million of them, and halts. */
const FLOOD = `
    r1 := input()
    r2 := 8192
    r4 := r4 nand r4
line:
    r3 := 1023
letter:
    r1 := 'x'
    output r1
    r3 := r3 + r4
    r5 := letter
    r7 := over
    if (r3 != 0) r7 := r5
    goto r7 in program m[r0]
over:
    r1 := 10
    output r1
    r2 := r2 + r4
    r5 := line
    r7 := end
    if (r2 != 0) r7 := r5
    goto r7 in program m[r0]
end:
    halt
`;

/** Waits for a byte, computes for long enough to be seen to, waits for another, and halts. */
const SLOW = `
    r1 := input()
${counting(12)}
    r1 := input()
    halt
`;

/** The page anew; from `holdFrames` on it paints nothing, and from `hide` on it knows that it is out of sight. */
async function openHideable({ page }: Um32Page): Promise<void> {
  await page.addInitScript(() => {
    let isHidden = false;
    let isHeld = false;
    const held: FrameRequestCallback[] = [];
    const frame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (act) =>
      frame((now) => {
        if (isHeld) held.push(act);
        else act(now);
      });
    Object.defineProperty(document, 'hidden', { get: () => isHidden });
    const become = (hidden: boolean): void => {
      isHeld = isHidden = hidden;
      document.dispatchEvent(new Event('visibilitychange'));
    };
    Object.assign(window, {
      holdFrames: () => {
        isHeld = true;
      },
      hide: () => become(true),
      show: () => {
        become(false);
        for (const act of held.splice(0)) act(performance.now());
      },
    });
  });
  await page.reload();
}

const call = ({ page }: Um32Page, name: 'holdFrames' | 'hide' | 'show') =>
  page.evaluate((wanted) => (window as unknown as Record<string, () => void>)[wanted]?.(), name);

test('a program that prints goes on in a tab that is left while a line is being typed', async ({
  um32,
  page,
}) => {
  await openHideable(um32);
  await um32.openFile({ name: 'flood.ums', content: FLOOD });
  await um32.isIn('awaiting-input');
  await call(um32, 'holdFrames');
  // At once: where nothing is being typed the program prints on, and is soon over.
  await um32.paste('\nahead');
  // Until something is painted nothing more is drawn.
  let before = '';
  await expect
    .poll(
      async () => {
        const figures = (await page.locator('#meters').textContent()) ?? '';
        const isStill = figures === before;
        before = figures;
        return isStill;
      },
      { intervals: [600] },
    )
    .toBe(true);
  await expect(page.locator('#state')).toHaveAttribute('data-state', 'running');
  await call(um32, 'hide');
  await expect(page.locator('#state')).toHaveAttribute('data-state', 'halted', { timeout: 60_000 });
});

test('a tab out of sight says in its title what is to come back for, until it is looked at', async ({
  um32,
  page,
}) => {
  await openHideable(um32);
  await um32.openFile({ name: 'slow.ums', content: SLOW });
  await um32.isIn('awaiting-input');
  await call(um32, 'hide');
  // It asked before.
  await expect(page).toHaveTitle('slow.ums · um32');
  await um32.press('Enter');
  await expect(page).toHaveTitle('Your turn · slow.ums · um32', { timeout: 60_000 });
  await call(um32, 'show');
  await expect(page).toHaveTitle('slow.ums · um32');
  await call(um32, 'hide');
  await um32.press('Enter');
  await expect(page).toHaveTitle('Halted · slow.ums · um32');
  await call(um32, 'show');
  await um32.press('Alt+Shift+X');
  await expect(page).toHaveTitle('um32');
});
