/**
 * Owns where `um32 run` and `um32 replay` stop: which places and changes are asked for, by numbers or by names of the
 * source, and how it is told that one was come to. Does not know how a machine is run.
 */
import { counted, exact } from '../wording/figures.mjs';
import { namedNumber, noLabel, numberOf, placeOf } from '../wording/place.mjs';
import { changedIn, watchedWords } from '../wording/reported.mjs';
import { stoppedWords, watchedName } from '../wording/watched.mjs';
import { wholeNumber } from './arguments.mjs';
import { Misuse } from './complaint.mjs';
import { positionOf } from './ending.mjs';
import { stopText } from './failure-text.mjs';
import { endLine, tell } from './terminal-line.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine */
/** @typedef {import('../wasm/um32.js').Machine} Machine */
/** @typedef {import('../wording/reported.mjs').Watched} Watched */

/**
 * As it was written.
 * @typedef {object} StopOptions
 * @property {string[] | undefined} [stop-at]
 * @property {string[] | undefined} [watch]
 * @property {string | undefined} [stops]
 */

/**
 * What names and lines are looked up in: how long the program is, and its source, if it has one.
 * @typedef {{ engine: Engine, image: Uint8Array, source: Uint8Array | undefined }} Program
 */

const PLATTER_BYTES = 4;

/** Where a run stops, and how often. */
export class Stops {
  fingers;
  watchedWords;
  #engine;
  #watched;
  #most;
  /** @type {import('./ending.mjs').SourceLine | undefined} */
  #sourceLine;
  /** Why it was stopped last; nothing before that. @type {string | undefined} */
  sentence;
  #told = 0;
  /** Instructions done when it was stopped last. */
  #last = 0;

  /**
   * @param {Engine} engine
   * @param {{ fingers: number[], watched: Watched[], most: number }} asked
   * @param {import('./ending.mjs').SourceLine | undefined} sourceLine
   */
  constructor(engine, { fingers, watched, most }, sourceLine) {
    this.#engine = engine;
    this.fingers = Uint32Array.from(fingers);
    this.#watched = watched;
    this.watchedWords = watchedWords(watched);
    this.#most = most;
    this.#sourceLine = sourceLine;
  }

  /** It is to stop before the first instruction. */
  get isAtBeginning() {
    return this.fingers.includes(0);
  }

