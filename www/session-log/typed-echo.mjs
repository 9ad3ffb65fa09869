/**
 * Owns what a terminal would have shown of a log's entries where nobody noted
 * it: a link has only what was typed. Deliberately runs no machine.
 */
import { exchangeNames } from './exchange-log.mjs';
import { isPasswordPrompt, PROMPT_BYTES } from './prompts.mjs';

export class TypedEchoes {
  /** A file that was moved stands on no line, though it may look like one. */
  #moved;

  /** @param {readonly import('./exchange-log.mjs').LogEntry[]} log without any echoes */
  constructor(log) {
    this.#moved = exchangeNames(log);
  }

  /**
   * What is shown of an entry that is no end of input; undefined where it is nothing.
   * @param {number} nth its place in the log
   * @param {Uint8Array} bytes
   * @param {Uint8Array} printed before it; its end is enough
   */
  of(nth, bytes, printed) {
    return this.#moved[nth] === undefined ? echoOf(bytes, printed) : undefined;
  }
}

/**
 * What a terminal would have shown of a line typed after this was printed:
 * nothing of a password, nothing of what is no text.
 * @param {Uint8Array} bytes
 * @param {Uint8Array} printed its end is enough
 */
export function echoOf(bytes, printed) {
  const prompt = new TextDecoder('latin1').decode(printed.subarray(-PROMPT_BYTES));
  if (isPasswordPrompt(prompt)) return '';
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const line = text.endsWith('\n') ? text.slice(0, -1) : text;
    return /\p{Cc}/u.test(line.replaceAll('\t', '')) ? undefined : line;
  } catch {
    return undefined;
  }
}

const LINE_FEED = 10;

/**
 * What a recording shows typed where nothing was echoed: a line end was typed all the same.
 * @param {{ bytes: Uint8Array, isEnd: boolean }} entry
 */
export function unechoed({ bytes, isEnd }) {
  return !isEnd && bytes.at(-1) === LINE_FEED ? '' : undefined;
}
