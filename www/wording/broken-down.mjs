/**
 * Owns the sentence for a trap of the machine itself, on the page and on the command line
 * alike. Does not know how a trap is noticed, nor what becomes of the machine.
 */
import { reasonOf } from './reason.mjs';

/**
 * That it is our own fault.
 * @param {unknown} error what the engine, or the code around it, threw
 */
export function brokenDown(error) {
  const reason = reasonOf(error);
  return `The machine itself broke down (${reason}). That is a fault of um32, not of the program.`;
}
