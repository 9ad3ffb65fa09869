/**
 * Owns the comparison of both engines on one program: the rounds, the clock, and
 * the check that both did the same. Deliberately knows neither wasm nor the
 * worker's messages, so that it is tested with machines and a clock of the test's own.
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { BenchEvent, BenchProgram, BenchResult, BenchTime } from '../../bench-protocol.ts';
import type { EngineName } from '../../protocol.ts';
import type { EnginePort, MachinePort, StopReason } from '../running/machine-port.ts';
import { hostTroubleOf } from '../running/reports.ts';

/** The quick one first: with it the length of the run is known. */
const ENGINES: readonly EngineName[] = ['translator', 'interpreter'];
/** Rounds, of which the median counts; a program that takes long is steady enough in one. */
const ROUNDS = 3;
const LONG_MS = 3000;
/** Between two looks at the clock: a few milliseconds. */
const BUDGET_INSTRUCTIONS = 2_000_000;
/** A program without end is compared on so much of it. */
export const CUT_INSTRUCTIONS = 10_000_000_000;
const OUTPUT_BYTES = 1 << 20;
const PROGRESS_EVERY_MS = 100;

export interface ComparisonOptions {
  engine: EnginePort;
  nowMs: () => number;
  tell: (event: BenchEvent) => void;
}

/** What one run did, and how long it took. */
interface Run {
  engine: EngineName;
  ms: number;
  ending: BenchResult['ending'];
  instructions: number;
  outputBytes: number;
  outputSha256: string;
}

/** Throws, with a sentence, when the program cannot be measured. */
export function compare(
  { name, bytes, isImage }: BenchProgram,
  options: ComparisonOptions,
): BenchResult {
  const image = isImage ? bytes : options.engine.readImage(bytes, name);
  const runs: Run[] = [];
  let engines = ENGINES;
  for (let round = 1; round <= ROUNDS; round++) {
    for (const engine of engines) {
      const run = runOnce(image, engine, options, (instructionsDone) => {
        const instructionsTotal = runs[0]?.instructions;
        options.tell({
          type: 'bench-progress',
          name,
          engine,
          round,
          instructionsDone,
          ...(instructionsTotal !== undefined && { instructionsTotal }),
        });
      });
      // A browser without wasm tail calls: what was asked for as translator was the other.
      if (run.engine !== engine) engines = ['interpreter'];
      runs.push(run);
      demandSame(runs[0] ?? run, run);
      if (engines.length === 1 && run.engine !== engine) break;
    }
    if (runs.some(({ ms }) => ms > LONG_MS)) break;
  }
  const [first] = runs;
  if (!first) throw new Error('nothing ran');
  const { ending, instructions, outputBytes } = first;
  const times = ENGINES.flatMap((engine) => timeOf(engine, runs));
  return { name, ending, instructions, outputBytes, times };
}

function runOnce(
  image: Uint8Array,
  wanted: EngineName,
  { engine, nowMs }: ComparisonOptions,
  progress: (instructionsDone: number) => void,
): Run {
  const hash = sha256.create();
  let outputBytes = 0;
  /** What the check of the output takes is not the machine's time. */
  let checkingMs = 0;
  const began = nowMs();
  let toldMs = began;
  progress(0);
  const machine = engine.createMachine(image, wanted);
  machine.setOutputCapacity(OUTPUT_BYTES);
  let ending: BenchResult['ending'] | undefined;
  while (!ending) {
    const left = CUT_INSTRUCTIONS - machine.instructions();
    const stop = machine.run(Math.min(BUDGET_INSTRUCTIONS, left));
    const output = machine.takeOutput();
    const now = nowMs();
    if (output.length > 0) {
      outputBytes += output.length;
      hash.update(output);
    }
    if (now - toldMs >= PROGRESS_EVERY_MS) {
      toldMs = now;
      progress(machine.instructions());
    }
    checkingMs += nowMs() - now;
    ending = endingOf(stop, machine);
  }
  return {
    engine: machine.engine,
    ms: nowMs() - began - checkingMs,
    ending,
    instructions: machine.instructions(),
    outputBytes,
    outputSha256: bytesToHex(hash.digest()),
  };
}

function endingOf(stop: StopReason, machine: MachinePort): BenchResult['ending'] | undefined {
  switch (stop) {
    case 'halted':
    case 'failed':
    case 'awaiting-input':
      return stop;
    case 'out-of-memory':
      throw new Error(hostTroubleOf(machine));
    case 'budget-spent':
    case 'output-full':
      return machine.instructions() >= CUT_INSTRUCTIONS ? 'cut' : undefined;
  }
}

/** A comparison of engines that do not do the same would be worthless. */
function demandSame(one: Run, other: Run): void {
  const isSame =
    one.ending === other.ending &&
    one.instructions === other.instructions &&
    one.outputSha256 === other.outputSha256;
  if (isSame) return;
  throw new Error(
    'The engines did not do the same with this program. That is a fault of um32; please report it.',
  );
}

function timeOf(engine: EngineName, runs: readonly Run[]): BenchTime[] {
  const times = runs
    .filter((run) => run.engine === engine)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  const middle = Math.floor(times.length / 2);
  const upper = times[middle];
  if (upper === undefined) return [];
  const lower = times.length % 2 === 0 ? (times[middle - 1] ?? upper) : upper;
  return [{ engine, ms: (lower + upper) / 2, rounds: times.length }];
}
