/**
 * Owns which moment of the open session is looked at, and the asking for it: one
 * look at a time; the latest wanted comes next. Does not know how a moment is drawn.
 */
import type { HistoryPiece } from '../../protocol.ts';
import { lines } from '../elements/quantities.ts';
import type { CharacterSet } from '../screen/characters.ts';
import type { MomentView } from './moment-view.ts';

export interface MomentPreviewOptions {
  moments: Pick<MomentView, 'show' | 'hide'>;
  characters: () => CharacterSet;
  /** Asks for the screen after so many entries. */
  ask: (entries: number) => void;
}

export class MomentPreview {
  readonly #options: MomentPreviewOptions;
  /** The moment to be looked at; undefined for now. */
  #wanted: number | undefined;
  #isAsked = false;
  /** So many lines the moments stand behind that were asked for, a file as one. */
  readonly #places = new Map<number, number>();

  constructor(options: MomentPreviewOptions) {
    this.#options = options;
  }

  /** Undefined: the present is looked at again. `place`: how many lines it stands behind, where a file is one. */
  look(entries: number | undefined, place?: number): void {
    this.#wanted = entries;
    if (entries !== undefined && place !== undefined) this.#places.set(entries, place);
    if (entries === undefined) {
      this.#isAsked = false;
      this.#options.moments.hide();
    } else if (!this.#isAsked) {
      this.#isAsked = true;
      this.#options.ask(entries);
    }
  }

  /** That screen is not to be had: what was there before is not it. */
  unheard(entries: number): void {
    this.#isAsked = false;
    const wanted = this.#wanted;
    if (wanted === undefined) return;
    if (wanted === entries) this.#options.moments.hide();
    else this.look(wanted);
  }

  /** The screen that was asked for. */
  heard(entries: number, pieces: readonly HistoryPiece[]): void {
    this.#isAsked = false;
    const wanted = this.#wanted;
    if (wanted === undefined) return;
    const { moments, characters } = this.#options;
    moments.show(
      pieces,
      characters(),
      `The screen after ${lines(this.#places.get(entries) ?? entries)}`,
    );
    if (wanted !== entries) this.look(wanted);
  }
}
