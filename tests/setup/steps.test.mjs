/** A failed step, one that throws and one that checks nothing all end the run with 1. */
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { SetupError } from '../../www/setup/command.mjs';
import { chosen, FAILED, PASSED, runSteps } from '../../www/setup/steps.mjs';

/**
 * @param {import('../../www/setup/steps.mjs').Step[]} steps
 */
async function quietly(steps) {
  /** @type {string[]} */
  const printed = [];
  const write = mock.method(process.stdout, 'write', (/** @type {string} */ text) => {
    printed.push(text);
    return true;
  });
  try {
    const code = await runSteps(steps);
    return { code, lines: printed.join('').trimEnd().split('\n') };
  } finally {
    write.mock.restore();
  }
}

/** @param {string} name @param {() => Promise<import('../../www/setup/steps.mjs').Counts>} run */
const step = (name, run) => ({ name, run });
const good = step('good', async () => ({ passed: 3, failed: 0, skipped: 2 }));

test('the sum stands alone on the last line', async () => {
  const { code, lines } = await quietly([good, step('also good', async () => PASSED)]);
  assert.equal(code, 0);
  assert.equal(lines.at(-1), '4 passed, 0 failed, 2 skipped');
});

test('what passed only when it was run again is told', async () => {
  const again = step('again', async () => ({ passed: 2, failed: 0, skipped: 0, retried: 1 }));
  const { code, lines } = await quietly([good, again]);
  assert.equal(code, 0);
  assert.equal(lines.at(-1), '5 passed, 0 failed, 2 skipped, 1 only when run again');
});

test('steps after a failed one still run', async () => {
  const { code, lines } = await quietly([step('bad', async () => FAILED), good]);
  assert.equal(code, 1);
  assert.equal(lines.at(-1), '3 passed, 1 failed, 2 skipped');
});

test('what this machine lacks is told in its sentence, and fails the step', async () => {
  const lacking = step('lacking', async () => {
    throw new SetupError('There is no such browser here.');
  });
  const { code, lines } = await quietly([lacking]);
  assert.equal(code, 1);
  assert.ok(lines.includes('There is no such browser here.'));
});

test('a step that checked nothing has failed', async () => {
  const empty = step('empty', async () => ({ passed: 0, failed: 0, skipped: 0 }));
  const { code } = await quietly([empty]);
  assert.equal(code, 1);
});

test('words choose steps, and words that choose none are refused', () => {
  assert.deepEqual(chosen([good], ['GOO']), [good]);
  assert.throws(() => chosen([good], ['nothing']), SetupError);
});
