/**
 * Owns how the end of a run is told: the exit code, the words on standard
 * error, the JSON report.
 */
import { closeSync, writeSync } from 'node:fs';
import { HostError, systemReason } from './complaint.mjs';
import { failureText, memoryText } from './failure-text.mjs';
import { codeOfSignal } from './signal-code.mjs';
import { endLine, tell } from './terminal-line.mjs';

/**
 * Why a run ended; `left` where a replay was to end.
 * @typedef {'halted' | 'left' | 'failed' | 'out-of-memory' | 'interrupted' | 'output-closed'} End
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
    asked: askedOf(machine, sourceLine),
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
export function explain({ end, failed, hostError, asked, instructions }) {
  if (end === 'interrupted' || end === 'left') endLine();
  if (failed) tell(failureText(failed, instructions));
  if (!hostError) return;
  tell(asked ? memoryText(hostError, asked, instructions) : `um32: ${hostError}\n`);
}

/**
 * What the report says of an ending: `failure` is the kind's name.
 * @param {Ending} ending
 */
export function reportFields({ end, failed, hostError, asked, ...common }) {
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
    }),
    ...(hostError && { sentence: hostError }),
    ...(asked && {
      platter: asked.platter,
      instruction: asked.instruction,
      source: asked.source,
      listing: asked.listing,
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
  const { kind, rule, sentence, finger, platter, instruction, listing, array } = report;
  return {
    ...{ kind, rule, sentence, finger, platter, instruction, listing },
    source: sourceLine?.(finger, platter),
    registers: Array.from(report.registers),
    array: array && {
      identifier: array.identifier,
      state: array.state,
      capacityPlatters: array.capacityPlatters,
      offset: array.offset,
    },
  };
}

/**
 * What asked for memory that is not there, as plain fields.
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {SourceLine} [sourceLine]
 * @returns {import('./failure-text.mjs').MemoryReport | undefined}
 */
function askedOf(machine, sourceLine) {
  const report = machine.memoryReport();
  if (!report) return undefined;
  const { finger, platter, instruction, listing, sizeRegister, registers } = report;
  return {
    ...{ finger, platter, instruction, listing, sizeRegister },
    source: sourceLine?.(finger, platter),
    registers: Array.from(registers),
  };
}
