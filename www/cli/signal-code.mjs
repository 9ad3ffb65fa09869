/**
 * Owns the exit codes of commands that a signal ended, as shells have them. Does not know
 * who sends signals, nor what is done about them.
 */
import { constants } from 'node:os';

/** Behind all codes that a command has of its own. */
const SIGNALLED = 128;

/** @param {NodeJS.Signals} signal */
export function codeOfSignal(signal) {
  return SIGNALLED + constants.signals[signal];
}

/** @param {number} exitCode */
export function isOfSignal(exitCode) {
  return exitCode > SIGNALLED;
}
