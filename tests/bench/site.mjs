/**
 * Owns the site that a browser runs one program of the benchmark from, and what
 * its page does. Does not know which browser it is.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WASM_PACKAGE } from '../../www/setup/project.mjs';
import { PACER } from './pacer.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Milliseconds after which a run counts as hung. */
export const PATIENCE_MS = 600_000;

/**
 * @param {'interpreter' | 'translator'} kind
 * @param {import('./works.mjs').Work} work
 */
export function workerUrl(kind, work) {
  return `/browser-worker.mjs?engine=${kind}${end(work)}`;
}

/**
 * For a worker that plays it so often in both engines, in turn.
 * @param {number} rounds
 * @param {import('./works.mjs').Work} work
 */
export function workerInTurnUrl(rounds, work) {
  return `/browser-worker.mjs?rounds=${rounds}${end(work)}`;
}

/** @param {import('./works.mjs').Work} work */
function end(work) {
  return work.leaves ? '&leave' : '';
}

/**
 * Runs in the page.
 * @param {string} url
 * @returns {Promise<{ played: any, error?: string }>} what the worker answers
 */
export function workerAnswer(url) {
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
export async function serve(work) {
  /** @type {Record<string, () => [type: string, body: Uint8Array | string]>} */
  const files = {
    '/': () => ['text/html', '<!doctype html><title>um32 benchmark</title>'],
    '/browser-worker.mjs': () => [
      'text/javascript',
      readFileSync(join(HERE, 'browser-worker.mjs')),
    ],
    '/play.mjs': () => ['text/javascript', readFileSync(join(HERE, 'play.mjs'))],
    '/slice-pacer.mjs': () => ['text/javascript', readFileSync(PACER)],
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
