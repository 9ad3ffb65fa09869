/**
 * Owns the benchmark's worker in a browser: plays one program and answers with
 * its figures and the digest of its output. Its URL's search names the `engine` and, with
 * `leave`, where to end; with `rounds` it plays the program so often in both engines, in turn.
 */
import { play } from './play.mjs';

/** From the page's being there to a person's opening a program. */
const PERSON_MS = 500;
/** From one program to the next, when several are played. */
const REST_MS = 5;
const IN_TURN = /** @type {const} */ (['interpreter', 'translator']);

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
  const search = new scope.URLSearchParams(scope.location.search);
  const [engine, { SlicePacer }, image, input] = await Promise.all([
    import(url),
    import(pacerUrl),
    fetchBytes('/work/image'),
    fetchBytes('/work/input'),
  ]);
  await engine.default();
  warmUp(engine);
  // Nobody opens a program sooner. Browsers compile the engine itself meanwhile.
  await pause(PERSON_MS);
  const playOnce = async (/** @type {string} */ kind) => {
    const how = { translates: kind === 'translator', leaves: search.has('leave') };
    const { output, ...figures } = play(engine, image, input, how, new SlicePacer());
    return { ...figures, sha256: await digest(output) };
  };
  const rounds = Number(search.get('rounds') ?? 0);
  if (rounds === 0) return playOnce(search.get('engine') ?? '');
  /** @type {{ interpreter: number[], translator: number[] }} */
  const times = { interpreter: [], translator: [] };
  /** @type {string | undefined} */
  let printed;
  for (let round = 0; round < rounds; round++) {
    // Each comes after itself and after the other equally often: what one leaves behind,
    // garbage to collect and a memory to give back, costs the next.
    for (const kind of round % 2 === 0 ? IN_TURN : IN_TURN.toReversed()) {
      const { ms, sha256 } = await playOnce(kind);
      printed ??= sha256;
      if (sha256 !== printed) throw new Error(`the ${kind} printed something else`);
      times[kind].push(ms);
      // A memory of its own for each, as for each program that is opened in the page.
      engine.__wbg_reset_state();
      await pause(REST_MS);
    }
  }
  return times;
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => scope.setTimeout(resolve, ms));
}

/** @param {Uint8Array[]} output */
async function digest(output) {
  const whole = await new scope.Blob(output).arrayBuffer();
  const bytes = new Uint8Array(await scope.crypto.subtle.digest('SHA-256', whole));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
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
