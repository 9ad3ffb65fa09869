/**
 * Owns what has been typed or pasted but not yet asked for: lines in order, and
 * ends of input between them; and which of the lines go ahead: these may be handed
 * over without being asked for one by one, and wait here until they are said to be.
 * A paste is kept as the one string it came as and cut into lines only as they are
 * taken, so that its length costs nothing.
 * Does not know when a line is taken, nor how it is shown.
 */

/** A line without its line feed, or the end of input. */
export type Waiting = { kind: 'line'; text: string } | { kind: 'end-of-input' };

type Parcel =
  | { kind: 'line'; text: string }
  | { kind: 'end-of-input' }
  | { kind: 'lines'; text: string; at: number; left: number };

/** So many lines go ahead at most: a moment's worth. */
const MOST_AHEAD = 256;
/** So many never do, the last ones: whoever takes them back in haste has them back. */
const NEVER_AHEAD = 8;

export class WaitingLines {
  readonly #parcels: Parcel[] = [];
  #length = 0;
  /** So many of them, the first ones, have gone ahead. */
  #ahead = 0;

  /** Lines and ends of input that wait. */
  get length(): number {
    return this.#length;
  }

  addLine(text: string): void {
    this.#parcels.push({ kind: 'line', text });
    this.#length++;
  }

  addEndOfInput(): void {
    this.#parcels.push({ kind: 'end-of-input' });
    this.#length++;
  }

  /** Adds every line of `text`; each must end in a line feed, the last one too. */
  addLines(text: string): void {
    let left = 0;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) left++;
    if (left === 0) return;
    this.#parcels.push({ kind: 'lines', text, at: 0, left });
    this.#length += left;
  }

  take(): Waiting | undefined {
    const parcel = this.#parcels[0];
    if (parcel === undefined) return undefined;
    this.#length--;
    if (parcel.kind !== 'lines') {
      this.#parcels.shift();
      return parcel;
    }
    const end = parcel.text.indexOf('\n', parcel.at);
    const text = parcel.text.slice(parcel.at, end);
    parcel.at = end + 1;
    parcel.left--;
    if (parcel.left === 0) this.#parcels.shift();
    return { kind: 'line', text };
  }

  /** The first lines go ahead: these. */
  goAhead(): string[] {
    const lines: string[] = [];
    for (const next of this.peek(Math.min(MOST_AHEAD, this.#length - NEVER_AHEAD))) {
      if (next.kind !== 'line') break;
      lines.push(next.text);
    }
    this.#ahead = lines.length;
    return lines;
  }

  /** The first of those was handed over; it may have been dropped by now. */
  wentAhead(): void {
    if (this.#ahead === 0) return;
    this.#ahead -= 1;
    this.take();
  }

  /** Those that went ahead and wait still are handed over no more. */
  stay(): void {
    this.#ahead = 0;
  }

  /** Whatever waits may be on its way. */
  get areAllAhead(): boolean {
    return this.#ahead > 0 && this.#ahead >= this.#length;
  }

  /** True, once, where some that went ahead wait no more, and are to be kept from being handed over. */
  dropsAhead(): boolean {
    if (this.#ahead <= this.#length) return false;
    this.#ahead = this.#length;
    return true;
  }

  /** Takes what came last, so many or all; in the order it came. */
  takeBack(most = Number.POSITIVE_INFINITY): Waiting[] {
    const back: Waiting[] = [];
    while (back.length < most) {
      const last = this.#takeLast();
      if (last === undefined) break;
      back.push(last);
    }
    return back.reverse();
  }

  /** The first `most` that wait, left where they are. */
  peek(most: number): Waiting[] {
    const found: Waiting[] = [];
    for (const parcel of this.#parcels) {
      if (parcel.kind !== 'lines') {
        if (found.length < most) found.push(parcel);
      } else {
        for (let at = parcel.at, left = parcel.left; left > 0 && found.length < most; left--) {
          const end = parcel.text.indexOf('\n', at);
          found.push({ kind: 'line', text: parcel.text.slice(at, end) });
          at = end + 1;
        }
      }
      if (found.length >= most) break;
    }
    return found;
  }

  clear(): void {
    this.#parcels.length = 0;
    this.#length = 0;
  }

  #takeLast(): Waiting | undefined {
    const parcel = this.#parcels.at(-1);
    if (parcel === undefined) return undefined;
    this.#length--;
    if (parcel.kind !== 'lines') {
      this.#parcels.pop();
      return parcel;
    }
    const end = parcel.text.length - 1;
    const begin = parcel.text.lastIndexOf('\n', end - 1) + 1;
    const text = parcel.text.slice(begin, end);
    parcel.text = parcel.text.slice(0, begin);
    parcel.left--;
    if (parcel.left === 0) this.#parcels.pop();
    return { kind: 'line', text };
  }
}
