/**
 * Owns running a program in Chromium, in a worker, as the page does: a browser
 * and a file server of its own for each run, so that no compiled code is left
 * from the one before. Does not know what the figures are for.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { WASM_PACKAGE } from '../../www/setup/project.mjs';
import { chromiumArguments } from '../../www/setup/webdriver.mjs';

/** @typedef {import('./engines.mjs').Measured} Measured */

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Milliseconds after which a run counts as hung. */
const PATIENCE_MS = 600_000;

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
    const answer = await page.evaluate(workerAnswer, `/browser-worker.mjs?${kind}`);
    if (answer.error !== undefined) throw new Error(`${work.name} in Chromium: ${answer.error}`);
    return answer.played;
  } finally {
    await running.close();
    server.close();
  }
}

/**
 * Runs in the page.
 * @param {string} url
 * @returns {Promise<{ played: Measured, error?: string }>}
 */
function workerAnswer(url) {
  const { Worker } = /** @type {any} */ (globalThis);
  return new Promise((resolve, reject) => {
    const worker = new Worker(url, { type: 'module' });
    worker.onmessage = (/** @type {{ data: any }} */ event) => resolve(event.data);
    worker.onerror = (/** @type {{ message: string }} */ event) => reject(new Error(event.message));
  });
}

/**
 * The files of one run, on the loopback.
 * @param {import('./works.mjs').Work} work
 */
async function serve(work) {
  /** @type {Record<string, () => [type: string, body: Uint8Array | string]>} */
  const files = {
    '/': () => ['text/html', '<!doctype html><title>um32 benchmark</title>'],
    '/browser-worker.mjs': () => [
      'text/javascript',
      readFileSync(join(HERE, 'browser-worker.mjs')),
    ],
    '/play.mjs': () => ['text/javascript', readFileSync(join(HERE, 'play.mjs'))],
    '/wasm/um32.js': () => ['text/javascript', readFileSync(join(WASM_PACKAGE, 'um32.js'))],
    '/wasm/um32_bg.wasm': () => [
      'application/wasm',
      readFileSync(join(WASM_PACKAGE, 'um32_bg.wasm')),
    ],
    '/work/image': () => ['application/octet-stream', readFileSync(work.image)],
    '/work/input': () => ['application/octet-stream', work.input],
  };
  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? '/', 'http://localhost').pathname];
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const [type, body] = file();
    response.writeHead(200, { 'Content-Type': type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port on the loopback');
  return {
    address: `http://127.0.0.1:${address.port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
