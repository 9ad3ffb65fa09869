/**
 * How soon the page answers while SANDmark runs, compiling included: from a key
 * to the pill, and from a command to the worker's word on it. Timestamps are
 * taken in the page and in the worker; nothing of the test runner is in them.
 */
import type { Page, TestInfo } from '@playwright/test';
import { expect, realProgram, test, type Um32Page } from './um32-page.ts';

const TRIES = 25;
/** What is wanted on a quiet machine, in milliseconds. */
const MEDIAN_MS = 20;
const WORST_MS = 50;
/** Other work on the machine makes the browser wait its turn: beyond this much more it is our fault. */
const PATIENCE = 4;

/** What happened when, in milliseconds since 1970, as the page's script below writes it down. */
interface Moment {
  what: string;
  at: number;
}

declare global {
  interface Window {
    moments: Moment[];
  }
}

/** Writes down every key, command, answer and state of the pill. */
async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const now = (): number => performance.timeOrigin + performance.now();
    window.moments = [];
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }) => {
          if (data.type === 'state') window.moments.push({ what: `says ${data.state}`, at: now() });
        });
      }

      override postMessage(message: { type: string }, given?: unknown): void {
        window.moments.push({ what: `asks ${message.type}`, at: now() });
        super.postMessage(message, given as Transferable[]);
      }
    };
    addEventListener(
      'keydown',
      ({ code, timeStamp }) => {
        window.moments.push({ what: `key ${code}`, at: performance.timeOrigin + timeStamp });
      },
      { capture: true },
    );
    addEventListener('DOMContentLoaded', () => {
      const pill = document.getElementById('state') as HTMLElement;
      new MutationObserver(() => {
        window.moments.push({ what: `pill ${pill.dataset.state}`, at: now() });
      }).observe(pill, { attributeFilter: ['data-state'] });
    });
  });
}

/**
 * Milliseconds from each `from` to the first `to` after it that no later `from` precedes. A run
 * that is over answers nothing: what is typed then comes back in the next one.
 */
function waits(moments: readonly Moment[], from: string, to: string): number[] {
  const found: number[] = [];
  let began: number | undefined;
  let isOver = false;
  for (const { what, at } of moments) {
    if (what === 'says running') isOver = false;
    if (what === 'says halted') {
      isOver = true;
      began = undefined;
    }
    if (what === from && !isOver) began = at;
    if (what === to && began !== undefined) {
      found.push(at - began);
      began = undefined;
    }
  }
  return found;
}

function judge(what: string, found: readonly number[], testInfo: TestInfo): void {
  const sorted = found.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const worst = sorted.at(-1) ?? Number.NaN;
  const figures = `${what}: median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms of ${sorted.length}`;
  testInfo.annotations.push({ type: 'response', description: figures });
  console.log(`    ${figures}`);
  expect(sorted.length, what).toBeGreaterThanOrEqual(20);
  expect(median, figures).toBeLessThan(MEDIAN_MS * PATIENCE);
  expect(worst, figures).toBeLessThan(WORST_MS * PATIENCE);
}

/** Not always at the same point of a slice or of the program. */
const moment = (page: Page, number: number): Promise<void> =>
  page.waitForTimeout(20 + ((number * 37) % 100));

const stateOf = (page: Page): Promise<string | null> =>
  page.locator('#state').getAttribute('data-state');

/** A run of SANDmark is soon over; the next one compiles everything anew. */
async function keepRunning(um32: Um32Page): Promise<void> {
  if ((await stateOf(um32.page)) !== 'halted') return;
  await um32.press('Alt+Shift+R');
  await um32.isIn('running');
}

// A trace takes pictures of the page's insides at every step, which the page would wait for.
test.use({ trace: 'off' });

test.beforeEach(({ page }) => watch(page));

test(
  'a pause is answered at once while SANDmark runs',
  { tag: '@alone' },
  async ({ um32, page }, testInfo) => {
    await um32.openFile(realProgram('sandmark.umz'));
    for (let paused = 0; paused < TRIES; ) {
      await keepRunning(um32);
      await moment(page, paused);
      await um32.press('Alt+Shift+P');
      await expect(page.locator('#state')).toHaveAttribute('data-state', /paused|halted/);
      if ((await stateOf(page)) !== 'paused') continue;
      paused++;
      await um32.press('Alt+Shift+P');
    }
    const moments = await page.evaluate(() => window.moments);
    judge('pause, command to answer', waits(moments, 'asks pause', 'says paused'), testInfo);
    judge('pause, key to pill', waits(moments, 'key KeyP', 'pill paused'), testInfo);
  },
);

test(
  'a stop is answered at once while SANDmark runs',
  { tag: '@alone' },
  async ({ um32, page }, testInfo) => {
    for (let number = 0; number < TRIES; number++) {
      await um32.openFile(realProgram('sandmark.umz'));
      await um32.isIn('running');
      await moment(page, number);
      await um32.press('Alt+Shift+X');
      await expect(page.locator('#welcome')).toBeVisible();
    }
    const moments = await page.evaluate(() => window.moments);
    judge('stop, command to answer', waits(moments, 'asks stop', 'says empty'), testInfo);
    judge('stop, key to pill', waits(moments, 'key KeyX', 'pill empty'), testInfo);
  },
);

test(
  'what is typed is shown, and taken, at once while SANDmark runs',
  { tag: '@alone' },
  async ({ um32, page }, testInfo) => {
    await um32.openFile(realProgram('sandmark.umz'));
    await um32.isIn('running');
    const worker = page.workers()[0];
    await worker?.evaluate(() => {
      const taken: { what: string; at: number }[] = [];
      Object.assign(self, { taken });
      // After the worker's own listener: what is written down has been done.
      self.addEventListener('message', ({ data }) => {
        if (data.type !== 'input') return;
        taken.push({ what: 'takes input', at: performance.timeOrigin + performance.now() });
      });
    });
    await page.evaluate(() => {
      const rows = document.querySelector('.xterm-rows') as HTMLElement;
      let shown = 0;
      new MutationObserver(() => {
        const typed = rows.textContent?.match(/~/g)?.length ?? 0;
        if (typed > shown) {
          window.moments.push({ what: 'shows it', at: performance.timeOrigin + performance.now() });
        }
        shown = typed;
      }).observe(rows, { childList: true, subtree: true, characterData: true });
    });
    for (let number = 0; number < TRIES; number++) {
      await moment(page, number);
      await keepRunning(um32);
      await um32.type('~');
      await page.waitForTimeout(100);
      await um32.press('Backspace');
    }
    // In raw mode every key is the program's at once.
    await um32.press('Alt+Shift+M');
    for (let number = 0; number < TRIES; number++) {
      await moment(page, number);
      if ((await stateOf(page)) === 'halted') {
        await um32.press('Alt+Shift+R');
        if (await page.locator('.card').count()) await um32.choose('Restart');
        await um32.isIn('running');
      }
      await um32.type('a');
    }
    const moments = await page.evaluate(() => window.moments);
    const taken = await worker?.evaluate(() => (self as unknown as { taken: Moment[] }).taken);
    const all = [...moments, ...(taken ?? [])].toSorted((a, b) => a.at - b.at);
    judge('typed letter, key to screen', waits(all, 'key Backquote', 'shows it'), testInfo);
    judge('typed letter, command to its taking', waits(all, 'asks input', 'takes input'), testInfo);
  },
);
