/**
 * Owns the words in which a failure, and the want of memory, are told on a terminal.
 * Does not know how either is found.
 */
import { counted, exact, figures, hexadecimal, reading, withExact } from '../wording/figures.mjs';
import { ledHere } from '../wording/led-here.mjs';
import { markedLines } from '../wording/listing.mjs';

/**
 * @typedef {object} FailureReport the engine's, as plain fields
 * @property {string} kind
 * @property {string} rule
 * @property {string} sentence
 * @property {number} finger
 * @property {number | undefined} [platter]
 * @property {string | undefined} [instruction]
 * @property {string | undefined} [source] the line of its source
 * @property {{ letter: string, register: number }[]} reads what it reads
 * @property {string[]} listing what stands around it
 * @property {number[]} registers
 * @property {(number | undefined)[]} arrays
 * @property {ArrayReport | undefined} [array]
 * @property {{ deeds: import('../wording/led-here.mjs').Deed[], unseen: number } | undefined} [led] what led to it, where that is known
 */

/**
 * @typedef {object} ArrayReport
 * @property {number} identifier
 * @property {string} state
 * @property {number | undefined} [capacityPlatters]
 * @property {number | undefined} [offset]
 */

/**
 * @typedef {object} MemoryReport which instruction asked for too much
 * @property {number} finger
 * @property {number} platter
 * @property {string} instruction
 * @property {string | undefined} [source] the line of its source
 * @property {string[]} listing what stands around it
 * @property {number | undefined} [sizeRegister]
 * @property {number[]} registers
 * @property {(number | undefined)[]} arrays how many platters the one has that each register names, if it does
 */

/**
 * Where a program stood when it was left. `endsRead`: how often Input gave it the end of input;
 * `doubt`: what whoever wrote it may have done wrongly.
 * @typedef {MemoryReport & { endsRead: number, doubt: string | undefined }} PlaceReport
 */

/**
 * A failure in several lines.
 * @param {FailureReport} failure
 * @param {number} instructions done before it
 * @returns {string}
 */
export function failureText(failure, instructions) {
  const { listing, registers, array, ...position } = failure;
  const { deeds, unseen } = failure.led ?? {};
  const led = deeds ? ledHere(failure, deeds, instructions, unseen ?? 0) : [];
  const lines = [
    ['rule', `“${failure.rule}”`],
    ...positionLines({ ...position, registers }),
    ...failure.reads.map((one, nth) => [nth === 0 ? 'it read' : '', readText(one, registers)]),
    ...(array ? [['array', arrayText(array)]] : []),
    ...led.map(({ term, text }) => [term.toLowerCase(), text]),
    ['done before', counted(instructions, 'instruction')],
    ...listingLines(listing, failure.finger),
  ];
  return `um32: the program failed (${failure.kind}). ${withExact(failure.sentence)}\n${table(lines)}`;
}

/**
 * Too little memory, in several lines.
 * @param {string} sentence
 * @param {MemoryReport} asked
 * @param {number} instructions done before it
 */
export function memoryText(sentence, { sizeRegister, listing, ...position }, instructions) {
  const size = sizeRegister === undefined ? undefined : position.registers[sizeRegister];
  const lines = [
    ...positionLines(position),
    ...(size === undefined ? [] : [['size asked', `C is r${sizeRegister} = ${exact(size)}`]]),
    ['done before', counted(instructions, 'instruction')],
    ...listingLines(listing, position.finger),
  ];
  return `um32: ${withExact(sentence)}\n${table(lines)}`;
}

/**
 * Where a program stood when it was left while it computed, in several lines.
 * @param {PlaceReport} place
 * @param {number} instructions done before it
 */
export function placeText(
  { sizeRegister: _, endsRead, doubt, listing, ...position },
  instructions,
) {
  const times = counted(endsRead, 'time');
  const lines = [
    ...positionLines(position),
    ...(endsRead > 0 ? [['input', `has ended; the end was read ${times}`]] : []),
    ['done before', counted(instructions, 'instruction')],
    ...listingLines(listing, position.finger),
  ];
  return `um32: Left while it computed.${doubt === undefined ? '' : ` ${doubt}`}\n${table(lines)}`;
}

/**
 * Where a program was to stop, in several lines.
 * @param {string} sentence why it stands there
 * @param {MemoryReport | undefined} place nothing where the finger is outside the 0 array
 * @param {number} instructions done before it
 */
