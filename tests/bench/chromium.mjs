/**
 * Owns running a program in Chromium, in a worker, as the page does: a browser
 * and a file server of its own for each run, so that no compiled code is left
 * from the one before. Does not know what the figures are for.
 */
import { chromium } from '@playwright/test';
import { chromiumArguments } from '../../www/setup/webdriver.mjs';
import { PATIENCE_MS, serve, workerAnswer, workerInTurnUrl, workerUrl } from './site.mjs';

/** @typedef {import('./engines.mjs').Measured} Measured */
/** @typedef {import('./works.mjs').Work} Work */

/**
 * @param {string} browser full path
 * @param {Work} work
 * @param {'interpreter' | 'translator'} kind
 * @returns {Promise<Measured>}
 */
export function playInChromium(browser, work, kind) {
  return answerInChromium(browser, work, workerUrl(kind, work));
}

/**
 * Plays it in both engines in one worker, in turn; milliseconds by round.
 * @param {string} browser full path
 * @param {Work} work
 * @param {number} rounds
 * @returns {Promise<{ interpreter: number[], translator: number[] }>}
 */
export function playInTurnInChromium(browser, work, rounds) {
  return answerInChromium(browser, work, workerInTurnUrl(rounds, work));
}

/**
 * @param {string} browser
 * @param {Work} work
 * @param {string} url of the worker
 */
async function answerInChromium(browser, work, url) {
  const server = await serve(work);
  const running = await chromium.launch({ executablePath: browser, args: chromiumArguments() });
  try {
    const page = await running.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(server.address);
    const answer = await page.evaluate(workerAnswer, url);
    if (answer.error !== undefined) throw new Error(`${work.name} in Chromium: ${answer.error}`);
    return answer.played;
  } finally {
    await running.close();
    server.close();
  }
}
