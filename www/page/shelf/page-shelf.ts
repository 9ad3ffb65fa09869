/**
 * Owns what the page makes of the file shelf: which files belong to the program
 * that is loaded, how they come in, go into UMIX and come out of it, and what is
 * said of that. Does not know how files are moved, nor how a panel looks.
 */
import type { ExchangeEvent, ExchangeResult, Shelf } from '../../protocol.ts';
import { bytesWords } from '../../session-log/exchange-log.mjs';
import { reasonOf } from '../../wording/reason.mjs';
import { SHORT_WAY_MS } from '../cards/card-progress.ts';
import type { CardStack } from '../cards/card-stack.ts';
import { LatePanel } from '../dock/late-panel.ts';
import { chooseFiles, type ProgramFile } from '../open-program.ts';
import type { ProgramConnection } from '../program-connection.ts';
import { saveFile } from '../saving.ts';
import { bytesToSend, editableText, factsOf, nameForUmix } from './file-content.ts';
import type { NotKept, WrittenFile } from './file-editor.ts';
import type { FilesPanel, ShelfView } from './files-panel.ts';
import {
  cameAlongCard,
  filesAre,
  notDoneCard,
  notShelvedCard,
  overwriteCard,
  progressCard,
  progressWords,
  sendAgainCard,
  shelvedCard,
} from './shelf-cards.ts';
import type { ShelfFile, ShelfStore } from './shelf-store.ts';
import { freeName, sameBytes, shelvesOf, toShelve } from './shelf-travel.ts';

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
  #files: readonly ShelfFile[] = [];
  /** Files are on their way, since then. */
  #movingSinceMs: number | undefined;
  #sent: readonly ShelfFile[] = [];
  #isStopped = false;
  /** What happened last, for whoever opens the panel later. */
  #said = '';

  constructor(options: PageShelfOptions) {
    this.#options = options;
    this.panel = new LatePanel('files', 'Files', async (bring) => {
      const { FilesPanel } = await bring(() => import('./files-panel.ts'));
      const panel = new FilesPanel({
        refresh: () => void this.refresh(),
        add: () => this.choose(),
        send: (files) => this.send(files),
        stop: () => this.stop(),
        fetch: (name) => this.#fetch(name),
        download: ({ name, bytes }) => saveFile(name, bytes.slice(), 'application/octet-stream'),
        setMode: (file, mode) => this.#put({ ...file, mode }),
        remove: (file) => void options.store.drop('files', file),
        restore: (file) => this.#put(file),
        keep: (written) => this.#keepText(written),
        replace: (fetched) => this.#put(fetched),
      });
      panel.show(this.#view);
      if (this.#said !== '') panel.say(this.#said);
      return panel;
    });
  }

  get count(): number {
    return this.#files.length;
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
  async refresh(): Promise<void> {
    const project = this.#project;
    const files = project === '' ? [] : await this.#options.store.all('files', project);
    // Another program may have come meanwhile.
    if (project !== this.#project) return;
    this.#files = files;
    this.#show();
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
    const added = await this.#add(files);
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
  async shelves(): Promise<Shelf[]> {
    return shelvesOf(await this.#options.store.allFiles());
  }

  sendAll(): void {
    this.send(this.#files);
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
    if (this.#files.length > 0) cards.show(sendAgainCard(this.#files.length, () => this.sendAll()));
  }

  /** Another program begins, or another moment. */
  programBegins(): void {
    this.#over();
    for (const name of ['shelved', 'send-shelf', 'exchange-result']) this.#options.cards.drop(name);
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
        void this.#takeShelves(event.shelves);
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
    this.#say(failed.map(({ sentence }) => capital(sentence)).join(' '));
    // Who stopped it needs no card to tell of it.
    if (wasStopped) return;
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
    const there = this.#files.find((file) => file.name === name);
    if (there && sameBytes(there.bytes, bytes)) {
      this.#say(`Fetched ${name}, ${bytesWords(bytes.length)}, the same as on the shelf.`);
    } else if (there) {
      this.panel.made?.askToReplace(this.#fileOf(name, bytes));
    } else {
      await this.#put(this.#fileOf(name, bytes));
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
    const added = await this.#add(files);
    if (added.length > 0) this.#say(`${filesAre(namesOf(added))} on the shelf.`);
  }

  /** Puts files on the shelf; where another has the name, it asks. Gives those that are there now. */
  async #add(files: readonly ProgramFile[]): Promise<ShelfFile[]> {
    await this.refresh();
    const added: ShelfFile[] = [];
    for (const { name: given, bytes } of files) {
      const file = this.#fileOf(nameForUmix(given), bytes);
      const there = this.#files.find(({ name }) => name === file.name);
      if (there && !sameBytes(there.bytes, bytes)) {
        this.#options.cards.show(
          overwriteCard(file.name, {
            replace: () => void this.#put({ ...file, ...(there.mode && { mode: there.mode }) }),
            both: () => void this.#putBeside(file),
          }),
        );
      } else if (there || (await this.#put(file))) {
        added.push(there ?? file);
      }
    }
    return added;
  }

  /** On the shelf that it came for, under a name of its own; another program may be open by now. */
  async #putBeside(file: ShelfFile): Promise<void> {
    const there = await this.#options.store.all('files', file.project);
    await this.#put({ ...file, name: freeName(file.name, there) });
  }

  /** Files that came with sessions go beside those that are there. */
  async #takeShelves(shelves: readonly Shelf[]): Promise<void> {
    const added: string[] = [];
    for (const { project, files } of shelves) {
      const there = await this.#options.store.all('files', project);
      for (const file of toShelve(there, files, { project, changed: Date.now() })) {
        if (await this.#put(file)) added.push(file.name);
      }
    }
    if (added.length > 0) this.#options.cards.show(cameAlongCard(added));
  }

  /** On the shelf that it was written for. Gives the reason where it is not kept. */
  async #keepText(written: WrittenFile): Promise<NotKept | undefined> {
    const { project, program, name, text, before, textBefore } = written;
    const { store } = this.#options;
    try {
      const files = await store.all('files', project);
      if (name !== before && files.some((file) => file.name === name)) {
        return { sentence: `Another file is called ${name}. Choose another name.` };
      }
      const old = files.find((file) => file.name === before);
      const textThere = old && (editableText(old.bytes) ?? '');
      const same = old && textThere === text;
      if (textThere !== undefined && textThere !== textBefore && !same) {
        const sentence = `${before} on the shelf was changed since you began, in another tab perhaps. Keep yours again to replace it.`;
        return { sentence, textThere };
      }
      const bytes = same ? old.bytes : new TextEncoder().encode(text);
      const mode = old?.mode && { mode: old.mode };
      await store.put('files', { project, name, bytes, changed: Date.now(), ...mode });
      if (old && name !== before) await store.drop('files', old);
    } catch (error) {
      return { sentence: reasonOf(error) };
    }
    await this.refresh();
    const whose = project === this.#project ? '' : ` of ${program}`;
    this.#say(`${name} is on the shelf${whose}.`);
    return undefined;
  }

  /** False, and said so, when it cannot be kept. */
  async #put(file: ShelfFile): Promise<boolean> {
    try {
      await this.#options.store.put('files', file);
      await this.refresh();
      return true;
    } catch (error) {
      const sentence = reasonOf(error);
      this.#options.cards.show(notShelvedCard([file.name], sentence));
      return false;
    }
  }

  #fileOf(name: string, bytes: Uint8Array): ShelfFile {
    return { project: this.#project, name, bytes, changed: Date.now() };
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
      project: this.#project,
      files: this.#files,
      hindrance: this.#hindrance,
      trouble: store.trouble,
    };
  }

  get #project(): string {
    return this.#options.connection.program?.sha256 ?? '';
  }
}

function namesOf(files: readonly ShelfFile[]): string[] {
  return files.map(({ name }) => name);
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