export function stopText(sentence, place, instructions) {
  const { sizeRegister: _, listing = [], ...position } = place ?? {};
  const lines = [
    ...('finger' in position
      ? positionLines(position)
      : [['finger', 'outside the 0 array: the next instruction fails']]),
    ['done before', counted(instructions, 'instruction')],
    ...('finger' in position ? listingLines(listing, position.finger) : []),
  ];
  return `um32: ${sentence}\n${table(lines)}`;
}

/**
 * Where a program halted that printed nothing, and what whoever wrote it may have done wrongly.
 * @typedef {{ finger: number, source: string | undefined, doubt: string | undefined }} Halt
 */

/**
 * That it did.
 * @param {Halt} halt
 * @param {number} instructions with the last
 */
export function haltText({ finger, source, doubt }, instructions) {
  const place = source === undefined ? exact(finger) : `${exact(finger)}, ${source},`;
  const count = counted(instructions, 'instruction');
  const sentence = `The program halted at ${place} after ${count} and has printed nothing.`;
  return `um32: ${sentence}${doubt === undefined ? '' : ` ${doubt}`}\n`;
}

/** @param {Pick<FailureReport, 'finger' | 'platter' | 'instruction' | 'source' | 'registers' | 'arrays'>} position */
function positionLines({ finger, platter, instruction, source, registers, arrays }) {
  return [
    ['finger', exact(finger)],
    [
      'instruction',
      platter === undefined ? 'none there' : `${instruction}   [${hexadecimal(platter)}]`,
    ],
    ...(source === undefined ? [] : [['source', source]]),
    ['registers', registersText(registers, 0)],
    ['', registersText(registers, 4)],
    ...inRows('read as', registers.map(readAs)),
    ...inRows(
      'arrays',
      arrays.map((platters, register) => namedArray(platters, register, registers)),
    ),
  ];
}

/**
 * `r1 = 0x33 = '3'`; nothing where the number says it all.
 * @param {number} value
 * @param {number} register
 */
function readAs(value, register) {
  const meant = reading(value);
  if (value < 10 && !meant) return '';
  return `r${register} = 0x${value.toString(16)}${meant && ` = ${meant}`}`;
}

/**
 * `r2 names one of 4 platters`; nothing where it names none, or the 0 array, as most do that hold nothing yet.
 * @param {number | undefined} platters
 * @param {number} register
 * @param {number[]} registers
 */
function namedArray(platters, register, registers) {
  if (platters === undefined || registers[register] === 0) return '';
  return `r${register} names one of ${counted(platters, 'platter')}`;
}

/**
 * What there is to say, so that no row is long.
 * @param {string} term
 * @param {string[]} texts
 */
function inRows(term, texts) {
  const said = texts.filter((text) => text !== '');
  const rows = [said.slice(0, 4), said.slice(4)].filter((row) => row.length > 0);
  return rows.map((row, at) => [at === 0 ? term : '', row.join(', ')]);
}

/**
 * The program around the finger, its line marked.
 * @param {string[]} listing
 * @param {number} finger
 */
function listingLines(listing, finger) {
  return markedLines(listing, finger).map((line, at) => [at === 0 ? 'program' : '', line]);
}

/** @param {string[][]} lines names and values */
function table(lines) {
  return lines.map(([name, value]) => `  ${(name ?? '').padEnd(12)} ${value}\n`).join('');
}

/**
 * Four registers in a line, in decimal, as wide as the largest.
 * @param {number[]} registers
 * @param {number} first
 */
function registersText(registers, first) {
  return registers
    .slice(first, first + 4)
    .map((value, index) => `r${first + index} = ${exact(value).padEnd(13)}`)
    .join(' ')
    .trimEnd();
}

/**
 * `C is r1 = 16 (0x00000010)`.
 * @param {{ letter: string, register: number }} read
 * @param {number[]} registers
 */
function readText({ letter, register }, registers) {
  const value = registers[register] ?? 0;
  return `${letter} is r${register} = ${figures(value)}`;
}

/** @param {ArrayReport} array */
function arrayText({ identifier, state, capacityPlatters, offset }) {
  /** @type {Record<string, string>} */
  const known = {
    active: `active, capacity ${counted(capacityPlatters ?? 0, 'platter')}`,
    abandoned: 'abandoned earlier',
    'never-allocated': 'never allocated',
  };
  // Of what is inactive no more is known.
  return `${exact(identifier)}: ${known[state] ?? 'not active'}${offset === undefined ? '' : `; offset asked for: ${exact(offset)}`}`;
}
