/**
 * Owns when a card is shown and when one is out of date. What the cards say is
 * in cards/; what their answers do is asked of the program and the page.
 */
import type { Failure, KnownProgram, MemoryRequest } from '../protocol.ts';
import { reasonOf } from '../wording/reason.mjs';
import type { CardName } from './cards/card-name.ts';
import type { CardStack } from './cards/card-stack.ts';
import { type FailedProgram, failureCard, ledRows, type ReportKind } from './cards/failure-card.ts';
import { hostErrorCard } from './cards/host-error-card.ts';
import {
  type CaughtDump,
  confirmCard,
  dumpCard,
  dumpProgressCard,
  interruptCard,
  newsCard,
  refusalCard,
  troubleCard,
} from './cards/other-cards.ts';
import { element } from './elements/dom.ts';
import { counted, exact } from './elements/quantities.ts';
import { lateCode } from './late-code.ts';
import { FileAgain } from './opening/file-again.ts';
import { chooseFile, diskOf, type Opening, type ProgramFile } from './opening/open-program.ts';
import type { LedToFailure, SilentHalt } from './program/connection-listeners.ts';
import { KnownOffer } from './program/known-offer.ts';
import type { ProgramConnection } from './program/program-connection.ts';
import { nameAfter, saveFile } from './saving/saving.ts';

export interface NoticeOptions {
  cards: CardStack;
  connection: () => ProgramConnection;
  /** Where a file goes that was read. */
  opening: Opening;
  /** Begins the program anew, unless something would be lost by that. */
  restart: (then?: () => void) => void;
  /** In sight of where that leads. */
  stepBack: (instructions: number) => void;
  /** Goes on with the session as it is kept, after its machine was lost. */
  recover: () => void;
  /** Types a line for the person, in sight. */
  typeLine: (text: string) => void;
  /** Takes the last line back that the program was given. */
  undo: () => void;
}

/** What is asked or said about one program only. */
const OF_A_PROGRAM = [
  'failure',
  'host-error',
  'silent',
  'confirm',
  'offer',
  'unread',
  'left-before',
  'ended',
  'link',
  'changed',
] as const;

export class Notices {
  readonly #options: NoticeOptions;
  readonly offer: KnownOffer;
  readonly again: FileAgain;
  /** What was asked last before something is given up, and whether it is of a file that came. */
  #asked: { again: () => void; isOfFile: boolean } | undefined;
  /** What the last failure's card is about, and where on it is shown what led there. */
  #failed: { failure: Failure; program: FailedProgram; led: HTMLElement } | undefined;

  constructor(options: NoticeOptions) {
    this.#options = options;
    this.offer = new KnownOffer(options);
    this.again = new FileAgain(options);
  }

  /**
   * A program begins, or another moment of one: what was said before is out of date. A caught dump
   * is not; and whoever brought a file on the way there is still to be asked.
   */
  programBegins(known: KnownProgram | undefined, isRestart: boolean): void {
    const { cards } = this.#options;
    const isAskedAgain = cards.has('confirm') && this.#asked?.isOfFile;
    // In its place, where it would be said anew and take the focus only if it had it.
    if (isAskedAgain) this.#asked?.again();
    this.#drop(OF_A_PROGRAM.filter((name) => !isAskedAgain || name !== 'confirm'));
    cards.drop('refusal');
    this.offer.begins(known);
    if (isRestart) void this.again.look();
  }

  /** A question about what had not ended tells that it has. */
  programEnds(): void {
    if (this.#options.cards.has('confirm')) this.#asked?.again();
  }

  programIsGone(): void {
    this.#drop(OF_A_PROGRAM);
  }

  #drop(names: readonly CardName[]): void {
    for (const name of names) this.#options.cards.drop(name);
  }

