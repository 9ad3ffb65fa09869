/**
 * Owns the part of the Engine panel that goes through a program: where it is paused, and the ways
 * on from there, by single instructions, to a place, or to a change. Does not know how the program
 * is run.
 */
import type { Approach, MachineState, Place, Position, Statistics } from '../../protocol.ts';
import { placeOf } from '../../wording/place.mjs';
import { stoppedWords } from '../../wording/watched.mjs';
import { positionFacts, stoppedAt } from '../cards/instruction-facts.ts';
import { element } from '../elements/dom.ts';
import { isWriting } from '../elements/fields.ts';
import { once, setPressable } from '../elements/press.ts';
import { counted } from '../elements/quantities.ts';
import { NO_PLACE, Places, type PlacesListeners } from './places.ts';
import { RegisterButtons } from './register-buttons.ts';
import type { Watches } from './watches.ts';
import { codeField, submit, way } from './way.ts';

export interface SteppingListeners extends PlacesListeners {
  step: (instructions: number) => void;
  stepBack: (instructions: number) => void;
  /** Back to the last place or change that it stops at. */
  runBack: () => void;
  /** What was asked for last is not come to yet, nor refused. */
  isOnTheWay: () => boolean;
  runTo: (place: Place) => void;
  /** The program anew, at its first instruction. */
  standAtBeginning: () => void;
  /** Looks into the array that a register names. */
  lookInto: (identifier: number) => void;
  /** Of registers and platters: the former have their buttons here, and all their list. */
  watches: Watches;
}

/** What is said where no instruction is shown. */
const HINTS: Readonly<Record<MachineState, string>> = {
  empty: '',
  paused: 'The finger is outside the 0 array: the next step fails.',
  running: 'Pause the program to go through it step by step.',
  'awaiting-input': 'It waits for what you type in the terminal.',
  halted: 'The program has halted.',
  failed: 'The program has failed.',
};

