/**
 * Owns what the page asks about kept sessions that changes nothing of what
 * runs: the list and its care, the timeline, what a screen showed, files.
 * Deliberately runs no machine; whatever moves one is the desk's.
 */

import type { DepartureCommand, SessionCommand, StorageFigures } from '../../protocol.ts';
import { Images } from '../keeping/images.ts';
import { isForWantOfRoom, type SessionRecord, type SessionStore } from '../keeping/records.ts';
import type { Room } from '../keeping/room.ts';
import type { EnginePort } from '../running/machine-port.ts';
import type { KeptSession } from '../session/kept-session.ts';
import { unfinished } from '../session/session-text.ts';
import { historyUpTo } from '../travel/session-history.ts';
import { troubleEvent } from '../trouble.ts';
import { Notebook } from './notebook.ts';
import { SessionFiles } from './session-files.ts';
import { SessionList } from './session-list.ts';
import { type PassageHost, SessionPassages } from './session-passages.ts';
import { searchSession } from './session-search.ts';
import { SessionSharing } from './session-sharing.ts';
import { SessionTranscripts } from './session-transcripts.ts';
import { Timeline } from './timeline.ts';

/** What is not done in turn with the rest. */
export type AtOnceCommand = Extract<
  SessionCommand,
  { type: 'find-text' | 'read-screen' | 'stop-going-through' }
>;
type FindCommand = Extract<SessionCommand, { type: 'find-text' }>;
/** All but what moves a machine. */
export type ArchiveCommand = Exclude<
  SessionCommand,
  DepartureCommand | AtOnceCommand | { type: 'open-share' | 'type-again' | 'interrupt' }
>;

export interface ArchiveHost extends PassageHost {
  /** Milliseconds since 1970. */
  date(): number;
  storage(): Promise<StorageFigures>;
}

/** The session that is open, if there is one, and those that were left with lines that are not kept. */
export interface HeldSessions {
  readonly session: KeptSession | undefined;
  /** Those that the store does not have all lines of. */
  readonly unkept: readonly KeptSession[];
  /** The open one, or one of those that were left. */
  held(id: string): KeptSession | undefined;
  /** One of those that were left is given up. */
  putAside(id: string): void;
  haveBack(id: string): void;
  /** Writes what was left, if it can be; `isAtOnce`: also where the store has just refused. */
  keepLeft(isAtOnce: boolean): Promise<void>;
}

export class SessionArchive {
  readonly list: SessionList;
  readonly notebook: Notebook;
  readonly sharing: SessionSharing;
  readonly images: Images;
  readonly #host: ArchiveHost;
  readonly #timeline = new Timeline();
  readonly #files: SessionFiles;
  readonly #transcripts: SessionTranscripts;
  readonly #passages: SessionPassages;
  /** The open session, if there is one. */
  readonly #open: () => KeptSession | undefined;
  readonly #held: HeldSessions;
  readonly #makeRoom: () => Promise<boolean>;
  /** The number of the last renaming. */
  #renamed = 0;
  /** The last import: one at a time, for what is known of a file's sessions is what was there before. */
  #importing: Promise<void> = Promise.resolve();
  /** Searches asked for. */
  #searches = 0;

  constructor(
    engine: EnginePort,
    store: SessionStore,
    host: ArchiveHost,
    room: Room,
    held: HeldSessions,
  ) {
    const open = (): KeptSession | undefined => held.session;
    this.#host = host;
    this.#open = open;
    this.#held = held;
    this.list = new SessionList(store, () => host.date());
    this.notebook = new Notebook(store);
    const makeRoom = (): Promise<boolean> => room.makeRoom();
    this.#makeRoom = makeRoom;
    this.images = new Images(store, () => open()?.image, makeRoom);
    this.sharing = new SessionSharing(engine, this.images, host);
    this.#files = new SessionFiles(engine, store, this.images, makeRoom, held, host);
    this.#passages = new SessionPassages(store, this.images, host);
    this.#transcripts = new SessionTranscripts(engine, store, host, held, this.#passages);
  }

  async perform(command: ArchiveCommand): Promise<void> {
    const session = this.#open();
    switch (command.type) {
      case 'list-sessions':
        break;
      case 'read-timeline':
        if (session) this.#host.emit(this.#timeline.of(session, command.known));
        return;
      case 'read-image':
        this.#tellImage(session);
        return;
      case 'read-notebook':
        await this.tellNotebook();
        return;
      case 'rename-session':
        this.#renamed = command.rename;
        await this.#rename(command.id, command.name);
        break;
      case 'duplicate-session':
        await session?.flush();
        await this.list.duplicate(
          command.id,
          this.#held.unkept.find(({ record }) => record.id === command.id),
        );
        break;
      case 'delete-session':
        await this.#remove(command.id);
        this.#held.putAside(command.id);
        break;
      case 'restore-session':
        await this.list.restore(command.id);
        this.#held.haveBack(command.id);
        break;
      case 'export-session':
        await session?.flush();
        await this.#files.give(command.id, command);
        return;
      case 'share-session':
        if (session) this.sharing.give(session);
        return;
      case 'export-transcript':
        await session?.flush();
        void this.#aside(this.#transcripts.giveText(command.id, command.characters));
        return;
      case 'export-cast':
        await session?.flush();
        void this.#aside(this.#transcripts.giveCast(command.id, command));
        return;
      case 'export-all-sessions':
        await session?.flush();
        await this.#files.giveAll(command);
        return;
      case 'import-session':
        // It may be long, and what is typed meanwhile does not wait.
        this.#importing = this.#importing.then(() => this.#aside(this.#import(command)));
        return;
    }
    // Who deletes a session may do so to make room.
    const isForRoom = command.type === 'delete-session';
    await session?.flush(isForRoom);
    if (isForRoom) await this.#held.keepLeft(true);
    await this.#tellList();
  }

