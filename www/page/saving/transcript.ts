/**
 * Owns the transcript: all that was printed and typed since the program was
 * loaded, as text. The oldest part goes when it grows beyond its bound.
 * Does not know the screen; escape sequences are taken out when it is read.
 */
import { withoutControls } from '../../session-log/plain-text.mjs';
import { type CharacterSet, Decoder } from '../screen/characters.ts';
import { CANCEL } from '../screen/control-characters.ts';

export const MOST_CHARACTERS = 16 * 1024 * 1024;
/** Pieces become a block when they are so many, or so long: what goes at once is a small part of all. */
const BLOCK_PIECES = 512;
const BLOCK_CHARACTERS = 256 * 1024;

export class Transcript {
  /** Whole blocks, oldest first; the last pieces are still apart. */
  #blocks: string[] = [];
  #pieces: string[] = [];
  #pieceCharacters = 0;
  #length = 0;
  #isCut = false;
  #decoder = new Decoder('utf-8');

  /** Begins anew. */
  clear(characters: CharacterSet): void {
    this.#blocks = [];
    this.#pieces = [];
    this.#pieceCharacters = 0;
    this.#length = 0;
    this.#isCut = false;
    this.useCharacters(characters);
  }

  useCharacters(characters: CharacterSet): void {
    this.#decoder = new Decoder(characters);
  }

  printed(bytes: Uint8Array): void {
    this.#add(this.#decoder.decode(bytes));
  }

  /** The beginning is not here. */
  cut(): void {
    this.#isCut = true;
  }

  /** A line was typed; it ends with a line feed here, and is no part of what was only begun before it. */
  typed(text: string): void {
    this.#add(`${CANCEL}${text}\n`);
  }

  /** The text so far; `isCut` when its beginning is gone. */
  read(): { text: string; isCut: boolean } {
    const text = withoutControls([...this.#blocks, ...this.#pieces].join(''));
    return { text, isCut: this.#isCut };
  }

  #add(text: string): void {
    this.#pieces.push(text);
    this.#pieceCharacters += text.length;
    this.#length += text.length;
    if (this.#pieces.length >= BLOCK_PIECES || this.#pieceCharacters >= BLOCK_CHARACTERS) {
      this.#blocks.push(this.#pieces.join(''));
      this.#pieces = [];
      this.#pieceCharacters = 0;
    }
    while (this.#length > MOST_CHARACTERS && this.#blocks.length > 0) {
      this.#length -= this.#blocks.shift()?.length ?? 0;
      this.#isCut = true;
    }
  }
}
