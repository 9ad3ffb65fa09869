/**
 * Owns the line being typed: its characters, the cursor among them, and what
 * was killed last. A character is what a person sees as one (a grapheme), so
 * that an accent or an emoji's colour is never erased alone.
 * Does not know the screen, the keys, or when the line is sent.
 */

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const ASCII = /^[\x00-\x7f]*$/;

/** Splits text into what a person sees as characters. */
export function charactersOf(text: string): string[] {
  // Long pastes are nearly always ASCII, for which the segmenter is needlessly slow.
  if (ASCII.test(text)) return text.split('');
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

const isBlank = (character: string | undefined): boolean => /^\s*$/.test(character ?? '');
const isWordPart = (character: string | undefined): boolean =>
  /[\p{L}\p{N}]/u.test(character ?? '');

export class EditLine {
  #characters: string[] = [];
  #cursor = 0;
  #killed: string[] = [];

  get text(): string {
    return this.#characters.join('');
  }

  get characters(): readonly string[] {
    return this.#characters;
  }

  /** How many characters stand before the cursor. */
  get cursor(): number {
    return this.#cursor;
  }

  /** The cursor in UTF-16 units, as every text field counts it. */
  get cursorUnits(): number {
    return this.#characters.slice(0, this.#cursor).join('').length;
  }

  get isEmpty(): boolean {
    return this.#characters.length === 0;
  }

  get atEnd(): boolean {
    return this.#cursor === this.#characters.length;
  }

  /** Puts another line in this one's place, the cursor at `cursor` characters or the end. */
  replace(text: string, cursor?: number): void {
    this.#characters = charactersOf(text);
    this.#cursor = Math.min(cursor ?? this.#characters.length, this.#characters.length);
  }

  /** Empties the line and returns what it was. */
  take(): string {
    const text = this.text;
    this.#characters = [];
    this.#cursor = 0;
    return text;
  }

  insert(text: string): void {
    // What is inserted may join its neighbours: a combining accent, half an emoji.
    const from = Math.max(0, this.#cursor - 1);
    const before = this.#characters.slice(from, this.#cursor).join('');
    const after = this.#characters.slice(this.#cursor, this.#cursor + 1).join('');
    const head = charactersOf(before + text);
    const joined = after === '' ? head : charactersOf(before + text + after);
    this.#characters = this.#characters
      .slice(0, from)
      .concat(joined, this.#characters.slice(this.#cursor + (after === '' ? 0 : 1)));
    this.#cursor = Math.min(from + head.length, this.#characters.length);
  }

  left(): void {
    this.#cursor = Math.max(0, this.#cursor - 1);
  }

  right(): void {
    this.#cursor = Math.min(this.#characters.length, this.#cursor + 1);
  }

  home(): void {
    this.#cursor = 0;
  }

  end(): void {
    this.#cursor = this.#characters.length;
  }

  wordLeft(): void {
    this.#cursor = this.#startOfWord(isWordPart);
  }

  wordRight(): void {
    this.#cursor = this.#endOfWord();
  }

  erase(): void {
    this.#remove(Math.max(0, this.#cursor - 1), this.#cursor);
  }

  eraseNext(): void {
    this.#remove(this.#cursor, this.#cursor + 1);
  }

  /** Erases back to the last blank, as a terminal's own word erase does. */
  eraseWord(): void {
    this.#kill(
      this.#startOfWord((character) => !isBlank(character)),
      this.#cursor,
    );
  }

  /** Erases back to the start of the letters and digits before the cursor. */
  eraseWordPart(): void {
    this.#kill(this.#startOfWord(isWordPart), this.#cursor);
  }

  eraseNextWord(): void {
    this.#kill(this.#cursor, this.#endOfWord());
  }

  killToStart(): void {
    this.#kill(0, this.#cursor);
  }

  killToEnd(): void {
    this.#kill(this.#cursor, this.#characters.length);
  }

  /** Inserts what was killed last. */
  yank(): void {
    this.insert(this.#killed.join(''));
  }

  #startOfWord(belongs: (character: string | undefined) => boolean): number {
    let start = this.#cursor;
    while (start > 0 && !belongs(this.#characters[start - 1])) start--;
    while (start > 0 && belongs(this.#characters[start - 1])) start--;
    return start;
  }

  #endOfWord(): number {
    let end = this.#cursor;
    while (end < this.#characters.length && !isWordPart(this.#characters[end])) end++;
    while (end < this.#characters.length && isWordPart(this.#characters[end])) end++;
    return end;
  }

  #kill(from: number, to: number): void {
    if (from < to) this.#killed = this.#characters.slice(from, to);
    this.#remove(from, to);
  }

  #remove(from: number, to: number): void {
    this.#characters.splice(from, to - from);
    this.#cursor = from;
  }
}
