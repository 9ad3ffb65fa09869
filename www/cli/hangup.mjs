/**
 * Owns what a command knows of the end of its terminal: the signal that tells it, the
 * terminal that is gone, and what nohup(1) promised. Does not know what a command does then.
 */
import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';
import { codeOfSignal } from './signal-code.mjs';

const STANDARD_STREAMS = [0, 1, 2];
const OUTPUTS = [1, 2];

/** Those of the standard streams that were terminals at the beginning. */
const terminals = STANDARD_STREAMS.filter((fd) => isatty(fd));

/**
 * Whether a hangup takes anything away: a terminal, or whoever reads what is written.
 * nohup(1) asks that hangups be ignored, which Node undoes as it starts. So it is told by
 * what nohup leaves: no terminal, and output that goes to files.
 */
const isMinded = terminals.length > 0 || OUTPUTS.some(isRead);

/** The terminal is gone. Not worth a word: there is nowhere to say it. */
export class HungUp extends Error {
  exitCode = codeOfSignal('SIGHUP');
}

/**
 * Whether this standard stream was a terminal, and is none any more: reading it gives the
 * end of input, which nobody has typed.
 * @param {number} fd
 */
export function isGone(fd) {
  return terminals.includes(fd) && !isatty(fd);
}

/** Lets a command outlive hangups that are nothing to it. */
export function outliveHangups() {
  if (!isMinded) process.on('SIGHUP', () => {});
}

let notice = () => {};

/**
 * From now on a hangup does not end the process but calls this, if it is anything to it.
 * It is told twice where both shell and system tell it: the second must not end what
 * is being saved.
 * @param {() => void} call
 */
export function onHangup(call) {
  if (isMinded && process.listenerCount('SIGHUP') === 0) process.on('SIGHUP', () => notice());
  notice = call;
}

/** Ends the process where its terminal is gone: Node's own way out breaks down there. */
export function leaveWithTerminal() {
  if (!STANDARD_STREAMS.some(isGone)) return;
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}

/** @param {number} fd */
function isRead(fd) {
  const file = fstatSync(fd);
  return file.isFIFO() || file.isSocket();
}
