/**
 * Owns what a script without options says to one: a sentence, before anything is set up or
 * run. Does not know the options of those that have some.
 */
import { SetupError } from './command.mjs';

/**
 * @param {string | undefined} option the first word the script can do nothing with
 * @param {string} command as a person calls it
 * @param {string} about what it does, to go on a sentence
 */
export function refuseOption(option, command, about) {
  if (option === undefined) return;
  throw new SetupError(`${command} takes no options, so no ${option}: ${about}.`);
}
