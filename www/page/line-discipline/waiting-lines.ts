/**
 * Owns what has been typed or pasted but not yet asked for: lines in order, and
 * ends of input between them. A paste is kept as the one string it came as and
 * cut into lines only as they are taken, so that its length costs nothing.
 * Does not know when a line is taken, nor how it is shown.
 */

/** A line without its line feed, or the end of input. */
export type Waiting = { kind: 'line'; text: string } | { kind: 'end-of-input' };

type Parcel =
  | { kind: 'line'; text: string }
  | { kind: 'end-of-input' }
  | { kind: 'lines'; text: string; at: number; left: number };

export class WaitingLines {
  readonly #parcels: Parcel[] = [];
  #length = 0;

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
