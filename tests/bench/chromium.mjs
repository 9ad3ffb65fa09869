/**
 * Owns running a program in Chromium, in a worker, as the page does: a browser
 * and a file server of its own for each run, so that no compiled code is left
 * from the one before. Does not know what the figures are for.
 */
import { chromium } from '@playwright/test';
import { chromiumArguments } from '../../www/setup/webdriver.mjs';
import { PATIENCE_MS, serve, workerAnswer, workerUrl } from './site.mjs';

/** @typedef {import('./engines.mjs').Measured} Measured */

/**
 * @param {string} browser full path
 * @param {import('./works.mjs').Work} work
 * @param {'interpreter' | 'translator'} kind
 * @returns {Promise<Measured>}
 */
export async function playInChromium(browser, work, kind) {
  const server = await serve(work);
  const running = await chromium.launch({ executablePath: browser, args: chromiumArguments() });
  try {
    const page = await running.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(server.address);
    const answer = await page.evaluate(workerAnswer, workerUrl(kind, work));
    if (answer.error !== undefined) throw new Error(`${work.name} in Chromium: ${answer.error}`);
    return answer.played;
  } finally {
    await running.close();
    server.close();
  }
}