export class Stepping {
  readonly content: HTMLElement;
  readonly #listeners: SteppingListeners;
  readonly #heading = element('h2', { class: 'panel-heading' });
  readonly #step = submit('Step', 'button-main');
  readonly #back = element(
    'button',
    { type: 'button', class: 'button button-outlined', onclick: () => this.#stepBack() },
    'Back',
  );
  readonly #runBack = element(
    'button',
    {
      type: 'button',
      class: 'button button-outlined',
      title: 'Back to where it last came to a place that it stops at, or changed what is watched',
      onclick: () => this.#goBack(this.#runBack, this.#listeners.runBack),
    },
    'Run back',
  );
  readonly #runTo = submit('Run to', 'button-outlined');
  readonly #count = element('input', {
    class: 'field',
    type: 'number',
    min: 1,
    value: 1,
    'aria-label': 'How many instructions',
  });
  readonly #place = codeField(
    'Where to: the finger, or a line or label of the source',
    '12, line 3 or loop',
    'stepping-news',
  );
  readonly #places: Places;
  readonly #hint = element('p', { class: 'is-quiet' });
  /** How it came here, or why it does not go there: read out. */
  readonly #news = element('p', { class: 'stepping-news', id: 'stepping-news', role: 'status' });
  readonly #position = element('div');
  readonly #registers: RegisterButtons;
  /** What was told of last: figures are told again and again. */
  #told = '';
  #isAtBeginning = false;
  /** It was gone back by this. */
  #awaited: HTMLElement | undefined;
  /** The place to run to is written next, as soon as there is anything to see. */
  #isPlaceAwaited = false;
  /** What was asked last was a place to stop at each time: a refusal is of that. */
  #isPlaceAsked = false;

  constructor(listeners: SteppingListeners) {
    const { step, runTo, standAtBeginning, lookInto, stopAt, pass, watches } = listeners;
    this.#listeners = listeners;
    this.#places = new Places({
      pass,
      stopAt: (place) => {
        this.#isPlaceAsked = true;
        stopAt(place);
      },
    });
    this.#registers = new RegisterButtons(this.#position, lookInto, watches);
    this.content = element(
      'section',
      { class: 'stepping', 'aria-label': 'Step by step', hidden: true },
      this.#heading,
      way(
        () => step(this.#instructions()),
        this.#step,
        this.#back,
        element('span', { class: 'stepping-count' }, this.#count, 'instructions'),
      ),
      way(
        () => {
          const place = placeOf(this.#place.value);
          this.#isPlaceAsked = false;
          if (place) runTo(place);
          else this.#refuse(NO_PLACE);
        },
        this.#runTo,
        this.#place,
      ),
      this.#places.content,
      watches.content,
      element(
        'div',
        { class: 'stepping-way' },
        this.#runBack,
        element(
          'button',
          { type: 'button', class: 'button button-outlined', ...once(standAtBeginning) },
          'Restart, paused',
        ),
      ),
      this.#hint,
      this.#news,
      this.#position,
      watches.about,
    );
  }

  /** It may come to stand still by itself. */
  get mayStop(): boolean {
    return this.#places.areKept || this.#listeners.watches.areKept;
  }

  askPlace(): void {
    this.#isPlaceAwaited = true;
    if (!this.content.hidden) this.#awaitPlace();
  }

  /** Whoever goes back from elsewhere goes on by the button. */
  awaitBack(): void {
    this.#awaited = this.#back;
  }

  #awaitPlace(): void {
    // What was written there last is written over.
    if (this.#isPlaceAwaited) {
      this.#place.focus();
      this.#place.select();
    }
    this.#isPlaceAwaited = false;
  }

  /** Out of sight: whoever went back is elsewhere by now. */
  hidden(): void {
    this.#awaited = undefined;
  }

  show(statistics: Statistics, state: MachineState): void {
    const { engine, position, arrays, approach, instructionsDone, refusal } = statistics;
    this.content.hidden = !engine || state === 'empty';
    setPressable(this.#step, state === 'paused');
    for (const back of [this.#back, this.#runBack])
      setPressable(back, state !== 'running' && instructionsDone > 0);
    setPressable(this.#runTo, state === 'paused');
    this.#heading.textContent = headingOf(position && state);
    this.#hint.textContent = position && state === 'paused' ? '' : HINTS[state];
    const changed = new Map(approach?.changed.map(({ register, was }) => [register, was]));
    this.#registers.draw(position, arrays, (register) =>
      position ? [stoppedAt(positionFacts(position), position, changed, register)] : [],
    );
    // On the way to another moment nothing is known of it.
    if (engine) this.#places.show(statistics);
    if (refusal && this.#isPlaceAsked) this.#places.refuse(refusal);
    else if (refusal) this.#refuse(refusal);
    else this.#tell(statistics);
    if (state === 'paused') this.#awaitPlace();
    if (!this.#listeners.isOnTheWay()) this.#cameBack(approach?.by.endsWith('back') ?? false);
    this.#becameBeginning(state === 'paused' && position !== undefined && instructionsDone === 0);
  }

  #stepBack(): void {
    const instructions = this.#instructions();
    this.#goBack(this.#back, () => this.#listeners.stepBack(instructions));
  }

  #goBack(by: HTMLElement, go: () => void): void {
    this.#awaited = document.activeElement === by ? by : undefined;
    go();
  }

  /**
   * Whoever goes back by a button, or from the card of a failure, is there then, to go on; where
   * it led nowhere, is left alone.
   */
  #cameBack(isBack: boolean): void {
    if (isBack && !isWriting()) this.#awaited?.focus();
    this.#awaited = undefined;
  }

  /** Whoever has it stand at its beginning takes steps next. */
  #becameBeginning(isAtBeginning: boolean): void {
    if (isAtBeginning && !this.#isAtBeginning && !isWriting()) this.#step.focus();
    this.#isAtBeginning = isAtBeginning;
  }

  #tell({ position, approach, instructionsDone, places = [], watches = [] }: Statistics): void {
    const isNowhere = approach?.by === 'nowhere';
    const isTold = approach && (position || isNowhere);
    const told = isTold ? `${instructionsDone} ${approach.by} ${approach.instructions}` : '';
    if (told === this.#told && !this.#place.ariaInvalid) return;
    this.#told = told;
    this.#place.ariaInvalid = null;
    if (isNowhere) this.#news.replaceChildren(nowhereWords(places.length + watches.length > 0));
    if (isNowhere) return;
    if (!position || !approach) {
      this.#news.replaceChildren();
      return;
    }
    const next = position.source ?? position.instruction;
    this.#news.replaceChildren(
      approachWords(approach, position),
      // It is seen below.
      element('span', { class: 'for-readers' }, ` Next: ${next}`),
    );
  }

  #refuse(sentence: string): void {
    this.#place.ariaInvalid = 'true';
    this.#news.replaceChildren(sentence);
  }

  #instructions(): number {
    const count = Math.max(1, Math.trunc(this.#count.valueAsNumber) || 1);
    this.#count.value = String(count);
    return count;
  }
}

function headingOf(state: MachineState | undefined): string {
  if (state === 'paused') return 'Paused before this instruction';
  return state === 'failed' ? 'Failed at this instruction' : 'Step by step';
}

function nowhereWords(isAnyKept: boolean): string {
  return isAnyKept
    ? 'Before this it came to no place that it stops at, and nothing watched changed.'
    : 'There is no place to stop at, and nothing is watched.';
}

function approachWords({ by, instructions, watched }: Approach, { finger }: Position): string {
  const further = counted(instructions, 'instruction');
  // Who goes back to what was done last, or stands where it failed, goes no way.
  const back = instructions === 0 ? 'just before' : `${further} back`;
  const way = by === 'run-back' ? back : `after ${further}`;
  if (!watched && by === 'step') return `${further} further.`;
  if (by === 'step-back') return `${further} back.`;
  return by === 'run-to' ? `There, after ${further}.` : stoppedWords(watched, finger, way);
}