  /**
   * Where the machine stands, and why.
   * @param {Machine} machine
   */
  place(machine) {
    return { ...positionOf(machine, this.#sourceLine), sentence: this.sentence };
  }

  /**
   * Tells where the machine stands, which has come to one of the places, or changed something; true
   * when that was the last time.
   * @param {Machine} machine
   */
  stopped(machine) {
    const instructions = machine.instructions();
    const changed = changedIn(machine.changed(), this.#watched, this.#engine.meaning);
    const source = changed && this.#sourceLine?.(changed.finger, changed.platter);
    const way = `after ${counted(instructions - this.#last, 'instruction')}`;
    this.sentence = stoppedWords(changed && { ...changed, source }, machine.finger(), way);
    this.#last = instructions;
    this.#told += 1;
    const isLast = this.#told >= this.#most;
    const place = positionOf(machine, this.#sourceLine);
    // Of many the program around is of less use than to have more of them in sight.
    const shown = place && (isLast ? place : { ...place, listing: [] });
    endLine();
    tell(stopText(this.sentence, shown, instructions));
    return isLast;
  }

  /** Tells that the program, which is over, came to none of them. */
  tellNone() {
    if (this.#told > 0) return;
    tell('um32: It came to no place that it was to stop at, and nothing watched changed.\n');
  }
}

/**
 * What is asked for; nothing where nothing is.
 * @param {StopOptions} options
 * @param {Program} program
 * @param {import('./ending.mjs').SourceLine | undefined} sourceLine
 * @returns {Stops | undefined}
 */
export function stopsOf(options, program, sourceLine) {
  if (!stopsAnywhere(options)) return undefined;
  const { 'stop-at': places = [], watch = [], stops = '1' } = options;
  return new Stops(
    program.engine,
    {
      fingers: places.map((text) => fingerOf(text, program)),
      watched: eachOnce(watch.map((text) => watchedOf(text, program))),
      most: wholeNumber('--stops', stops) ?? 1,
    },
    sourceLine,
  );
}

/**
 * A change of what was named twice is one.
 * @param {Watched[]} watched
 */
function eachOnce(watched) {
  return [...new Map(watched.map((one) => [watchedName(one), one])).values()];
}

/**
 * Whether there is anything to stop at.
 * @param {StopOptions} options
 */
export function stopsAnywhere({ 'stop-at': places = [], watch = [] }) {
  return places.length + watch.length > 0;
}

/**
 * Refuses what makes no sense whatever the program is.
 * @param {StopOptions} options
 */
export function checkStops(options) {
  const { stops } = options;
  if (stops === undefined) return;
  if (wholeNumber('--stops', stops) === 0) throw new Misuse('--stops takes a number from 1 on.');
  if (stopsAnywhere(options)) return;
  throw new Misuse(
    '--stops says how often to stop at --stop-at PLACE or --watch WHAT: one of them is missing.',
  );
}

/**
 * @param {string} text
 * @param {Program} program
 */
function fingerOf(text, program) {
  const place = placeOf(text);
  if (!place) {
    throw new Misuse(
      `--stop-at ${text} is no place: it takes a finger, 12 or 0x0c, a line of the source, "line 3", or a label.`,
    );
  }
  const finger = 'finger' in place ? place.finger : fingerIn(place, program);
  const platters = program.image.length / PLATTER_BYTES;
  if (finger < platters) return finger;
  const all = counted(platters, 'platter');
  throw new Misuse(
    `The finger cannot stand at ${exact(finger)}: the program has ${all}, counted from 0.`,
  );
}

/**
 * @param {{ line: number } | { label: string }} place
 * @param {Program} program
 */
function fingerIn(place, { engine, source }) {
  if (!source) {
    throw new Misuse(
      'The source of this program is not known: say where the finger is to stand, 12 or 0x0c.',
    );
  }
  if ('label' in place) {
    const { label } = place;
    const finger = engine.labelOffset(source, label);
    if (finger === undefined) throw new Misuse(noLabel(engine.assemble, source, label));
    return finger;
  }
  const finger = engine.sourceOffset(source, place.line);
  if (finger !== undefined) return finger;
  throw new Misuse(`The source has no instruction in line ${exact(place.line)}, nor below.`);
}

/**
 * `r3`, `27:4`, `0:label`; or as in notation, `m[27][4]`.
 * @param {string} text
 * @param {Program} program
 * @returns {Watched}
 */
function watchedOf(text, { engine, source }) {
  const register = /^\s*r([0-7])\s*$/i.exec(text)?.[1];
  if (register !== undefined) return { register: Number(register) };
  const [, identifier = '', at = ''] =
    /^\s*m\[(.+)\]\[(.+)\]\s*$/.exec(text) ?? /^([^:]+):([^:]+)$/.exec(text) ?? [];
  const array = numberOf(identifier);
  const offset = numberOf(at) ?? (source && namedNumber(engine.assemble, source, at.trim()));
  // No array is longer than its size can say.
  const isOffset = offset !== undefined && offset < 0xffffffff;
  if (array !== undefined && isOffset) return { identifier: array, offset };
  const name = placeOf(at);
  if (array !== undefined && source && name && 'label' in name) {
    throw new Misuse(noLabel(engine.assemble, source, name.label));
  }
  throw new Misuse(
    `--watch ${text} is nothing to watch: a register, as r3, or a platter by its array and offset, as 27:4${source ? ' or 0:label' : ''}.`,
  );
}
