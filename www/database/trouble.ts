/**
 * Owns what is said where the browser's store fails the page's database or the worker's. Does
 * not know what was to be kept.
 */
import { reasonOf } from '../wording/reason.mjs';

/** What is said where there is no room. */
export const NO_ROOM = 'The browser has no room left for this site.';

/** Whether the browser refused for want of room. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError';
}

/** What is said where the browser's store is of no use. */
export function keepsNothing(error: unknown): string {
  return `The browser keeps nothing for this site (${reasonOf(error)}).`;
}