  performAtOnce(command: AtOnceCommand): void {
    switch (command.type) {
      case 'find-text':
        // It only reads, and the next one ends it.
        void this.#aside(this.#find(command));
        break;
      case 'read-screen':
        // On a way elsewhere it is a moment of the session that is left.
        void this.#aside(this.#readScreen(command.entries));
        break;
      case 'stop-going-through':
        this.#passages.stop();
        break;
    }
  }

  /** Puts it aside. Where there is no room even for that it is gone: whoever deletes a session then does so to make room. */
  async #remove(id: string): Promise<void> {
    for (let mayMakeRoom = true; ; mayMakeRoom = false) {
      try {
        await this.list.remove(id);
        return;
      } catch (error) {
        if (!isForWantOfRoom(error)) throw error;
        if (mayMakeRoom && (await this.#makeRoom())) continue;
        await this.list.drop(id);
        return;
      }
    }
  }

  get #unkept(): SessionRecord[] {
    return this.#held.unkept.map(({ record }) => record);
  }

  async #rename(id: string, name: string): Promise<void> {
    const held = this.#held.held(id);
    if (held) await held.rename(name, await this.list.namingDate(id));
    else await this.list.rename(id, name);
  }

  async #import({
    import: number,
    name,
    bytes,
  }: Extract<ArchiveCommand, { type: 'import-session' }>): Promise<void> {
    let isKept = false;
    try {
      isKept = await this.#files.take(name, bytes);
    } finally {
      if (number !== undefined) this.#host.emit({ type: 'import-over', import: number });
    }
    if (isKept) await this.#tellList();
  }

  /** What is gone through for it takes its time, and what is typed meanwhile does not wait. */
  #aside(given: Promise<void>): Promise<void> {
    return given.catch((error: unknown) => this.#host.emit(troubleEvent(error)));
  }

  #tellImage(session: KeptSession | undefined): void {
    if (!session) {
      this.#host.emit({ type: 'no-image' });
      return;
    }
    const { name, bytes } = session.image;
    // A copy: these bytes begin the program anew.
    this.#host.emit({ type: 'image', name, bytes: bytes.slice() });
  }

  async #readScreen(entries: number): Promise<void> {
    const session = this.#open();
    const history = session && (await historyUpTo(session, Math.min(entries, session.log.length)));
    this.#host.emit(
      history && session === this.#open()
        ? { type: 'screen', entries, pieces: history.pieces }
        : { type: 'no-screen', entries },
    );
  }

  async #find({ text, characters }: FindCommand): Promise<void> {
    this.#searches += 1;
    const search = this.#searches;
    const session = this.#open();
    if (!session || text === '') return;
    const isWanted = (): boolean => search === this.#searches && session === this.#open();
    const last = session.log.length;
    let found = await searchSession(unfinished(session), text, characters, isWanted);
    if (found?.isIncomplete) {
      const filled = await this.#passages.fill(session.record, unfinished(session), last);
      if (!filled || !isWanted()) return;
      found = await searchSession(filled.session, text, characters, isWanted);
    }
    if (!found) return;
    const { hits, total } = found;
    this.#host.emit({ type: 'found', text, hits, total });
  }

  /** A program was opened: whoever left it before may want to go on there. Not in turn: it only reads. */
  tellLeft(): void {
    void this.#aside(this.#tellLeft());
  }

  async #tellLeft(): Promise<void> {
    const opened = this.#open()?.record;
    if (!opened || opened.entries > 0) return;
    const session = await this.list.latestOf(opened.image.sha256, opened.id, this.#unkept);
    if (session && this.#open()?.record.id === opened.id) {
      this.#host.emit({ type: 'left-before', session });
    }
  }

  async tellNotebook(): Promise<void> {
    const session = this.#open();
    const entries = session ? await this.notebook.entries(session) : [];
    this.#host.emit({ type: 'notebook', entries });
  }

  async #tellList(): Promise<void> {
    this.#host.emit({
      type: 'sessions',
      sessions: await this.list.summaries(this.#unkept),
      storage: await this.#host.storage(),
      renamed: this.#renamed,
    });
  }
}
