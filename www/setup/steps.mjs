/**
 * Owns running steps one after the other, counting what passed, and the report
 * at the end. Does not know what the steps check.
 */
import { SetupError } from './command.mjs';
import { duration, say } from './say.mjs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} [retried] of those that passed, how many did so only when they were run again
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<Counts>} run
 */

/** A check without parts counts as one. */
export const PASSED = { passed: 1, failed: 0, skipped: 0 };
export const FAILED = { passed: 0, failed: 1, skipped: 0 };

/**
 * @param {Step[]} steps
 * @param {string[]} words
 * @returns {Step[]} those whose name contains one of the words; all, without words
 */
export function chosen(steps, words) {
  if (words.length === 0) return steps;
  const wanted = steps.filter(({ name }) =>
    words.some((word) => name.toLowerCase().includes(word.toLowerCase())),
  );
  if (wanted.length > 0) return wanted;
  const names = steps.map(({ name }) => `  ${name}`).join('\n');
  throw new SetupError(`No step's name contains ${words.join(' or ')}. The steps are:\n${names}`);
}

/**
 * Runs every step, also after a failure, and prints the sum on a line of its own.
 * @param {Step[]} steps
 * @returns {Promise<number>} the exit code: 0 when nothing failed
 */
export async function runSteps(steps) {
  const began = Date.now();
  const total = { passed: 0, failed: 0, skipped: 0, retried: 0 };
  /** @type {string[]} */
  const report = [];
  for (const step of steps) {
    say(`\n── ${step.name}`);
    const stepBegan = Date.now();
    const counts = await runStep(step);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    total.retried += counts.retried ?? 0;
    const verdict = counts.failed === 0 ? 'ok    ' : 'FAILED';
    const line = `${verdict}  ${step.name}: ${inWords(counts)}, ${duration(Date.now() - stepBegan)}`;
    report.push(line);
    say(line);
  }
  say(`\nAll steps, ${duration(Date.now() - began)}:`);
  for (const line of report) say(line);
  say(`\n${inWords(total)}`);
  return total.failed === 0 ? 0 : 1;
}

/**
 * @param {Step} step
 * @returns {Promise<Counts>}
 */
async function runStep(step) {
  try {
    const counts = await step.run();
    if (counts.passed + counts.failed > 0) return counts;
    say('This step found nothing to check, which counts as a failure.');
    return { ...counts, failed: 1 };
  } catch (error) {
    say(
      error instanceof SetupError
        ? error.message
        : String((error instanceof Error && error.stack) || error),
    );
    return FAILED;
  }
}

/** @param {Counts} counts */
function inWords({ passed, failed, skipped, retried = 0 }) {
  return [
    `${passed} passed`,
    `${failed} failed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(retried > 0 ? [`${retried} only when run again`] : []),
  ].join(', ');
}
