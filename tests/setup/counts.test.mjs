/** What test runners print is counted, and one that ends badly never counts as passed. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  countsOfCargo,
  countsOfNode,
  countsOfPlaywright,
  countsOfVitest,
} from '../../www/setup/counts.mjs';

const folder = mkdtempSync(join(tmpdir(), 'um32-counts-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {number} code @param {string} [stdout] */
const ended = (code, stdout = '') => ({ code, stdout, stderr: '', output: stdout });

/** @param {unknown} content */
function file(content) {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const CARGO = `
running 3 tests
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s
   Doc-tests um32
test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s
`;

test('every test binary of cargo counts', () => {
  assert.deepEqual(countsOfCargo(ended(101, CARGO)), { passed: 7, failed: 2, skipped: 1 });
});

test('a test that says it was skipped is not taken for passed', () => {
  const said = `
skipped: sandmark, for want of ../programs/sandmark.umz
skipped: sandmark, for want of ../programs/sandmark-output.txt
test sandmark ... ok
test other ... skipped: other, for want of sessions/one.in
ok
test sessions ... FAILED
skipped: sessions, for want of sessions/one.in
test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.02s
`;
  assert.deepEqual(countsOfCargo(ended(101, said)), { passed: 1, failed: 1, skipped: 2 });
});

test('a runner that fails without a failed test counts as one failure', () => {
  const oneFailure = { passed: 0, failed: 1, skipped: 0 };
  assert.deepEqual(countsOfCargo(ended(101, 'error: could not compile')), oneFailure);
  assert.deepEqual(countsOfNode(ended(1)), oneFailure);
  assert.deepEqual(countsOfVitest(ended(1), join(folder, 'absent.json')), oneFailure);
  assert.deepEqual(countsOfPlaywright(ended(1), join(folder, 'absent.json')), oneFailure);
});

test('a runner that is ended by a signal after good tests counts as failed', () => {
  const cut = 'test result: ok. 3 passed; 0 failed; 0 ignored; 0 filtered out';
  assert.deepEqual(countsOfCargo(ended(1, cut)), { passed: 3, failed: 1, skipped: 0 });
});

test('Node’s runner: cancelled counts as failed, to-do as skipped', () => {
  const summary = 'ℹ tests 9\nℹ pass 4\nℹ fail 1\nℹ cancelled 2\nℹ skipped 1\nℹ todo 1\n';
  assert.deepEqual(countsOfNode(ended(1, summary)), { passed: 4, failed: 3, skipped: 2 });
});

test('the reports of Vitest and Playwright', () => {
  const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  assert.deepEqual(countsOfVitest(ended(1), file(vitest)), { passed: 5, failed: 1, skipped: 3 });
  const playwright = { stats: { expected: 5, flaky: 1, unexpected: 0, skipped: 2 } };
  const counts = countsOfPlaywright(ended(0), file(playwright));
  assert.deepEqual(counts, { passed: 6, failed: 0, skipped: 2, retried: 1 });
});
