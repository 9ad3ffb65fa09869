/**
 * Owns a browser that a WebDriver starts: a driver of its own for each, and the
 * few commands of https://www.w3.org/TR/webdriver2/ that are used here. Does not
 * know what is done in the browser, and installs nothing.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * @typedef {object} DrivenBrowser
 * @property {string} browser full path
 * @property {string} driver full path
 * @property {string} capabilities path of a file of www/setup/webdriver.mjs
 * @property {string[]} [wrapper] a command that starts the driver, such as a screen
 * @property {Record<string, string>} [env]
 *
 * @typedef {object} Driven a browser with one window
 * @property {(url: string) => Promise<void>} open
 * @property {(script: string, ...args: unknown[]) => Promise<any>} call the body of a function;
 *   answers what it returns
 * @property {(script: string, ...args: unknown[]) => Promise<any>} callAsync the same; answers what
 *   is given to the function that comes behind the arguments
 * @property {(...keys: string[]) => Promise<void>} press pressed together, in this order
 */

/** Milliseconds for a driver to answer at all. */
const START_MS = 20_000;

/**
 * Starts a browser, and ends it when `act` is done.
 * @template Answer
 * @param {DrivenBrowser} browser
 * @param {number} patienceMs for one command
 * @param {(driven: Driven) => Promise<Answer>} act
 * @returns {Promise<Answer>}
 */
export async function drive(browser, patienceMs, act) {
  const port = await freePort();
  const [program = '', ...args] = [...(browser.wrapper ?? []), browser.driver, `--port=${port}`];
  const env = { ...process.env, ...browser.env };
  // A group of its own: a wrapper does not pass the end on to the driver.
  const driver = spawn(program, args, { env, stdio: 'ignore', detached: true });
  const base = `http://127.0.0.1:${port}`;
  try {
    await answering(base);
    const capabilities = { alwaysMatch: JSON.parse(readFileSync(browser.capabilities, 'utf8')) };
    const send = (/** @type {'POST' | 'DELETE'} */ method, /** @type {string} */ path, body = {}) =>
      command(base, method, path, method === 'POST' ? body : undefined, patienceMs);
    const { sessionId } = await send('POST', '/session', { capabilities });
    const session = `/session/${sessionId}`;
    try {
      await send('POST', `${session}/timeouts`, { script: patienceMs });
      return await act({
        open: (url) => send('POST', `${session}/url`, { url }),
        call: (script, ...args) => send('POST', `${session}/execute/sync`, { script, args }),
        callAsync: (script, ...args) => send('POST', `${session}/execute/async`, { script, args }),
        press: (...keys) => send('POST', `${session}/actions`, { actions: [chord(keys)] }),
      });
    } finally {
      await send('DELETE', session).catch(() => undefined);
    }
  } finally {
    if (driver.pid !== undefined) process.kill(-driver.pid);
  }
}

/** @param {string[]} keys */
function chord(keys) {
  const down = keys.map((value) => ({ type: 'keyDown', value }));
  const up = keys.toReversed().map((value) => ({ type: 'keyUp', value }));
  return { type: 'key', id: 'keyboard', actions: [...down, ...up] };
}

/**
 * @param {string} base
 * @param {'POST' | 'DELETE'} method
 * @param {string} path
 * @param {object | undefined} body
 * @param {number} patienceMs
 */
async function command(base, method, path, body, patienceMs) {
  const response = await fetch(base + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`${path}: ${value?.message ?? response.status}`);
  return value;
}

/** @param {string} base waits until the driver answers there */
async function answering(base) {
  const end = Date.now() + START_MS;
  for (;;) {
    try {
      await fetch(`${base}/status`);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** @returns {Promise<number>} a port that is free just now */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
