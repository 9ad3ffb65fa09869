/**
 * Owns how the end of a run is told: the exit code, the words on standard
 * error, the JSON report.
 */
import { closeSync, writeSync } from 'node:fs';
import { arrayIn, readsIn, sizeRegisterOf } from '../wording/reported.mjs';
import { systemReason } from '../wording/system-reason.mjs';
import { HostError } from './complaint.mjs';
import { failureText, haltText, memoryText, placeText } from './failure-text.mjs';
import { codeOfSignal } from './signal-code.mjs';
import { endLine, tell } from './terminal-line.mjs';

/**
 * Why a run ended; `left` where a replay was to end, `stopped` where the program was to stop.
 * @typedef {'halted' | 'left' | 'stopped' | 'failed' | 'out-of-memory' | 'interrupted' | 'output-closed'} End
 */

/** @typedef {import('./failure-text.mjs').FailureReport} FailureReport */

/**
 * The line of the program's source that an instruction comes from, where that is known.
 * @typedef {(finger: number, platter: number | undefined) => string | undefined} SourceLine
 */

/**
 * What a report holds, apart from the fields of a failure. Counts are exact.
 * @typedef {object} Ending
 * @property {End} end
 * @property {FailureReport | undefined} failed
 * @property {string | undefined} hostError
 * @property {import('./failure-text.mjs').MemoryReport | undefined} asked
 * @property {import('./failure-text.mjs').PlaceReport | undefined} [computing] where it was left while it computed
 * @property {Partial<import('./failure-text.mjs').MemoryReport> & { sentence: string | undefined } | undefined} [stopped] where it was to stop, and why it did, which was told
 * @property {import('./failure-text.mjs').Halt | undefined} [halted] where it halted, of a program that printed nothing
 * @property {string} program
 * @property {string} engine
 * @property {number} finger
 * @property {number} instructions
 * @property {number[]} registers
 * @property {number} liveArrays
 * @property {number} memoryBytes
 * @property {number} computingMs
 */

/**
 * Whether a machine that was made to do it over has failed the same way.
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {FailureReport} failed
 */
export function isFailedSo(machine, failed) {
  const again = machine.failure();
  return (
    again !== undefined &&
    again.sentence === failed.sentence &&
    again.registers.join() === failed.registers.join()
  );
}

/**
 * Everything about the end of a run.
 * @param {End} end
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {{ program: string, engine: string, computingMs: number, sourceLine?: SourceLine }} run
 * @returns {Ending}
 */
export function ending(end, machine, { program, engine, computingMs, sourceLine }) {
  return {
    end,
    failed: failureOf(machine, sourceLine),
    hostError: machine.hostError(),
    asked: positionIn(machine, machine.memoryReport(), sourceLine),
    program,
    engine,
    finger: machine.finger(),
    instructions: machine.instructions(),
    registers: Array.from(machine.registers()),
    liveArrays: machine.liveArrays(),
    memoryBytes: machine.memoryBytes(),
    computingMs: Math.round(computingMs),
  };
}

/**
 * Where a run was left or halted, if whoever began it will wonder about that.
 * @param {End} end
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {boolean} isSilent it has printed nothing
 * @param {SourceLine} [sourceLine]
 * @returns {Pick<Ending, 'computing' | 'halted'>}
 */
export function whereLeft(end, machine, isSilent, sourceLine) {
  if (end === 'interrupted') return { computing: computingAt(machine, sourceLine) };
  return end === 'halted' && isSilent ? { halted: haltOf(machine, sourceLine) } : {};
}

/**
 * @param {End} end
 * @param {import('./playing.mjs').Interruption | undefined} interruptedBy
 */
export function exitCodeOf(end, interruptedBy) {
  switch (end) {
    case 'halted':
    case 'left':
      return 0;
    case 'failed':
      return 1;
    case 'stopped':
      return 3;
    case 'interrupted':
      return codeOfSignal(interruptedBy ?? 'SIGINT');
    default:
      return 2;
  }
}

/**
 * Tells the person on standard error what went wrong, if anything did.
 * Output that was left off where it was has its line ended on a terminal; that of a program
 * that halted is as it made it.
 * @param {Ending} ending
 */
