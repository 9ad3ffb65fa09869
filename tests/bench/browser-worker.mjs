/**
 * Owns the benchmark's worker in a browser: plays one program and answers with
 * its figures and the digest of its output. Its URL's search names the engine and, with `&leave`, where to end.
 */
import { play } from './play.mjs';

/** From the page's being there to a person's opening a program. */
const PERSON_MS = 500;

const scope = /** @type {any} */ (globalThis);

/** @param {string} url */
async function fetchBytes(url) {
  const response = await scope.fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function answer() {
  const url = '/wasm/um32.js';
  const pacerUrl = '/slice-pacer.mjs';
  const [kind, end] = scope.location.search.slice(1).split('&');
  const how = { translates: kind === 'translator', leaves: end === 'leave' };
  const [engine, { SlicePacer }, image, input] = await Promise.all([
    import(url),
    import(pacerUrl),
    fetchBytes('/work/image'),
    fetchBytes('/work/input'),
  ]);
  await engine.default();
  warmUp(engine);
  // Nobody opens a program sooner. Browsers compile the engine itself meanwhile.
  await new Promise((resolve) => scope.setTimeout(resolve, PERSON_MS));
  const pacer = new SlicePacer();
  const { ms, instructions, slices, output } = play(engine, image, input, how, pacer);
  const whole = await new scope.Blob(output).arrayBuffer();
  const digest = new Uint8Array(await scope.crypto.subtle.digest('SHA-256', whole));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { ms, instructions, slices, sha256 };
}

/**
 * As the page's worker does while nobody has opened a program yet: see
 * www/worker/running/warm-up.ts.
 * @param {typeof import('../../www/wasm/um32.js')} engine
 */
function warmUp(engine) {
  const machine = engine.Machine.ofImage(engine.warmUpImage(), 16 << 20);
  machine.translate(100);
  const end = performance.now() + 100;
  while (performance.now() < end) machine.run(50_000);
  engine.__wbg_reset_state();
}

answer().then(
  (played) => scope.postMessage({ played }),
  (error) => scope.postMessage({ error: String(error?.stack ?? error) }),
);