  failed(failure: Failure): void {
    const { program, meters } = this.#connection;
    if (!program) return;
    this.#options.cards.drop('offer');
    const { instructionsDone } = meters;
    const { stepBack } = this.#options;
    const led = element('div', { class: 'led', style: `--rows: ${ledRows(failure)}` });
    const failed = { ...program, instructionsDone };
    this.#failed = { failure, program: failed, led };
    this.#options.cards.show(
      failureCard(failure, failed, {
        restart: this.#options.restart,
        again: this.#againOfProgram(),
        back: instructionsDone > 0 ? () => stepBack(1) : undefined,
        led,
        save: (kind) => void this.#saveReport(kind, failure, failed),
      }),
    );
  }

  async #saveReport(kind: ReportKind, failure: Failure, program: FailedProgram): Promise<void> {
    try {
      const { reportOf } = await lateCode(
        () => import('./engine/engine-panel.ts'),
        'Save the report again later.',
      );
      const { text, type } = reportOf(kind, failure, program);
      saveFile(`${nameAfter(program.name, 'failure')}.${kind}`, text, type);
    } catch (error) {
      this.#options.cards.show(newsCard('cut', 'The report was not saved', reasonOf(error)));
    }
  }

  haltedSilently({ finger, instructions, doubt }: SilentHalt): void {
    const { stepBack } = this.#options;
    const place = `It halted at ${exact(finger)}, after ${counted(instructions, 'instruction')}.`;
    const card = newsCard(
      'silent',
      'The program halted and has printed nothing',
      place,
      ...(doubt ? [doubt] : []),
    );
    const back = { label: 'Go back one instruction', choose: () => stepBack(1) };
    this.#options.cards.show({ ...card, answers: [...card.answers, back] });
  }

  /** What led to the failure after so many instructions: its card tells it, if it is there still. */
  async ledToFailure({ instructions, deeds, unseen }: LedToFailure): Promise<void> {
    const { failure, program, led } = this.#failed ?? {};
    if (!failure || !led || program?.instructionsDone !== instructions) return;
    try {
      if (deeds.length > 0) {
        const { ledHere, ledList } = await lateCode(() => import('./engine/engine-panel.ts'), '');
        program.deeds = deeds;
        program.led = ledHere(failure, deeds, instructions, unseen);
        if (program.led.length > 0)
          led.append(ledList(program.led, instructions, this.#options.stepBack));
      }
    } catch {
      // The card says all else.
    }
    led.hidden = led.childElementCount === 0;
  }

  /** `asked`: where memory was asked for that is not there. */
  hostError(sentence: string, asked?: MemoryRequest): void {
    const { program, kept } = this.#connection;
    const ways = {
      ...(program && { restart: this.#options.restart }),
      // What the program asked for may be mended in it.
      ...(asked && { again: this.#againOfProgram() }),
      ...(program && kept.entries > 0 && { recover: this.#options.recover }),
    };
    this.#options.cards.show(hostErrorCard(sentence, ways, asked));
  }

  /** `file`: what was to be loaded; it may be meant for the shelf. */
  refused(name: string, sentence: string, file?: ProgramFile, shelve?: () => void): void {
    const openAnother = (): void => chooseFile(this.#options.opening);
    this.#options.cards.show(
      refusalCard(`${name} was`, sentence, openAnother, this.#againOf(file), shelve),
    );
  }

  /** Files of these names, all that came or not. */
  unreadable(names: readonly string[], sentence: string, isAll: boolean): void {
    const { cards, opening } = this.#options;
    const whatWas = names.length === 1 ? `${names[0]} was` : `${names.length} files were`;
    // Of what came beside them a program may begin, which is not to take this away.
    if (isAll) cards.show(refusalCard(whatWas, sentence, () => chooseFile(opening)));
    else cards.show(troubleCard('unreadable', `${whatWas} not opened`, sentence));
  }

  dumpProgress(caughtBytes: number): void {
    this.#options.cards.show(dumpProgressCard(caughtBytes));
  }

  dumpCaught(dump: CaughtDump & { id: number }): void {
    const from = this.#connection.program?.name ?? 'The program';
    const boot = (): void => this.#connection.dumps.boot(dump.id);
    this.#options.cards.show(
      dumpCard(dump, from, {
        boot: () => {
          if (!this.#connection.isPrecious) boot();
          else this.beforeLosing('Boot it', `Leave ${from} for ${dump.name}?`, boot);
        },
        download: () => this.#connection.dumps.take(dump.id),
      }),
    );
  }

  /** False when there was no card of it. */
  dumpGone(): boolean {
    return this.#options.cards.drop('dump');
  }

  /** The program is over, and typed lines never reached it. */
  unread(lines: number): void {
    const what = lines === 1 ? 'a typed line' : `${exact(lines)} typed lines`;
    this.#options.cards.show(
      newsCard(
        'unread',
        `The program ended before it read ${what}`,
        'Once a program runs, the up arrow brings typed lines back.',
      ),
    );
  }

  /** ^C was pressed while the program computes. */
  interrupted(): void {
    const { program, state, canGoBack } = this.#connection;
    if (!program || state !== 'running') return;
    const pause = (): void => this.#connection.pause();
    this.#options.cards.show(
      interruptCard(program.name, pause, canGoBack ? this.#options.undo : undefined),
    );
  }

  /** The selection was copied, or the browser refused. */
  copied(isCopied: boolean): void {
    const { cards } = this.#options;
    if (isCopied) {
      cards.drop('uncopied');
      return;
    }
    const sentence = 'The browser refused. Copy it with the browser’s own menu.';
    cards.show(newsCard('uncopied', 'The selection was not copied', sentence));
  }

  savedInPart(sentence: string): void {
    this.#options.cards.show(newsCard('cut', 'Saved in part', sentence));
  }

  /** Asks before a link in the output is followed. */
  async beforeFollowing(address: string): Promise<void> {
    const { cards } = this.#options;
    const follow = (href: string): void => {
      open(href, '_blank', 'noopener,noreferrer');
    };
    try {
      const { linkCard } = await lateCode(
        () => import('./cards/link-card.ts'),
        'Choose the link again later.',
      );
      cards.show(linkCard(address, follow));
    } catch (error) {
      const sentence = reasonOf(error);
      cards.show(newsCard('link', 'The link was not opened', sentence));
    }
  }

  linksMissing(sentence: string): void {
    this.#options.cards.show(
      newsCard('links', 'Links in the output cannot be found now', sentence),
    );
  }

  widthsMissing(sentence: string): void {
    this.#options.cards.show(
      newsCard('widths', 'Wide characters are drawn too narrow now', sentence),
    );
  }

  /** Asks before one program takes another's place. */
  beforeReplacing(file: ProgramFile, shelve?: () => void, takesFocus = true): void {
    this.#asked = { again: () => this.beforeReplacing(file, shelve, false), isOfFile: true };
    const running = this.#connection.program?.name ?? 'a program';
    const isAnew = file.name === running;
    const card = confirmCard(
      isAnew
        ? `Open ${file.name} again, in place of the one that is open?`
        : `Open ${file.name} in place of ${running}?`,
      this.#standing(running),
      {
        yes: `Open ${file.name}`,
        no: isAnew ? 'Keep the one that is open' : `Keep ${running}`,
        agreed: () => this.#connection.load(file),
        shelve,
      },
    );
    this.#options.cards.show({ ...card, takesFocus });
  }

  /** What becomes of the program that is asked about. */
  #standing(name: string): string {
    const { isPrecious, isLive } = this.#connection;
    if (isPrecious) return this.#loss;
    if (!isLive) return `${name} has ended meanwhile.`;
    return `${name} has not ended. It is kept, and can be continued from the sessions.`;
  }

  /** Asks before what a person has typed to is given up. */
  beforeLosing(verb: string, title: string, act: () => void, takesFocus = true): void {
    this.#asked = { again: () => this.beforeLosing(verb, title, act, false), isOfFile: false };
    const card = confirmCard(title, this.#loss, { yes: verb, no: 'Keep it', agreed: act });
    this.#options.cards.show({ ...card, takesFocus });
  }

  /** Opens the program's own file once more. */
  #againOfProgram(): (() => void) | undefined {
    const { program, files } = this.#connection;
    return this.#againOf(files.latest?.name === program?.name ? files.latest : undefined);
  }

  /** Opens it once more; undefined of what never was on a disk. */
  #againOf(file: ProgramFile | undefined): (() => void) | undefined {
    return file && diskOf(file) && (() => void this.again.open());
  }

  /** What giving up the program loses. */
  get #loss(): string {
    return this.#connection.isLive
      ? 'It has not ended; what it has done so far would be lost.'
      : 'Not everything typed to it is kept; the rest lasts as long as this page.';
  }

  get #connection(): ProgramConnection {
    return this.#options.connection();
  }
}
