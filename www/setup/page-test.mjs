/**
 * Owns the check of the page in browsers that Playwright does not drive as they
 * are installed: a program is played, every panel opens, the session goes on
 * after a reload, and both engines come to the same result. What the page does
 * in detail is tested in tests/browser.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { reasonOf } from '../wording/reason.mjs';
import { drive, freePort } from './driven-browser.mjs';
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
      const port = await freePort();
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
        await drive(browser, PATIENCE_MS, async (driven) => {
          await play(driven, address);
          await compareEngines(driven, address);
        });
        return PASSED;
      } catch (error) {
        say(`The page in ${name}: ${reasonOf(error)}`);
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
        "const tab = [...document.querySelectorAll('[role=tab]')].find((one) => one.textContent === arguments[0]); const panel = document.getElementById(tab.getAttribute('aria-controls')); return panel.checkVisibility() && panel.innerText.trim() !== ''",
        panel,
      ),
    );
  }

  await open(address);
  await clicked(driven, 'button', 'Continue');
  await asks();
  await shows('reversed  skayak');
  await type('again');
  await shows('reversed  niaga');
  await asks();
  // As after a press beside the terminal.
  await call('document.activeElement.blur()');
  await type('nowhere');
  await shows('reversed  erehwon');
}

const ROUNDS = 3_000_000;
const FACTOR = 1_103_515;
const LETTER = `
    r4 := r5 nand r7
    r4 := r4 nand r4
    r4 := r4 + r6
    output r4
    r5 := r5 / r3`;
/** Mixes a number in an array for some millions of rounds, prints it in letters. */
const MIXES = `
    r2 := ${ROUNDS}
    r1 := r1 nand r1
    r6 := ${FACTOR}
    r4 := 3
    r7 := map segment (r4 words)
again:
    r4 := 2
    r5 := m[r7][r4]
    r5 := r5 * r6
    r5 := r5 + r2
    m[r7][r4] := r5
    r2 := r2 + r1
    r3 := again
    r4 := done
    if (r2 != 0) r4 := r3
    goto r4 in program m[r0]
done:
    r3 := 16
    r7 := 15
    r6 := 97
    ${LETTER.repeat(8)}
    halt
`;

/** What that prints. */
function mixed() {
  let value = 0;
  for (let left = ROUNDS; left > 0; left--) value = (Math.imul(value, FACTOR) + left) >>> 0;
  const nibbles = Array.from({ length: 8 }, (_, place) => (value >>> (4 * place)) & 15);
  return String.fromCharCode(...nibbles.map((nibble) => 97 + nibble));
}

/**
 * Runs a program on either engine: the same result, after as many instructions,
 * and the translator's nearly all in compiled code.
 * @param {Driven} driven
 * @param {string} address
 */
async function compareEngines(driven, address) {
  const { open, call, press } = driven;
  const expected = mixed();
  await open(address);
  await eventually('the page is there', () =>
    call("return document.querySelector('.sample') !== null"),
  );
  await press(ALT, SHIFT, 'e');
  const shares = [];
  const counts = [];
  for (const engine of ['Translator', 'Interpreter']) {
    await clicked(driven, '[role=tabpanel] label', engine);
    await call(
      "const data = new DataTransfer(); data.items.add(new File([arguments[0]], 'mixes.ums')); document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))",
      MIXES,
    );
    await eventually(`the ${engine.toLowerCase()} prints ${expected} and halts`, () =>
      call(
        "return document.querySelector('#state')?.dataset.state === 'halted' && document.querySelector('.xterm-rows').textContent.includes(arguments[0]) && document.body.innerText.includes('This program: ' + arguments[1])",
        expected,
        engine.toLowerCase(),
      ),
    );
    const [share, instructions] = await eventually('the panel tells the figures', () =>
      call(
        "const term = [...document.querySelectorAll('.engine-figures dt')].find((name) => name.textContent.includes('Instructions')); const told = term?.nextElementSibling.textContent; return told && [Number.parseFloat(document.querySelector('.share-figure')?.textContent ?? '0'), told]",
      ),
    );
    shares.push(share);
    counts.push(instructions);
  }
  if (!(shares[0] > 60)) throw new Error(`Only ${shares[0]} % ran in compiled code.`);
  if (counts[0] !== counts[1]) throw new Error(`Instructions differ: ${counts.join(' and ')}.`);
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
 * Waits until something holds; what it answered then.
 * @param {string} what
 * @param {() => Promise<any>} holds
 */
async function eventually(what, holds) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const is = await holds().catch((error) => {
      if (Date.now() > end) throw error;
      return false;
    });
    if (is) return is;
    if (Date.now() > end) throw new Error(`This did not happen in time: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
