/**
 * Owns the words in which a failure is told on a terminal. Does not know how
 * failures are found.
 */
import { counted, figure } from './counted.mjs';

/**
 * @typedef {object} FailureReport the engine's, as plain fields
 * @property {string} kind
 * @property {string} rule
 * @property {string} sentence
 * @property {number} finger
 * @property {number | undefined} [platter]
 * @property {string | undefined} [instruction]
 * @property {number[]} registers
 * @property {ArrayReport | undefined} [array]
 */

/**
 * @typedef {object} ArrayReport
 * @property {number} identifier
 * @property {string} state
 * @property {number | undefined} [capacityPlatters]
 * @property {number | undefined} [offset]
 */

/**
 * A failure in several lines.
 * @param {FailureReport} failure
 * @param {number} instructions done before it
 * @returns {string}
 */
export function failureText(failure, instructions) {
  const { platter, instruction, array } = failure;
  const lines = [
    ['rule', `“${failure.rule}”`],
    ['finger', figure(failure.finger)],
    ['instruction', platter === undefined ? 'none there' : `${instruction}   [${hex(platter)}]`],
    ['registers', registersText(failure.registers, 0)],
    ['', registersText(failure.registers, 4)],
    ...(array ? [['array', arrayText(array)]] : []),
    ['done before', counted(instructions, 'instruction')],
  ];
  const table = lines.map(([name, value]) => `  ${(name ?? '').padEnd(12)} ${value}`);
  return `um32: the program failed (${failure.kind}). ${failure.sentence}\n${table.join('\n')}\n`;
}

/**
 * Four registers in a line, in decimal.
 * @param {number[]} registers
 * @param {number} first
 */
function registersText(registers, first) {
  return registers
    .slice(first, first + 4)
    .map((value, index) => `r${first + index} = ${String(value).padEnd(11)}`)
    .join(' ')
    .trimEnd();
}

/** @param {ArrayReport} array */
function arrayText({ identifier, state, capacityPlatters, offset }) {
  const what =
    state === 'active'
      ? `active, capacity ${counted(capacityPlatters ?? 0, 'platter')}`
      : state === 'abandoned'
        ? 'abandoned earlier'
        : 'never allocated';
  return `${identifier}: ${what}${offset === undefined ? '' : `; offset asked for: ${figure(offset)}`}`;
}

/** @param {number} platter */
function hex(platter) {
  return `0x${platter.toString(16).padStart(8, '0')}`;
}