export function explain({ end, failed, hostError, asked, computing, halted, instructions }) {
  if (end === 'interrupted' || end === 'left') endLine();
  if (failed) tell(failureText(failed, instructions));
  if (computing) tell(placeText(computing, instructions));
  if (halted) tell(haltText(halted, instructions));
  if (!hostError) return;
  tell(asked ? memoryText(hostError, asked, instructions) : `um32: ${hostError}\n`);
}

/**
 * What the report says of an ending: `failure` is the kind's name.
 * @param {Ending} ending
 */
export function reportFields(ending) {
  const { end, failed, hostError, asked, computing, stopped, halted: _, ...common } = ending;
  const stoodAt = asked ?? computing ?? stopped;
  return {
    end,
    ...(failed && {
      failure: failed.kind,
      rule: failed.rule,
      sentence: failed.sentence,
      platter: failed.platter,
      instruction: failed.instruction,
      source: failed.source,
      listing: failed.listing,
      array: failed.array,
      deeds: failed.led?.deeds,
    }),
    ...(hostError && { sentence: hostError }),
    ...(stopped && { sentence: stopped.sentence }),
    ...(stoodAt && {
      platter: stoodAt.platter,
      instruction: stoodAt.instruction,
      source: stoodAt.source,
      listing: stoodAt.listing,
    }),
    ...common,
  };
}

/**
 * Writes one line of JSON.
 * @param {number} report an open file; it is closed
 * @param {Record<string, unknown>} fields
 */
export function writeReport(report, fields) {
  try {
    writeSync(report, `${JSON.stringify(fields)}\n`);
    closeSync(report);
  } catch (error) {
    throw new HostError(`The report cannot be written: ${systemReason(error)}.`);
  }
}

/**
 * The engine's report as plain fields.
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {SourceLine} [sourceLine]
 * @returns {FailureReport | undefined}
 */
function failureOf(machine, sourceLine) {
  const report = machine.failure();
  if (!report) return undefined;
  const { kind, rule, sentence, finger, platter, instruction, reads, listing, array } = report;
  return {
    ...{ kind, rule, sentence, finger, platter, instruction, listing },
    reads: readsIn(reads),
    source: sourceLine?.(finger, platter),
    ...holding(machine, report.registers),
    array: array === undefined ? undefined : arrayIn(array),
  };
}

/** What reads input. */
const INPUT = 11;

/**
 * Where a program that computes stands; nothing where it waits for input.
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {SourceLine} [sourceLine]
 * @returns {import('./failure-text.mjs').PlaceReport | undefined}
 */
function computingAt(machine, sourceLine) {
  const position = positionIn(machine, machine.position(), sourceLine);
  if (!position) return undefined;
  const endsRead = machine.endsRead();
  const waits = position.platter >>> 28 === INPUT && machine.pendingInput() === 0;
  if (waits && endsRead === 0) return undefined;
  return { ...position, endsRead, doubt: machine.doubt() };
}

/**
 * Where a program halted.
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {SourceLine} [sourceLine]
 * @returns {import('./failure-text.mjs').Halt}
 */
function haltOf(machine, sourceLine) {
  // It stands behind the instruction.
  const finger = machine.finger() - 1;
  const [, platter] = machine.lookInto(0, finger, 1) ?? [];
  return { finger, source: sourceLine?.(finger, platter), doubt: machine.doubt() };
}

/**
 * Where a machine stands between two instructions; nothing where the finger is outside the 0 array.
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {SourceLine} [sourceLine]
 */
export function positionOf(machine, sourceLine) {
  return positionIn(machine, machine.position(), sourceLine);
}

/**
 * Where a machine stands, as plain fields.
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {import('../wasm/um32.js').PositionReport | undefined} report
 * @param {SourceLine} [sourceLine]
 * @returns {import('./failure-text.mjs').MemoryReport | undefined}
 */
function positionIn(machine, report, sourceLine) {
  if (!report) return undefined;
  const { finger, platter, instruction, listing, registers } = report;
  return {
    ...{ finger, platter, instruction, listing, sizeRegister: sizeRegisterOf(platter) },
    source: sourceLine?.(finger, platter),
    ...holding(machine, registers),
  };
}

/**
 * What registers hold, and how large the arrays are that they name.
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {ArrayLike<number>} registers
 */
function holding(machine, registers) {
  const values = Array.from(registers);
  return { registers: values, arrays: values.map((value) => machine.lookInto(value, 0, 0)?.[0]) };
}
