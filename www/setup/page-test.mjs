/**
 * Owns the check of the page in browsers that Playwright does not drive as they
 * are installed: a program is played, every panel opens, and the session goes on
 * after a reload. What the page does in detail is tested in tests/browser.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { drive } from './driven-browser.mjs';
import { ROOT } from './project.mjs';
import { say } from './say.mjs';
import { FAILED, PASSED } from './steps.mjs';

/** @typedef {import('./driven-browser.mjs').Driven} Driven */

const PATIENCE_MS = 60_000;
/** WebDriver's names of keys. */
const [ENTER, SHIFT, ALT] = ['\uE007', '\uE008', '\uE00A'];

/**
 * @param {string} name the browser's
 * @param {() => Promise<import('./driven-browser.mjs').DrivenBrowser>} reach
 * @returns {import('./steps.mjs').Step}
 */
export function pageTest(name, reach) {
  return {
    name: `the page in ${name}`,
    async run() {
      const browser = await reach();
      const port = 20_000 + (process.pid % 20_000);
      const server = spawn(
        process.execPath,
        [join(ROOT, 'www/setup/start.mjs'), '--port', `${port}`],
        {
          stdio: 'ignore',
          detached: true,
        },
      );
      try {
        const address = `http://localhost:${port}/`;
        await eventually('the server answers', async () => (await fetch(address)).ok);
        await drive(browser, PATIENCE_MS, (driven) => play(driven, address));
        return PASSED;
      } catch (error) {
        say(`The page in ${name}: ${error instanceof Error ? error.message : error}`);
        return FAILED;
      } finally {
        if (server.pid !== undefined) process.kill(-server.pid);
      }
    },
  };
}

/**
 * @param {Driven} driven
 * @param {string} address
 */
async function play(driven, address) {
  const { open, call, press } = driven;
  const asks = () =>
    eventually('the program asks', () =>
      call("return document.querySelector('#state')?.dataset.state === 'awaiting-input'"),
    );
  const shows = (/** @type {string} */ text) =>
    eventually(`the terminal shows ${text}`, () =>
      call(
        "return (document.querySelector('.xterm-rows')?.textContent ?? '').replaceAll('\\u00a0', ' ').includes(arguments[0])",
        text,
      ),
    );
  const type = async (/** @type {string} */ line) => {
    for (const key of line) await press(key);
    await press(ENTER);
  };

  await open(address);
  await clicked(driven, '.sample', 'Echo');
  await asks();
  await type('kayaks');
  await shows('reversed  skayak');
  await asks();

  await press(ALT, SHIFT, 'n');
  await eventually('the panels open', () =>
    call("return document.querySelectorAll('[role=tab]').length > 0"),
  );
  const panels = await call(
    "return [...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)",
  );
  for (const panel of panels) {
    await clicked(driven, '[role=tab]', panel);
    await eventually(`the panel ${panel} shows something`, () =>
      call(
        "return [...document.querySelectorAll('[role=tabpanel]')].some((panel) => panel.checkVisibility() && panel.textContent.trim() !== '')",
      ),
    );
  }

  await open(address);
  await clicked(driven, 'button', 'Continue');
  await asks();
  await shows('reversed  skayak');
  await type('again');
  await shows('reversed  niaga');
}

/**
 * Clicks what has this text, once it is there.
 * @param {Driven} driven
 * @param {string} selector
 * @param {string} text
 */
function clicked({ call }, selector, text) {
  return eventually(`there is ${text} to click`, () =>
    call(
      'const it = [...document.querySelectorAll(arguments[0])].find((one) => one.checkVisibility() && one.textContent.includes(arguments[1])); it?.click(); return it !== undefined',
      selector,
      text,
    ),
  );
}

/**
 * @param {string} what
 * @param {() => Promise<boolean>} holds
 */
async function eventually(what, holds) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const is = await holds().catch((error) => {
      if (Date.now() > end) throw error;
      return false;
    });
    if (is) return;
    if (Date.now() > end) throw new Error(`This did not happen in time: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
