/**
 * Owns what is said of an array that is looked into, and how a person names one. Does not know how
 * that is shown.
 */
import type { ArrayPart } from '../../../protocol.ts';
import { numberOf } from '../../../wording/place.mjs';
import { counted, exact } from '../../elements/quantities.ts';

/** `27`, `0x1b`, or `r3` for the array that register names among `registers`; a sentence where it is none of these. */
export function identifierOf(
  text: string,
  registers: readonly number[] | undefined,
): number | string {
  const register = /^r([0-7])$/i.exec(text.trim())?.[1];
  if (register !== undefined) {
    return (
      registers?.[Number(register)] ??
      'What registers hold is known where the program is paused, or failed.'
    );
  }
  return (
    numberOf(text) ??
    'Say which array: by its identifier, 27 or 0x1b, or a register that has it, r3.'
  );
}

/** An offset of an array of that size; a sentence where it is none. */
export function offsetOf(text: string, capacityPlatters: number): number | string {
  const offset = numberOf(text);
  if (offset === undefined) return 'Say an offset: 12 or 0x0c.';
  if (offset < capacityPlatters) return offset;
  const all = counted(capacityPlatters, 'platter');
  return `The array has ${all}, counted from 0: there is none at ${exact(offset)}.`;
}

/** Which part of which array is seen, and how much of it has changed. */
export function partWords(part: ArrayPart, changed: number): string {
  const { identifier, state, capacityPlatters = 0, offset, platters } = part;
  const name = identifier === 0 ? 'The 0 array' : `Array ${exact(identifier)}`;
  if (state === 'abandoned') return `${name} is not there: it was abandoned.`;
  if (state === 'never-allocated') return `${name} is not there: it was never allocated.`;
  if (state === 'inactive') return `${name} is not there: it is not active.`;
  const all = counted(capacityPlatters, 'platter');
  const isWhole = platters.length === capacityPlatters;
  const last = exact(offset + platters.length - 1);
  const seen = isWhole ? `${name}: ${all}.` : `${name}: ${exact(offset)} to ${last} of ${all}.`;
  return changed === 0 ? seen : `${seen} Changed here: ${exact(changed)}.`;
}
