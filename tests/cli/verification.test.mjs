/**
 * Owns the check of how it is told where a replay first differs from its session, and that it does
 * not: of sessions that only pretend. Whole replays are compared in sessions.test.mjs.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Verification } from '../../www/cli/verification.mjs';

/** Its hash of what was printed is the text itself. */
class OutputHash {
  #printed = '';
  /** @param {Uint8Array} bytes */
  update(bytes) {
    this.#printed += Buffer.from(bytes);
  }
  bytes() {
    return this.#printed.length;
  }
  hex() {
    return this.#printed;
  }
}

const mark = (
  /** @type {number} */ entries,
  /** @type {number} */ instructions,
  /** @type {string} */ outputHash,
) => ({ entries, instructions, outputBytes: outputHash.length, outputHash });

const ENTRIES = [
  { instructions: 1_000, echo: 'one' },
  { instructions: 2_000, echo: undefined },
];
const MARKS = [mark(0, 1_000, '?'), mark(1, 2_000, '?!'), mark(2, 3_000, '?!.')];

/** @param {{ entries?: typeof ENTRIES, marks?: typeof MARKS }} session */
function comparing({ entries = ENTRIES, marks = MARKS } = {}) {
  const [engine, session] = /** @type {any[]} */ ([{ OutputHash }, { entries, marks }]);
  const verification = new Verification(engine, session);
  const prints = (/** @type {string} */ text) => verification.printed(Buffer.from(text));
  return { verification, prints };
}

test('what is the same is counted', () => {
  const { verification, prints } = comparing();
  prints('?');
  verification.asked(0, 1_000);
  assert.equal(verification.sentence(0), 'The same at 1 of 3 marks, through 0 entries.');
  prints('!');
  verification.asked(1, 2_000);
  prints('.');
  verification.over(2, 3_000);
  assert.equal(verification.difference, undefined);
  assert.equal(verification.sentence(2), 'The same at 3 of 3 marks, through 2 entries.');
  const one = comparing({ marks: [mark(0, 1_000, '')] }).verification;
  one.asked(0, 1_000);
  assert.equal(one.sentence(1), 'The same at 1 of 1 mark, through 1 entry.');
});

test('the first difference is told, and no later one', () => {
  const { verification, prints } = comparing();
  prints('!');
  verification.asked(0, 1_000);
  const first =
    'The replay differs before any input: the 1 byte it printed up to instruction 1,000 is another (hash !, recorded ?).';
  assert.equal(verification.difference, first);
  verification.asked(1, 9_999);
  assert.equal(verification.sentence(1), first);
});

test('each difference is told for what it is, with the line it comes after', () => {
  const after = (
    /** @type {number} */ entries,
    /** @type {number} */ instructions,
    /** @type {string} */ text,
    marks = MARKS,
  ) => {
    const { verification, prints } = comparing({ marks: marks.slice(entries) });
    prints(text);
    verification.asked(entries, instructions);
    return verification.difference;
  };
  assert.equal(
    after(1, 2_000, '!!'),
    'The replay differs after entry 1 ("one"): the 2 bytes it printed up to instruction 2,000 are others (hash !!, recorded ?!).',
  );
  assert.equal(
    after(1, 2_000, '?'),
    'The replay differs after entry 1 ("one"): it printed 1 byte up to instruction 2,000, and 2 when it was recorded.',
  );
  assert.equal(
    after(1, 2_001, '?!'),
    'The replay differs after entry 1 ("one"): it came to instruction 2,001, and to 2,000 when it was recorded.',
  );
  assert.equal(
    after(1, 2_001, '?!', []),
    'The replay differs after entry 1 ("one"): the program asked at instruction 2,001, and at 2,000 when it was recorded.',
  );
  // Nothing was echoed of it.
  assert.equal(
    after(2, 3_000, '?!'),
    'The replay differs after entry 2: it printed 2 bytes up to instruction 3,000, and 3 when it was recorded.',
  );
});

test('a program that is over before its session differs', () => {
  const over = (/** @type {number} */ entries) => {
    const { verification } = comparing({ marks: [] });
    verification.over(entries, 1_000);
    return verification.difference;
  };
  assert.match(String(over(0)), / before any input: the program was over, with 2 entries left\.$/);
  assert.match(String(over(1)), /"one"\): the program was over, with 1 entry left\.$/);
  assert.equal(over(2), undefined);
});

test('without marks it is said that output was not compared', () => {
  const { verification } = comparing({ marks: [] });
  assert.equal(
    verification.sentence(1),
    'Nothing differs in 1 entry, but the session has no marks to compare output with.',
  );
});
