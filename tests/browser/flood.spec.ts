/** A program that prints for ever: the page answers, pauses, and its memory stays. */
import { expect, test } from './um32-page.ts';

const FLOOD = `
    r4 := 32
again:
    r1 := 27
    r5 := 126
    output r4
    r3 := 1
    r4 := r4 + r3
    r5 := r4 / r5
    r2 := again
    r6 := wrap
    if (r5 != 0) r2 := r6
    goto r2 in program m[r0]
wrap:
    r4 := 10
    output r4
    r4 := 32
    r2 := again
    goto r2 in program m[r0]
`;

/** The longest a person must wait for an answer of the page. */
const PATIENCE_MS = 250;

test(
  'output without end leaves the page responsive, and a pause works',
  { tag: '@alone' },
  async ({ um32, page }, testInfo) => {
    await um32.openFile({ name: 'flood.ums', content: FLOOD });
    await um32.isIn('running');
    await um32.sees('{|}');

    const frames = await page.evaluate(
      () =>
        new Promise<number[]>((done) => {
          const gaps: number[] = [];
          let last = performance.now();
          const frame = (now: number): void => {
            gaps.push(now - last);
            last = now;
            if (gaps.length < 120) requestAnimationFrame(frame);
            else done(gaps);
          };
          requestAnimationFrame(frame);
        }),
    );
    const sorted = frames.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    testInfo.annotations.push({
      type: 'frames',
      description: `median ${median.toFixed(0)} ms, worst ${sorted.at(-1)?.toFixed(0)} ms`,
    });
    expect(median).toBeLessThan(100);
    expect(sorted[Math.floor(sorted.length * 0.95)]).toBeLessThan(PATIENCE_MS);

    // What is typed shows while the output goes by.
    await um32.type('typed in the flood');
    await um32.sees('typed in the flood', 5_000);

    const inspector = await page.context().newCDPSession(page);
    const heapBytes = async (): Promise<number> => {
      await inspector.send('HeapProfiler.collectGarbage');
      const { usedSize } = await inspector.send('Runtime.getHeapUsage');
      return usedSize;
    };
    const before = await heapBytes();
    await page.waitForTimeout(5_000);
    const grown = (await heapBytes()) - before;
    testInfo.annotations.push({ type: 'heap', description: `${(grown / 1e6).toFixed(1)} MB more` });
    // The transcript and the scrollback fill up to their bounds.
    expect(grown).toBeLessThan(40_000_000);

    await page.getByRole('button', { name: 'Pause' }).click();
    await um32.isIn('paused', 1_000);
    const still = async (): Promise<string> => {
      const first = await um32.screen();
      await page.waitForTimeout(300);
      return (await um32.screen()) === first ? 'still' : 'moving';
    };
    await expect.poll(still, { timeout: 5_000 }).toBe('still');
    await um32.sees('typed in the flood');
    await um32.picture('flood-paused');
    await page.getByRole('button', { name: 'Run on' }).click();
    await um32.isIn('running', 1_000);
    await um32.press('Alt+Shift+X');
    await expect(page.locator('.welcome')).toBeVisible();
  },
);
