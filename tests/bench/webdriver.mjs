/**
 * Owns running a program in Firefox and in WebKitGTK, in a worker, by WebDriver:
 * a browser, a driver and a site of its own for each run. Only the four commands
 * that takes of https://www.w3.org/TR/webdriver2/. Does not know what the figures
 * are for, and installs nothing.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { PATIENCE_MS, serve, workerAnswer, workerUrl } from './site.mjs';

/**
 * @typedef {object} DrivenBrowser
 * @property {string} browser full path
 * @property {string} driver full path
 * @property {string} capabilities path of a file of www/setup/webdriver.mjs
 * @property {string[]} [wrapper] a command that starts the driver, such as a screen
 * @property {Record<string, string>} [env]
 */

/** Milliseconds for a driver to answer at all. */
const START_MS = 20_000;

/**
 * @param {DrivenBrowser} browser
 * @param {import('./works.mjs').Work} work
 * @param {'interpreter' | 'translator'} kind
 * @returns {Promise<import('./engines.mjs').Measured>}
 */
export async function playByDriver(browser, work, kind) {
  const site = await serve(work);
  const port = await freePort();
  const [program = '', ...args] = [...(browser.wrapper ?? []), browser.driver, `--port=${port}`];
  const env = { ...process.env, ...browser.env };
  // A group of its own: a wrapper does not pass the end on to the driver.
  const driver = spawn(program, args, { env, stdio: 'ignore', detached: true });
  const base = `http://127.0.0.1:${port}`;
  try {
    await answering(base);
    const capabilities = { alwaysMatch: JSON.parse(readFileSync(browser.capabilities, 'utf8')) };
    const { sessionId } = await command(base, 'POST', '/session', { capabilities });
    const session = `/session/${sessionId}`;
    try {
      await command(base, 'POST', `${session}/timeouts`, { script: PATIENCE_MS });
      await command(base, 'POST', `${session}/url`, { url: site.address });
      const script = `const done = arguments[1]; (${workerAnswer})(arguments[0]).then(done, (error) => done({ error: String(error) }));`;
      const answer = await command(base, 'POST', `${session}/execute/async`, {
        script,
        args: [workerUrl(kind, work)],
      });
      if (answer.error !== undefined) throw new Error(`${work.name}: ${answer.error}`);
      return answer.played;
    } finally {
      await command(base, 'DELETE', session).catch(() => undefined);
    }
  } finally {
    if (driver.pid !== undefined) process.kill(-driver.pid);
    site.close();
  }
}

/**
 * @param {string} base
 * @param {'POST' | 'DELETE'} method
 * @param {string} path
 * @param {object} [body]
 */
async function command(base, method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(PATIENCE_MS),
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
function freePort() {
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
