/**
 * Owns the part of the Engine panel that looks into an array of a program that stands still: which
 * one, which part of it, and the way through it. Does not know how what lies there is had: it says
 * what it wants to see (`look`) and is told with all else (`show`).
 */
import type { ArrayLook, ArrayPart, MachineState, Statistics } from '../../../protocol.ts';
import { element } from '../../elements/dom.ts';
import { setPressable } from '../../elements/press.ts';
import type { Watches } from '../watches.ts';
import { codeField, submit, way } from '../way.ts';
import { identifierOf, offsetOf, partWords } from './array-words.ts';
import { DrawnPlatters } from './drawn-platters.ts';
import { SeenPlatters } from './seen-platters.ts';
import '../../style/platters.css';

/** As many are seen at a time, however many there are. */
const WINDOW_PLATTERS = 32;

const NEWS = 'array-news';

export interface ArrayViewOptions {
  /** Tells the loaded program from others. */
  program: () => string | undefined;
  /** What is to be seen is another: `look` says what. */
  wanted: () => void;
  /** Of registers and platters: the latter have their buttons here. */
  watches: Watches;
}

export class ArrayView {
  readonly content: HTMLElement;
  readonly #options: ArrayViewOptions;
  readonly #name = codeField('Which array: its identifier, or a register', '27, 0x1b or r3', NEWS);
  readonly #show = submit('Look into', 'button-outlined');
  readonly #offset = codeField('To which offset of the array', '12 or 0x0c', NEWS);
  readonly #go = submit('Go to', 'button-outlined');
  readonly #back = this.#turn('Back', -WINDOW_PLATTERS);
  readonly #on = this.#turn('On', WINDOW_PLATTERS);
  /** What is seen, or why nothing is: read out. */
  readonly #news = element('p', { class: 'stepping-news', id: NEWS, role: 'status' });
  readonly #stale = element('p', { class: 'is-quiet', hidden: true });
  readonly #ways: HTMLElement;
  readonly #platters: DrawnPlatters;
  readonly #seen = new SeenPlatters();
  #program: string | undefined;
  #chosen: { identifier: number; offset: number } | undefined;
  #registers: readonly number[] | undefined;
  /** What is in sight. */
  #part: ArrayPart | undefined;
  /** What stood in it before, where it changed since. */
  #changed: ReadonlyMap<number, number> = new Map();
  #isToBeInSight = false;
  /** What was told of it. */
  #told = '';

  constructor(options: ArrayViewOptions) {
    this.#options = options;
    this.#platters = new DrawnPlatters(options.watches);
    this.#stale.textContent = 'As it was when the program last stood still.';
    this.#ways = element(
      'div',
      { class: 'array-ways', hidden: true },
      way(() => this.#goTo(), this.#go, this.#offset),
      this.#back,
      this.#on,
    );
    this.content = element(
      'section',
      { class: 'stepping', 'aria-label': 'Arrays', hidden: true },
      element('h2', { class: 'panel-heading' }, 'What lies in an array'),
      way(() => this.#choose(), this.#show, this.#name),
      this.#news,
      this.#ways,
      this.#stale,
      this.#platters.content,
    );
  }

  /** What is to be seen, if anything is. */
  get look(): ArrayLook | undefined {
    return this.#chosen && { ...this.#chosen, platters: WINDOW_PLATTERS };
  }

  /** The array of this identifier, which was chosen elsewhere. */
  lookInto(identifier: number): void {
    this.#name.value = '';
    this.#lookInto(identifier);
  }

  /** From its beginning; whoever chose it is brought in sight of it. */
  #lookInto(identifier: number): void {
    this.#chosen = { identifier, offset: 0 };
    this.#isToBeInSight = true;
    this.#options.wanted();
  }

  show({ engine, position, array, instructionsDone }: Statistics, state: MachineState): void {
    this.content.hidden = !engine || state === 'empty';
    if (this.#program !== this.#options.program()) this.#forget();
    this.#registers = position?.registers;
    const stands = state !== 'running' && state !== 'empty';
    for (const button of [this.#show, this.#go]) setPressable(button, stands);
    if (array && stands) this.#showPart(array, instructionsDone);
    // What is watched may be another.
    else if (this.#part) this.#platters.draw(this.#part, this.#changed);
    this.#stale.hidden = stands || !this.#part;
    this.#setTurns(stands);
  }

  /** Another program: what was seen is of the one before. */
  #forget(): void {
    this.#program = this.#options.program();
    this.#chosen = undefined;
    this.#part = undefined;
    this.#seen.forget();
    this.#name.value = '';
    this.#showWays(false);
    this.#platters.clear();
    this.#tell('');
  }

  #showPart(part: ArrayPart, instructionsDone: number): void {
    const { identifier, offset, capacityPlatters = 0 } = part;
    // Asked for before something else was.
    if (identifier !== this.#chosen?.identifier || offset !== this.#chosen.offset) return;
    if (offset > 0 && offset >= capacityPlatters && capacityPlatters > 0) {
      // A shorter one has its identifier by now.
      this.#goToOffset(Math.max(0, capacityPlatters - WINDOW_PLATTERS));
      return;
    }
    this.#part = part;
    for (const field of [this.#name, this.#offset]) field.ariaInvalid = null;
    this.#changed = this.#seen.see(part, instructionsDone);
    this.#showWays(capacityPlatters > WINDOW_PLATTERS);
    this.#platters.draw(part, this.#changed);
    this.#tell(partWords(part, this.#changed.size));
    if (this.#isToBeInSight) this.content.scrollIntoView({ block: 'nearest' });
    this.#isToBeInSight = false;
  }

  /** Whoever is on one of them when they go finds the way to another array. */
  #showWays(areShown: boolean): void {
    if (!areShown && this.#ways.contains(document.activeElement)) this.#show.focus();
    this.#ways.hidden = !areShown;
  }

  #setTurns(stands: boolean): void {
    const { offset = 0, capacityPlatters = 0 } = this.#part ?? {};
    setPressable(this.#back, stands && offset > 0);
    setPressable(this.#on, stands && offset + WINDOW_PLATTERS < capacityPlatters);
  }

  #choose(): void {
    const identifier = identifierOf(this.#name.value, this.#registers);
    if (typeof identifier === 'string') this.#refuse(this.#name, identifier);
    else this.#lookInto(identifier);
  }

  #goTo(): void {
    const offset = offsetOf(this.#offset.value, this.#part?.capacityPlatters ?? 0);
    if (typeof offset === 'string') this.#refuse(this.#offset, offset);
    else this.#goToOffset(offset);
  }

  #goToOffset(offset: number): void {
    if (!this.#chosen) return;
    this.#chosen = { ...this.#chosen, offset };
    this.#options.wanted();
  }

  /** A button that goes so many platters further, or back. */
  #turn(word: string, platters: number): HTMLButtonElement {
    return element(
      'button',
      {
        type: 'button',
        class: 'button button-outlined',
        onclick: () => this.#goToOffset(Math.max(0, (this.#chosen?.offset ?? 0) + platters)),
      },
      word,
    );
  }

  #refuse(field: HTMLInputElement, sentence: string): void {
    field.ariaInvalid = 'true';
    this.#tell(sentence);
  }

  #tell(sentence: string): void {
    if (sentence === this.#told) return;
    this.#told = sentence;
    this.#news.textContent = sentence;
  }
}
