/**
 * Owns the lines typed before: a walk through them with the arrows, and the
 * search for one. Does not know keys or the screen; nothing is stored beyond
 * the page's life.
 */

const MOST_LINES = 1000;

export class History {
  readonly #lines: string[] = [];
  /** Where the walk stands; `#lines.length` is the line being typed. */
  #at = 0;
  /** The line being typed when the walk began. */
  #unfinished = '';

  /** Remembers a line, and ends the walk. Blank lines and repetitions are not kept. */
  add(line: string): void {
    if (line.trim() !== '' && line !== this.#lines.at(-1)) {
      this.#lines.push(line);
      if (this.#lines.length > MOST_LINES) this.#lines.shift();
    }
    this.endWalk();
  }

  /** Forgets a line, as it came last: a password that was typed ahead, perhaps with more behind it. */
  forget(line: string): void {
    const at = this.#lines.lastIndexOf(line);
    if (at >= 0) this.#lines.splice(at, 1);
    this.endWalk();
  }

  endWalk(): void {
    this.#at = this.#lines.length;
    this.#unfinished = '';
  }

  /** The line before, or undefined at the oldest. `current` is kept to come back to. */
  older(current: string): string | undefined {
    return this.#walkTo(this.#at - 1, current);
  }

  newer(current: string): string | undefined {
    return this.#walkTo(this.#at + 1, current);
  }

  oldest(current: string): string | undefined {
    return this.#walkTo(0, current);
  }

  newest(current: string): string | undefined {
    return this.#walkTo(this.#lines.length, current);
  }

  #walkTo(target: number, current: string): string | undefined {
    if (target < 0 || target > this.#lines.length || target === this.#at) return undefined;
    if (this.#at === this.#lines.length) this.#unfinished = current;
    this.#at = target;
    return this.#lines[target] ?? this.#unfinished;
  }

  /** The newest line before number `before` that contains `part`, with its number. */
  find(part: string, before = this.#lines.length): { line: string; number: number } | undefined {
    for (let number = Math.min(before, this.#lines.length) - 1; number >= 0; number--) {
      const line = this.#lines[number] ?? '';
      if (line.includes(part)) return { line, number };
    }
    return undefined;
  }
}
