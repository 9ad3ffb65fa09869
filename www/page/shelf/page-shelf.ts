/**
 * Owns what the page makes of the file shelf: how files come in, go into UMIX and
 * come out of it, and what is said of that. Does not know how they are kept, nor
 * how they are moved, nor how a panel looks.
 */
import type { ExchangeEvent, ExchangeResult, Shelf } from '../../protocol.ts';
import { bytesWords } from '../../session-log/exchange-log.mjs';
import { SHORT_WAY_MS } from '../cards/card-progress.ts';
import type { CardStack } from '../cards/card-stack.ts';
import { LatePanel } from '../dock/late-panel.ts';
import { chooseFiles, type ProgramFile } from '../opening/open-program.ts';
import type { ProgramConnection } from '../program/program-connection.ts';
import { saveFile } from '../saving/saving.ts';
import { bytesToSend, factsOf, nameForUmix } from './file-content.ts';
import type { FilesPanel, ShelfView } from './files-panel.ts';
import { ProgramShelf } from './program-shelf.ts';
import {
  filesAre,
  notDoneCard,
  notShelvedCard,
  progressCard,
  progressWords,
  sendAgainCard,
  shelvedCard,
} from './shelf-cards.ts';
import type { ShelfFile, ShelfStore } from './shelf-store.ts';
import { sameBytes } from './shelf-travel.ts';

export interface PageShelfOptions {
  connection: ProgramConnection;
  cards: CardStack;
  store: ShelfStore;
  /** A line on the terminal in place of what was said to UMIX. */
  note: (text: string) => void;
  /** Files are on their way: what is typed waits. */
  moving: () => void;
  openProgram: (file: ProgramFile) => void;
}

export class PageShelf {
  readonly panel: LatePanel<FilesPanel>;
  readonly #options: PageShelfOptions;
  readonly #kept: ProgramShelf;
  /** Files are on their way, since then. */
  #movingSinceMs: number | undefined;
  #sent: readonly ShelfFile[] = [];
  #isStopped = false;
  /** What happened last, for whoever opens the panel later. */
  #said = '';

