/**
 * Owns the benchmark of sessions: time and size of a checkpoint, time to resume
 * from one, and time to go back in a session, in Node. Does not know how results
 * are kept.
 */
import { readFileSync } from 'node:fs';
import { openEngine } from '../../www/cli/engine.mjs';
import { summary } from './statistics.mjs';

/** @typedef {import('../../www/cli/engine.mjs').Engine} Engine */
/** @typedef {import('../../www/wasm/um32.js').Machine} Machine */
/** @typedef {import('./statistics.mjs').Summary} Summary */

/**
 * @typedef {object} SessionResult
 * @property {string} session
 * @property {number} instructions
 * @property {number} checkpointBytes
 * @property {Summary} saveMs
 * @property {Summary} pauseMs the longest of the pieces that a checkpoint is written in
 * @property {Summary} resumeMs
 * @property {Summary} backMs to the moment before a line, from the nearest checkpoint before it
 */

/** What the page's worker writes of a checkpoint between two looks at the clock, in bytes. */
const PIECE_BYTES = 256 * 1024;
/** And for how long, in milliseconds: see www/worker/running/engine.ts. */
const PIECE_MS = 6;

/** As the page takes them: a checkpoint when a replay from the last one would take a tenth of a second. */
const CHECKPOINT_INSTRUCTIONS = 60_000_000;

/**
 * @param {{ name: string, image: string, input: Uint8Array }[]} sessions lines that are typed, one after the other
 * @param {number} rounds
 * @returns {Promise<SessionResult[]>}
 */
export async function measureSessions(sessions, rounds) {
  const engine = await openEngine();
  return sessions.map(({ name, image, input }) => {
    const bytes = engine.readImage(readFileSync(image), image);
    const lines =
      Buffer.from(input)
        .toString('latin1')
        .match(/[^\n]*\n/g) ?? [];
    return measureSession(engine, name, bytes, lines, rounds);
  });
}

/**
 * @param {Engine} engine
 * @param {string} session
 * @param {Uint8Array} image
 * @param {string[]} lines
 * @param {number} rounds
 * @returns {SessionResult}
 */
function measureSession(engine, session, image, lines, rounds) {
  let machine = engine.Machine.ofImage(image);
  machine.translate();
  /** @type {{ line: number, instructions: number, bytes: Uint8Array }[]} */
  const checkpoints = [];
  /** @type {number[]} */
  const moments = [];
  play(engine, machine);
  for (const [line, text] of lines.entries()) {
    const instructions = machine.instructions();
    moments.push(instructions);
    if (instructions - (checkpoints.at(-1)?.instructions ?? 0) > CHECKPOINT_INSTRUCTIONS) {
      checkpoints.push({ line, instructions, bytes: machine.checkpoint() });
    }
    machine.pushInput(Buffer.from(text, 'latin1'));
    play(engine, machine);
  }
  const instructions = machine.instructions();
  const saveMs = [];
  const pauseMs = [];
  const resumeMs = [];
  const backMs = [];
  let last = machine.checkpoint();
  for (let round = 0; round < rounds; round++) {
    saveMs.push(
      timed(() => {
        last = machine.checkpoint();
      }),
    );
    pauseMs.push(longestPiece(engine, machine));
    machine.free();
    resumeMs.push(
      timed(() => {
        machine = engine.Machine.restore(last);
      }),
    );
    for (const [target, expected] of moments.entries()) {
      machine.free();
      backMs.push(
        timed(() => {
          const from = checkpoints.findLast(({ line }) => line <= target);
          machine = from ? engine.Machine.restore(from.bytes) : engine.Machine.ofImage(image);
          machine.translate();
          play(engine, machine);
          for (const text of lines.slice(from?.line ?? 0, target)) {
            machine.pushInput(Buffer.from(text, 'latin1'));
            play(engine, machine);
          }
        }),
      );
      if (machine.instructions() !== expected) throw new Error(`${session}: went elsewhere.`);
    }
    machine.free();
    machine = engine.Machine.restore(last);
  }
  machine.free();
  return {
    session,
    instructions,
    checkpointBytes: last.length,
    saveMs: summary(saveMs),
    pauseMs: summary(pauseMs),
    resumeMs: summary(resumeMs),
    backMs: summary(backMs),
  };
}

/**
 * Until the program asks again, or is over.
 * @param {Engine} engine
 * @param {Machine} machine
 */
function play(engine, machine) {
  for (;;) {
    const stop = machine.run(1e12);
    machine.takeOutput();
    if (stop !== engine.Stop.OutputFull) return;
  }
}

/**
 * A checkpoint in pieces; the milliseconds of the longest.
 * @param {Engine} engine
 * @param {Machine} machine
 */
function longestPiece(engine, machine) {
  const writer = new engine.CheckpointWriter(machine);
  let longestMs = 0;
  while (!writer.isDone()) {
    const piece = timed(() => {
      const end = performance.now() + PIECE_MS;
      do writer.advance(machine, PIECE_BYTES);
      while (!writer.isDone() && performance.now() < end);
    });
    longestMs = Math.max(longestMs, piece);
  }
  writer.free();
  return longestMs;
}

/** @param {() => void} work */
function timed(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/**
 * @param {SessionResult[]} results
 * @returns {string}
 */
export function sessionTable(results) {
  const ms = (/** @type {Summary} */ { median, most }) =>
    `${median.toFixed(0)} (${most.toFixed(0)})`;
  return results
    .map(({ session, instructions, checkpointBytes, saveMs, pauseMs, resumeMs, backMs }) =>
      [
        `${session}, ${(instructions / 1e6).toFixed(0)} M instructions:`,
        `checkpoint ${(checkpointBytes / 1e6).toFixed(1)} MB,`,
        `saved in ${ms(saveMs)} ms, in pieces of at most ${ms(pauseMs)} ms,`,
        `resumed in ${ms(resumeMs)} ms,`,
        `back to any line in ${ms(backMs)} ms; median (most)`,
      ].join(' '),
    )
    .join('\n');
}
