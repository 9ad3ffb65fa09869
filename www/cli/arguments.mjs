/**
 * Owns the reading of a command's arguments, files, options and numbers, with a sentence for those
 * that make no sense, and how a file's name is written as one. Does not know which commands
 * there are.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { exact } from '../wording/figures.mjs';
import { codeOf } from '../wording/system-reason.mjs';
import { Misuse } from './complaint.mjs';

/** @typedef {NonNullable<import('node:util').ParseArgsConfig['options']>} Options */

/**
 * The files, one unless more are welcome, and the options of a command.
 * @template {Options} T
 * @param {string[]} args
 * @param {T} options
 * @param {number} most files
 */
export function parse(args, options, most = 1) {
  const { values, positionals, tokens } = parsed(args, options);
  const [file, second] = positionals;
  if (file === undefined) throw new Misuse('Say which file.');
  // A variable of the shell that was never set, mostly.
  if (positionals.includes('')) throw new Misuse('Say which file: its name is empty.');
  if (positionals.length > most) {
    throw new Misuse(oneTooMany(positionals[most] ?? '', options));
  }
  const empty = Object.entries(values).find(([, value]) => [value].flat().includes(''));
  if (empty !== undefined) throw new Misuse(needsValue(`--${empty[0]}`));
  for (const token of tokens) {
    if (token.kind === 'option' && token.inlineValue) refuseEqualsSign(token);
  }
  refuseSecondThoughts(tokens, options);
  return { file, second, values };
}

/**
 * What other tools take as a second file is an option here.
 * @param {string} file
 * @param {Options} options
 */
function oneTooMany(file, options) {
  const sentence = `One file at a time, please: ${file} is one too many`;
  if (options.output) return `${sentence}; to write to it: -o ${asArgument(file)}`;
  if (existsSync(file) && options.input) {
    return `${sentence}; for the program to read it: --input ${asArgument(file)}`;
  }
  return `${sentence}.`;
}

/**
 * A file's name as a shell takes it for that file, and no command for an option.
 * @param {string} name
 */
export function asArgument(name) {
  const path = name.startsWith('-') ? `./${name}` : name;
  return /^[\w@%+:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/**
 * @template {Options} T
 * @param {string[]} args
 * @param {T} options
 */
function parsed(args, options) {
  try {
    return parseArgs({ args, options, allowPositionals: true, tokens: true });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Misuse(sentenceOf(error, args, options));
  }
}

/**
 * @param {Error} error of parseArgs
 * @param {string[]} args
 * @param {Options} options
 */
function sentenceOf(error, args, options) {
  const option = /--[\w-]+/.exec(error.message)?.[0];
  if (option !== undefined && codeOf(error) === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
    const isSwitch = options[option.slice(2)]?.type === 'boolean';
    return isSwitch ? `${option} takes no value.` : needsValue(option);
  }
  // It says the rest well, and adds a hint about its own escapes on further lines.
  const sentence = error.message.split(/\.? *\n|\. /)[0];
  const unknown = /^Unknown option '(.+)'$/.exec(sentence ?? '')?.[1];
  const file =
    unknown === undefined
      ? undefined
      : args.find((arg) => arg.startsWith(unknown) && existsSync(arg));
  return file === undefined
    ? `${sentence}.`
    : `${sentence}; for the file of that name write ${asArgument(file)}.`;
}

/**
 * `-o=FILE` has the value `=FILE`, which nobody means.
 * @param {{ rawName: string, value: string }} option
 */
function refuseEqualsSign({ rawName, value }) {
  if (rawName.startsWith('--') || !value.startsWith('=')) return;
  throw new Misuse(
    `${rawName}${value} would be a file named ${value}; write ${rawName} ${value.slice(1)}.`,
  );
}

/**
 * Of two values one would be left out without a word; the same one twice does no harm.
 * @param {ReturnType<typeof parsed>['tokens']} tokens
 * @param {Options} options
 */
function refuseSecondThoughts(tokens, options) {
  /** @type {Map<string, string>} */
  const given = new Map();
  for (const token of tokens) {
    if (token.kind !== 'option' || token.value === undefined) continue;
    const { name, rawName, value } = token;
    if (options[name]?.multiple) continue;
    const before = given.get(name) ?? value;
    if (before !== value) throw new Misuse(`${rawName} is given twice: ${before} and ${value}.`);
    given.set(name, value);
  }
}

/** @param {string} option */
function needsValue(option) {
  return `${option} needs a value; one that begins with - is written ${option}=-VALUE.`;
}

/**
 * The number that an option has, if it is there.
 * @param {string} option
 * @param {string | undefined} text
 */
export function wholeNumber(option, text) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    const most = /^\d+$/.test(text) ? ` up to ${exact(Number.MAX_SAFE_INTEGER)}` : '';
    throw new Misuse(`${option} takes a whole number${most}, not ${text}.`);
  }
  return value;
}