  constructor(options: PageShelfOptions) {
    this.#options = options;
    const { store, cards, connection } = options;
    this.#kept = new ProgramShelf({
      store,
      cards,
      project: () => connection.program?.sha256 ?? '',
      changed: () => this.#show(),
      said: (sentence) => this.#say(sentence),
    });
    this.panel = new LatePanel('files', 'Files', async (bring) => {
      const { FilesPanel } = await bring(() => import('./files-panel.ts'));
      const panel = new FilesPanel({
        refresh: () => void this.refresh(),
        add: () => this.choose(),
        send: (files) => this.send(files),
        stop: () => this.stop(),
        fetch: (name) => this.#fetch(name),
        download: ({ name, bytes }) => saveFile(name, bytes.slice(), 'application/octet-stream'),
        setMode: (file, mode) => this.#kept.put({ ...file, mode }),
        remove: (file) => void store.drop('files', file),
        restore: (file) => this.#kept.put(file),
        keep: (written) => this.#kept.keepText(written),
        replace: (fetched) => this.#kept.put(fetched),
      });
      panel.show(this.#view);
      if (this.#said !== '') panel.tell(this.#said);
      return panel;
    });
  }

  get count(): number {
    return this.#kept.files.length;
  }

  get isMoving(): boolean {
    return this.#movingSinceMs !== undefined;
  }

  get canMove(): boolean {
    return this.#hindrance === '';
  }

  /** Why no file can be moved now, in a sentence; empty when one can. */
  get #hindrance(): string {
    const { program, isLive } = this.#options.connection;
    if (this.isMoving) return 'Files are on their way. Try again once they have arrived.';
    if (isLive) return '';
    return program
      ? `${program.name} has ended and reads no more input. Restart it, or go back in its Timeline, and try again.`
      : 'No program is open.';
  }

  /** What is kept is read again: another program, another tab. */
  refresh(): Promise<void> {
    return this.#kept.refresh();
  }

  /** The program asks, computes, or is over: then nothing is on its way any more, whatever ended it. */
  stateChanged(): void {
    if (this.isMoving && !this.#options.connection.isLive) this.#over();
    else this.#show();
  }

  /** Asks for files with the browser's own dialog. */
  choose(): void {
    chooseFiles({
      came: (files) => void this.#addChosen(files),
      unread: (names, sentence) => this.#options.cards.show(notShelvedCard(names, sentence)),
    });
  }

  /** Files that came in by themselves; one may be meant as a program after all. */
  async take(files: readonly ProgramFile[]): Promise<void> {
    const added = await this.#kept.add(files);
    if (added.length === 0) return;
    const [only] = files.length === 1 ? files : [];
    const { cards, openProgram } = this.#options;
    cards.show(
      shelvedCard(namesOf(added), {
        ...(this.canMove && { send: () => this.send(added) }),
        ...(only && { open: () => openProgram(only) }),
      }),
    );
  }

  /** What goes with exported sessions. */
  shelves(): Promise<Shelf[]> {
    return this.#kept.shelves();
  }

  sendAll(): void {
    this.send(this.#kept.files);
  }

  send(files: readonly ShelfFile[]): void {
    if (!this.canMove || files.length === 0) return;
    this.#sent = files;
    const whose = files.length === 1 ? 'its' : 'their';
    this.#begin(`${filesAre(namesOf(files))} on ${whose} way.`, 'send');
    this.#options.connection.ask({
      type: 'send-files',
      files: files.map(({ name, bytes, mode }) => ({
        name,
        bytes: bytesToSend(bytes, mode ?? factsOf(bytes).mode),
      })),
    });
  }

  stop(): void {
    if (!this.isMoving) return;
    this.#isStopped = true;
    this.#options.connection.ask({ type: 'stop-exchange' });
  }

  /** Somebody logged in: what was uploaded before is gone. */
  offerToSendAgain(): void {
    const { cards } = this.#options;
    if (this.count > 0) cards.show(sendAgainCard(this.count, () => this.sendAll()));
  }

  /** Another program begins, or another moment. */
  programBegins(): void {
    this.#over();
    const { cards } = this.#options;
    for (const name of ['shelved', 'send-shelf', 'exchange-result'] as const) cards.drop(name);
    void this.refresh();
  }

  heard(event: ExchangeEvent): void {
    const { cards, note } = this.#options;
    switch (event.type) {
      case 'note':
        note(event.text);
        break;
      case 'exchange':
        this.#movingSinceMs ??= performance.now();
        this.#progress(progressWords(event), event.kind);
        if (performance.now() - this.#movingSinceMs >= SHORT_WAY_MS) {
          cards.show(progressCard(event, () => this.stop()));
        }
        break;
      case 'file-fetched':
        void this.#fetched(event.name, event.bytes);
        break;
      case 'shelves-imported':
        void this.#kept.takeShelves(event.shelves);
        break;
      case 'exchange-over':
        this.#heardOver(event.results);
        break;
    }
  }

  #heardOver(results: readonly ExchangeResult[]): void {
    const { cards } = this.#options;
    const failed = results.filter(({ isDone }) => !isDone);
    const wasStopped = this.#isStopped;
    this.#over();
    if (failed.length === 0) {
      if (results.some(({ kind }) => kind === 'send')) {
        this.#say(results.map(({ sentence }) => capital(sentence)).join(' '));
      }
      return;
    }
    const sentence = failed.map(({ sentence }) => capital(sentence)).join(' ');
    if (wasStopped) {
      // Who stopped it needs no card to tell of it.
      this.#say(sentence);
      return;
    }
    this.#said = sentence;
    this.panel.made?.tell(sentence);
    const names = new Set(failed.map(({ name }) => name));
    const again = this.#sent.filter(({ name }) => names.has(name));
    const isSend = failed.some(({ kind }) => kind === 'send');
    cards.show(
      notDoneCard(failed, isSend && again.length > 0 ? () => this.send(again) : undefined),
    );
  }

  #fetch(name: string): void {
    if (!this.canMove) return;
    this.#begin(`Asking UMIX for ${name}.`, 'fetch');
    this.#options.connection.ask({ type: 'fetch-file', name });
  }

  async #fetched(path: string, bytes: Uint8Array): Promise<void> {
    const name = nameForUmix(path);
    const there = this.#kept.named(name);
    if (there && sameBytes(there.bytes, bytes)) {
      this.#say(`Fetched ${name}, ${bytesWords(bytes.length)}, the same as on the shelf.`);
    } else if (there) {
      this.panel.made?.askToReplace(this.#kept.fileOf(name, bytes));
    } else {
      await this.#kept.put(this.#kept.fileOf(name, bytes));
      this.#say(`Fetched ${name}, ${bytesWords(bytes.length)}. It is on the shelf.`);
    }
  }

  #begin(sentence: string, kind: ExchangeResult['kind']): void {
    this.#isStopped = false;
    this.#movingSinceMs = performance.now();
    this.#options.moving();
    this.#options.cards.drop('exchange-result');
    this.#show();
    this.#progress(sentence, kind);
  }

  #over(): void {
    this.#movingSinceMs = undefined;
    this.#options.cards.drop('exchange');
    this.panel.made?.progressOver();
    this.#show();
  }

  async #addChosen(files: readonly ProgramFile[]): Promise<void> {
    const added = await this.#kept.add(files);
    if (added.length > 0) this.#say(`${filesAre(namesOf(added))} on the shelf.`);
  }

  #say(sentence: string): void {
    this.#said = sentence;
    this.panel.made?.say(sentence);
  }

  #progress(sentence: string, kind: ExchangeResult['kind']): void {
    this.#said = '';
    this.panel.made?.progress(sentence, kind);
  }

  #show(): void {
    this.panel.made?.show(this.#view);
  }

  get #view(): ShelfView {
    const { connection, store } = this.#options;
    const { program } = connection;
    return {
      ...(program && { program: program.name }),
      project: this.#kept.project,
      files: this.#kept.files,
      hindrance: this.#hindrance,
      trouble: store.trouble,
    };
  }
}

function namesOf(files: readonly ShelfFile[]): string[] {
  return files.map(({ name }) => name);
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
