/** Owns the check of the figures that `--stats` tells, of which each has its own place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statisticsText } from '../../www/cli/statistics-text.mjs';

const REPORT = {
  functions: 1_234,
  modules: 57,
  droppedModules: 1_002,
  hostRefusals: 3,
  loweredInstructions: 65_432,
  wasmBytes: 1_048_576,
  compileMs: 123.456,
  hostCompileMs: 45.04,
  longestCompileMs: 6.78,
  postponed: 8,
  trials: 9,
  lostTrials: 1,
  unseenInstructions: 10_000,
  asideInstructions: 2_000,
  calls: 11_111,
  instructions: 5_556_001_579,
  compiledInstructions: 5_512_345_678,
  exits: [
    { name: 'budget', count: 4_000 },
    { name: 'output', count: 12 },
  ],
  sites: [],
  refusals: [{ name: 'rewritten too often', count: 1_500 }],
};

test('each figure has its name, in threes, and all end below one another', () => {
  assert.equal(
    statisticsText(REPORT),
    `modules                               57  (1,002 dropped again)
functions                          1,234
instructions lowered              65,432
bytes of wasm                  1,048,576
compiling                       123.5 ms  (45.0 ms of it the host's, 6.8 ms the longest)
put off                                8  (compiling had cost its share)
refused by the host                    3
compared                               9  (with interpreting, which was quicker 1 time)
left aside for that                2,000
in short lives                    10,000
done in compiled code      5,512,345,678
calls                             11,111
exits: budget                      4,000
exits: output                         12
refused: rewritten too often 1,500
`,
  );
  assert.match(statisticsText({ ...REPORT, lostTrials: 0 }), /quicker 0 times\)$/m);
});
