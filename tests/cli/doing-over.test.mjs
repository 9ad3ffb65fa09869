/**
 * Owns the check of when a run that failed is done over, and what is believed of it: on machines
 * that only pretend. What is told of it is checked in led-here.test.mjs.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deedsBefore, GivenInput } from '../../www/cli/doing-over.mjs';

const FAILED = {
  ...{ kind: 'division-by-zero', rule: 'If …', sentence: 'At 7 the program divided by 0.' },
  ...{ finger: 7, reads: [], listing: [], registers: [0, 1, 2, 3, 4, 5, 6, 7] },
  arrays: [],
};

/**
 * An engine whose one machine does what it is asked, and fails so when it is done.
 * @param {Partial<typeof FAILED>} [otherwise]
 */
function pretended(otherwise = {}) {
  const seen = { resets: 0, tracedAt: /** @type {number[]} */ ([]) };
  let instructions = 0;
  const machine = {
    translate: () => true,
    instructions: () => instructions,
    run(/** @type {number} */ budget) {
      instructions += budget;
      return 'spent';
    },
    takeOutput: () => new Uint8Array(0),
    trace: () => seen.tracedAt.push(instructions),
    deeds: () => [],
    failure: () => ({ ...FAILED, reads: '', ...otherwise }),
  };
  const engine = {
    __wbg_reset_state: () => {
      seen.resets += 1;
    },
    Machine: { ofImage: () => machine },
    Stop: { BudgetSpent: 'spent', OutputFull: 'full', AwaitingInput: 'asks' },
    meaning: () => '',
  };
  return { seen, engine: /** @type {any} */ (engine) };
}

const program = { image: new Uint8Array(4), sourceLine: undefined };

/** @param {ReturnType<typeof pretended>} made @param {number} instructions */
const done = ({ engine }, instructions, given = new GivenInput()) =>
  deedsBefore(engine, program, given, { failed: FAILED, instructions });

test('a run is done over in memory of its own, and its last ten million looked at', () => {
  const short = pretended();
  assert.deepEqual(done(short, 1000), { deeds: [], unseen: 0 });
  assert.deepEqual(short.seen, { resets: 1, tracedAt: [0] });
  const long = pretended();
  assert.deepEqual(done(long, 1_000_000_000), { deeds: [], unseen: 990_000_000 });
  assert.deepEqual(long.seen, { resets: 1, tracedAt: [990_000_000] });
});

test('a run that was too long is not done over', () => {
  const made = pretended();
  assert.equal(done(made, 1_000_000_001), undefined);
  assert.equal(made.seen.resets, 0);
});

test('input beyond 64 MiB is not kept, and the run not done over without', () => {
  const given = new GivenInput();
  const piece = { bytes: new Uint8Array(64 * 1024 * 1024), isEnd: false };
  given.gave(piece);
  assert.deepEqual([given.isWhole, given.pieces.length], [true, 1]);
  given.gave({ bytes: new Uint8Array(1), isEnd: false });
  assert.deepEqual([given.isWhole, given.pieces.length], [false, 0]);
  const made = pretended();
  assert.equal(done(made, 1000, given), undefined);
  assert.equal(made.seen.resets, 0);
});

test('what fails another way when it is done over tells nothing', () => {
  assert.equal(done(pretended({ sentence: 'At 8 the program divided by 0.' }), 1000), undefined);
  assert.equal(done(pretended({ registers: [0, 1, 2, 3, 4, 5, 6, 8] }), 1000), undefined);
});
