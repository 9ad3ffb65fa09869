/**
 * Owns the reading of a command's arguments, files and options, with a sentence for those
 * that make no sense. Does not know which commands there are.
 */
import { parseArgs } from 'node:util';
import { codeOf, Misuse } from './complaint.mjs';

/** @typedef {NonNullable<import('node:util').ParseArgsConfig['options']>} Options */

/**
 * The files, one unless more are welcome, and the options of a command.
 * @template {Options} T
 * @param {string[]} args
 * @param {T} options
 * @param {number} most files
 */
export function parse(args, options, most = 1) {
  const { values, positionals } = parsed(args, options);
  const [file, second] = positionals;
  if (file === undefined) throw new Misuse('Say which file.');
  if (positionals.length > most) {
    throw new Misuse(`One file at a time, please: ${positionals[most]} is one too many.`);
  }
  // A variable of the shell that was never set, mostly.
  if (positionals.includes('')) throw new Misuse('Say which file: its name is empty.');
  const empty = Object.entries(values).find(([, value]) => value === '');
  if (empty !== undefined) throw new Misuse(needsValue(`--${empty[0]}`));
  return { file, second, values };
}

/**
 * @template {Options} T
 * @param {string[]} args
 * @param {T} options
 */
function parsed(args, options) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Misuse(sentenceOf(error, options));
  }
}

/**
 * @param {Error} error of parseArgs
 * @param {Options} options
 */
function sentenceOf(error, options) {
  const option = /--[\w-]+/.exec(error.message)?.[0];
  if (option !== undefined && codeOf(error) === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    const isSwitch = options[option.slice(2)]?.type === 'boolean';
    return isSwitch ? `${option} takes no value.` : needsValue(option);
  }
  // It says the rest well, and adds a hint about its own escapes on further lines.
  return `${error.message.split(/\.? *\n|\. /)[0]}.`;
}

/** @param {string} option */
function needsValue(option) {
  return `${option} needs a value; one that begins with - is written ${option}=-VALUE.`;
}
