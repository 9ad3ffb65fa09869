/**
 * Owns what registers and platters are called that are watched, and how it is said, on the page and
 * on the command line alike, that they have changed, or that a place was come to. Does not know how
 * that is found out.
 */
import { exact, withReading } from './figures.mjs';

/** @typedef {import('./reported.mjs').Watched} Watched */
/** @typedef {import('./reported.mjs').Change} Change */

/**
 * What an instruction changed of what is watched, with its line of the source.
 * @typedef {import('./reported.mjs').Changed & { source?: string | undefined }} Changed
 */

/**
 * `r3`, `array 27 at 4`; short, as programmers say it.
 * @param {Watched} watched
 */
export function watchedName(watched) {
  if ('register' in watched) return `r${watched.register}`;
  return `${arrayName(watched.identifier)} at ${exact(watched.offset)}`;
}

/** @param {number} identifier */
function arrayName(identifier, the = 'the', array = 'array') {
  return identifier === 0 ? `${the} 0 array` : `${array} ${exact(identifier)}`;
}

/**
 * Why it stands at `finger`: the change, or the place.
 * @param {Changed | undefined} changed
 * @param {number} finger
 * @param {string} way how far that was: `after 3 instructions`
 */
export function stoppedWords(changed, finger, way) {
  if (!changed) return `At ${exact(finger)}, where it is to stop, ${way}.`;
  const [change, at] = changedWords(changed);
  return `${change} Done at ${at}, ${way}.`;
}

/**
 * What the instruction did, and which one it was.
 * @param {Changed} changed
 * @returns {[string, string]}
 */
export function changedWords({ finger, instruction, source, changes }) {
  const by = `${exact(finger)}, ${source ?? instruction}`;
  return [changes.map(changeSentence).join(' '), by];
}

/** @param {Change} change */
function changeSentence({ watched, was, is }) {
  if ('register' in watched) return `r${watched.register} changed${fromTo(was, is)}.`;
  const { identifier, offset } = watched;
  const at = `at ${exact(offset)}`;
  if (was !== undefined && is !== undefined) {
    return `${arrayName(identifier, 'The', 'Array')} ${at} changed${fromTo(was, is)}.`;
  }
  // The 0 array is never abandoned.
  if (identifier === 0) {
    const [now, before] = [is, was].map((value) =>
      value === undefined ? 'nothing' : exact(value),
    );
    return `Another program was loaded: it has ${now} ${at}, where ${before} was.`;
  }
  return is === undefined
    ? `Array ${exact(identifier)} was abandoned; ${at} it held ${exact(was ?? 0)}.`
    : `Array ${exact(identifier)} was allocated; ${at} it holds ${exact(is)}.`;
}

function fromTo(was = 0, is = 0) {
  return ` from ${exact(was)} to ${withReading(is)}`;
}
