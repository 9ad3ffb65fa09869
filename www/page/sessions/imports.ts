/**
 * Owns what is told of session files while they are taken in, which may be long, and that none is
 * taken in twice meanwhile. Does not know what is in them, nor what is told of what came of it.
 */
import type { SessionCommand } from '../../protocol.ts';
import type { CardName } from '../cards/card-name.ts';
import { SHORT_WAY_MS } from '../cards/card-progress.ts';
import type { Card } from '../cards/card-stack.ts';
import { shortBytes } from '../elements/quantities.ts';
import type { ProgramFile } from '../opening/open-program.ts';

export interface ImportsOptions {
  cards: { show: (card: Card) => void; drop: (name: CardName) => boolean };
  ask: (command: SessionCommand) => void;
  refused: (name: string, sentence: string) => void;
}

export class Imports {
  readonly #options: ImportsOptions;
  #last = 0;
  /** By the number that the worker answers with. */
  readonly #going = new Map<number, ProgramFile>();

  constructor(options: ImportsOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#going.size > 0;
  }

  begin({ name, bytes }: ProgramFile): void {
    // Who sees nothing happen drops it once more.
    if ([...this.#going.values()].some((going) => isSame(going.bytes, bytes))) return;
    this.#last += 1;
    this.#going.set(this.#last, { name, bytes });
    // The message gives its bytes away.
    const copy = bytes.slice();
    this.#options.ask({ type: 'import-session', import: this.#last, name, bytes: copy });
    setTimeout(() => this.#tell(), SHORT_WAY_MS);
  }

  /** Nothing more comes of that one, which was done or refused. */
  over(number: number): void {
    this.#going.delete(number);
    if (!this.isOn) this.#options.cards.drop('importing');
  }

  /** Whoever took them in is gone. */
  lost(): void {
    for (const [number, { name }] of [...this.#going]) {
      this.over(number);
      this.#options.refused(
        name,
        'Its import was broken off, and nothing of it is kept. Import it again.',
      );
    }
  }

  #tell(): void {
    const files = [...this.#going.values()];
    const [first] = files;
    if (first) this.#options.cards.show(importingCard(first.name, files));
  }
}

function importingCard(first: string, files: readonly ProgramFile[]): Card {
  return {
    name: 'importing',
    title: `Importing ${files.length === 1 ? first : `${files.length} files`}`,
    text: ['It is taken in whole or not at all. What is open stays as it is.'],
    progress: {
      words: shortBytes(files.reduce((sum, { bytes }) => sum + bytes.length, 0)),
      label: 'Importing',
      done: 0,
    },
    answers: [],
  };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
