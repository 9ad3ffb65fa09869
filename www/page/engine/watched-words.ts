/**
 * Owns what registers and platters are called that are watched, and how it is said that they have
 * changed. Does not know how that is found out.
 */
import type { Change, Changed, Watched } from '../../protocol.ts';
import { exact } from '../elements/quantities.ts';

/** `r3`, `array 27 at 4`; short, as programmers say it. */
export function watchedName(watched: Watched): string {
  if ('register' in watched) return `r${watched.register}`;
  return `${arrayName(watched.identifier)} at ${exact(watched.offset)}`;
}

function arrayName(identifier: number, the = 'the', array = 'array'): string {
  return identifier === 0 ? `${the} 0 array` : `${array} ${exact(identifier)}`;
}

/** What the instruction did, and which one it was. */
export function changedWords({ finger, instruction, source, changes }: Changed): [string, string] {
  const by = `${exact(finger)}, ${source ?? instruction}`;
  return [changes.map(changeSentence).join(' '), by];
}

function changeSentence({ watched, was, is }: Change): string {
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

function fromTo(was = 0, is = 0): string {
  return ` from ${exact(was)} to ${exact(is)}`;
}
