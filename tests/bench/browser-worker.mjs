/**
 * Owns the benchmark's worker in a browser: plays one program and answers with
 * its figures and the digest of its output. Its URL's search names the engine.
 */
import { play } from './play.mjs';

const scope = /** @type {any} */ (globalThis);

/** @param {string} url */
async function fetchBytes(url) {
  const response = await scope.fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function answer() {
  const url = '/wasm/um32.js';
  const translates = scope.location.search === '?translator';
  const [engine, image, input] = await Promise.all([
    import(url),
    fetchBytes('/work/image'),
    fetchBytes('/work/input'),
  ]);
  await engine.default();
  const { ms, instructions, output } = play(engine, image, input, translates);
  const whole = await new scope.Blob(output).arrayBuffer();
  const digest = new Uint8Array(await scope.crypto.subtle.digest('SHA-256', whole));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { ms, instructions, sha256 };
}

answer().then(
  (played) => scope.postMessage({ played }),
  (error) => scope.postMessage({ error: String(error?.stack ?? error) }),
);
