/**
 * Owns running a program in Firefox and in WebKitGTK, in a worker, by WebDriver:
 * a browser and a site of its own for each run. Does not know what the figures
 * are for.
 */
import { drive } from '../../www/setup/driven-browser.mjs';
import { PATIENCE_MS, serve, workerAnswer, workerUrl } from './site.mjs';

/**
 * @param {import('../../www/setup/driven-browser.mjs').DrivenBrowser} browser
 * @param {import('./works.mjs').Work} work
 * @param {'interpreter' | 'translator'} kind
 * @returns {Promise<import('./engines.mjs').Measured>}
 */
export async function playByDriver(browser, work, kind) {
  const site = await serve(work);
  try {
    return await drive(browser, PATIENCE_MS, async ({ open, callAsync }) => {
      await open(site.address);
      const script = `const done = arguments[1]; (${workerAnswer})(arguments[0]).then(done, (error) => done({ error: String(error) }));`;
      const answer = await callAsync(script, workerUrl(kind, work));
      if (answer.error !== undefined) throw new Error(`${work.name}: ${answer.error}`);
      return answer.played;
    });
  } finally {
    site.close();
  }
}
