/**
 * Owns how bytes printed become text that can be read and searched: without
 * what steers a terminal. Deliberately does not know what printed them.
 */
import { decoderOf } from './characters.mjs';

const ESCAPE_SEQUENCE =
  // OSC and the other strings, CSI, then any other two-character sequence.
  /\x1b(?:[\]P_^X][^\x07\x18\x1b]*(?:\x07|\x1b\\)|\[[0-?]*[ -/]*[@-~]|.)/g;
// Everything else that is no text, but for the tab and the line feed.
const CONTROL_CODES = /[\x00-\x08\x0b-\x1f\x7f]/g;

/**
 * The text without what steers a terminal. What is cut off in the midst of a sequence keeps
 * its rest: give whole pieces.
 * @param {string} text
 */
export function withoutControls(text) {
  return text.replace(ESCAPE_SEQUENCE, '').replace(CONTROL_CODES, '');
}

export class PlainText {
  #decoder;

  /** @param {import('./characters.mjs').CharacterSet} characters how bytes are shown */
  constructor(characters) {
    this.#decoder = decoderOf(characters);
  }

  /**
   * What a moment printed; a character may go on in the next.
   * @param {Uint8Array} output
   */
  of(output) {
    return withoutControls(this.#decoder.decode(output, { stream: true }));
  }
}
