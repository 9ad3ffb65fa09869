/**
 * Owns reading how many tests ran from what each test runner prints or writes.
 * A runner that ended badly never counts as passed. Does not run anything.
 */
import { readFileSync } from 'node:fs';

/**
 * @typedef {import('./steps.mjs').Counts} Counts
 * @typedef {import('./command.mjs').Outcome} Outcome
 */

/**
 * cargo test, natively and through wasm-bindgen's runner: a summary for each test binary. The
 * runner takes a test that found no files to run on for passed; such a test says it was skipped
 * (tests/programs).
 * @param {Outcome} outcome
 * @returns {Counts}
 */
export function countsOfCargo(outcome) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const summary = /^test result: \S+ (\d+) passed; (\d+) failed; (\d+) ignored/gm;
  for (const [, passed, failed, ignored] of outcome.output.matchAll(summary)) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
    counts.skipped += Number(ignored);
  }
  const names = (/** @type {RegExp} */ saying) =>
    new Set([...outcome.output.matchAll(saying)].map(([, name]) => name));
  const failed = names(/^test (\S+) \.\.\. FAILED$/gm);
  for (const name of names(/skipped: (\S+), for want of /g)) {
    // It may have had other files, and failed with them.
    if (failed.has(name) || counts.passed === 0) continue;
    counts.passed -= 1;
    counts.skipped += 1;
  }
  return honouringExit(counts, outcome);
}

/**
 * Node's own runner, with its `spec` reporter.
 * @param {Outcome} outcome
 * @returns {Counts}
 */
export function countsOfNode(outcome) {
  /** @param {string} what */
  const figure = (what) => {
    const found = new RegExp(`^(?:ℹ|#) ${what} (\\d+)$`, 'm').exec(outcome.stdout);
    return Number(found?.[1] ?? 0);
  };
  return honouringExit(
    {
      passed: figure('pass'),
      failed: figure('fail') + figure('cancelled'),
      skipped: figure('skipped') + figure('todo'),
    },
    outcome,
  );
}

/**
 * @param {Outcome} outcome
 * @param {string} path of the JSON file Vitest wrote
 * @returns {Counts}
 */
export function countsOfVitest(outcome, path) {
  const result = readJson(path);
  return honouringExit(
    {
      passed: result?.numPassedTests ?? 0,
      failed: result?.numFailedTests ?? 0,
      skipped: (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0),
    },
    outcome,
  );
}

/**
 * @param {Outcome} outcome
 * @param {string} path of the JSON file Playwright wrote
 * @returns {Counts}
 */
export function countsOfPlaywright(outcome, path) {
  const stats = readJson(path)?.stats;
  const retried = stats?.flaky ?? 0;
  return honouringExit(
    {
      passed: (stats?.expected ?? 0) + retried,
      failed: stats?.unexpected ?? 0,
      skipped: stats?.skipped ?? 0,
      ...(retried > 0 && { retried }),
    },
    outcome,
  );
}

/**
 * A runner that fails before or beside its tests (a compile error, a file that
 * does not load) counts as one failure more.
 * @param {Counts} counts
 * @param {Outcome} outcome
 * @returns {Counts}
 */
function honouringExit(counts, outcome) {
  if (outcome.code === 0 || counts.failed > 0) return counts;
  return { ...counts, failed: 1 };
}

/** @param {string} path */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
