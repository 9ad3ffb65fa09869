/**
 * Owns the way of sessions into files and back: what of a kept session goes
 * into its file, and what becomes of a file. Deliberately does not know the
 * file's format.
 */
import type { Event, Shelf } from '../../protocol.ts';
import { BUNDLE, bundleNote, lackOfSessions } from '../../session-log/bundle-note.mjs';
import { givenName } from '../../session-log/given-name.mjs';
import { entriesInForce, inForceNote } from '../../session-log/in-force.mjs';
import { sizeNotes } from '../../session-log/terminal-size.mjs';
import { MOST_BYTES, TOO_LARGE, unpackedBytes } from '../../session-log/unpacked-size.mjs';
import { fileStem } from '../../wording/program-names.mjs';
import { reasonOf } from '../../wording/reason.mjs';
import type { Images } from '../keeping/images.ts';
import { momentsOf, withMoments, withMomentsByPieces } from '../keeping/moments.ts';
import {
  type Entry,
  isForWantOfRoom,
  isListed,
  KeepingError,
  type SessionRecord,
  type SessionStore,
  type WholeSession,
} from '../keeping/records.ts';
import { newSessionId } from '../keeping/session-id.ts';
import { sha256Hex } from '../known-programs.ts';
import { concatenate } from '../output/byte-log.ts';
import type { EnginePort, SessionFile } from '../running/machine-port.ts';
import { messagesFirst } from '../running/slice-scheduler.ts';
import type { KeptSession } from '../session/kept-session.ts';
import { logFacts } from '../session/log-facts.ts';
import type { HeldSessions } from './session-archive.ts';
import { titleOf, withUnkept } from './session-list.ts';

interface TerminalSize {
  columns: number;
  rows: number;
}

/** The note of a file that was made to be shared. */
const SHARED = 'shared';

/** The note that says who was logged in: only what the program prints tells it. */
const ACCOUNT = 'account';

type Mark = NonNullable<SessionFile['marks']>[number];

/** What of a session's file is not in its record. */
interface Company {
  notes: Record<string, string>;
  withProgram: boolean;
  shelf?: Shelf | undefined;
  /** Entries that go, if not all. */
  last?: number;
}

/** Ours have 32 characters, those of the command line 36. */
const LONGEST_ID = 100;

/** The note that says how a file of the shelf is sent begins with this. */
const SEND_NOTE = 'send ';

export class SessionFiles {
  readonly #engine: EnginePort;
  readonly #store: SessionStore;
  readonly #images: Images;
  readonly #makeRoom: () => Promise<boolean>;
  readonly #held: Pick<HeldSessions, 'held' | 'unkept'>;
  readonly #host: { emit(event: Event): void; date(): number };

  constructor(
    engine: EnginePort,
    store: SessionStore,
    images: Images,
    makeRoom: () => Promise<boolean>,
    held: Pick<HeldSessions, 'held' | 'unkept'>,
    host: { emit(event: Event): void; date(): number },
  ) {
    this.#engine = engine;
    this.#store = store;
    this.#images = images;
    this.#makeRoom = makeRoom;
    this.#held = held;
    this.#host = host;
  }

  /** Gives the page the session as a file, its program and the program's shelf included unless it is to be shared. */
  async give(
    id: string,
    {
      terminal,
      shelves = [],
      isToShare = false,
    }: { terminal: TerminalSize; shelves?: readonly Shelf[]; isToShare?: boolean },
  ): Promise<void> {
    const record = this.#unkept(id)?.record ?? (await this.#store.session(id));
    if (!record) {
      this.#refuse('The session', 'That session is not kept here any more.');
      return;
    }
    const shelf = shelves.find(({ project }) => project === record.image.sha256);
    const notes = sizeNotes(terminal);
    const bytes = await this.#fileOf(
      record,
      isToShare
        ? // What was taken back is not shared, nor what else the person has.
          { notes: { ...notes, [SHARED]: 'yes' }, withProgram: false, last: record.head }
        : { notes, withProgram: true, shelf },
    );
    this.#host.emit({ type: 'session-file', name: `${stemOf(record)}-session.um32`, bytes });
  }

  /** Gives the page all sessions in one file, newest first; a program and its shelf are in the first session that has it. */
  async giveAll({
    terminal,
    shelves = [],
  }: {
    terminal: TerminalSize;
    shelves?: readonly Shelf[];
  }): Promise<void> {
    const unkept = this.#held.unkept.map(({ record }) => record);
    const kept = (await this.#store.sessions()).filter(isListed);
    const records = withUnkept(kept, unkept, this.#host.date());
    const images = new Set<string>();
    const files: Uint8Array[] = [];
    for (const record of records) {
      const { sha256 } = record.image;
      const bundle = bundleNote(files.length + 1, records.length);
      const isFirst = !images.has(sha256);
      const shelf = isFirst ? shelves.find(({ project }) => project === sha256) : undefined;
      const notes = { ...sizeNotes(terminal), [BUNDLE]: bundle };
      files.push(await this.#fileOf(record, { notes, withProgram: isFirst, shelf }));
      images.add(sha256);
    }
    if (files.length === 0) {
      const sentence = 'A session is kept from the first line you type to a program.';
      this.#host.emit({
        type: 'session-refused',
        title: 'There is no session to export',
        sentence,
      });
      return;
    }
    const bytes = concatenate(files);
    this.#host.emit({ type: 'session-file', name: 'um32-sessions.um32', bytes });
  }

  async #fileOf(
    record: SessionRecord,
    { notes, withProgram, shelf, last }: Company,
  ): Promise<Uint8Array> {
    const image = withProgram ? await this.#images.get(record.image.sha256) : undefined;
    const whole = this.#unkept(record.id)?.log ?? (await this.#store.entries(record.id));
    const log = whole.slice(0, last);
    return this.#engine.writeSession({
      id: record.id,
      name: record.name,
      created: record.created,
      image: { ...record.image, ...(image && { bytes: image.bytes }) },
      entries: log.map(({ bytes, isEnd, echo, instructions, date }) => ({
        bytes,
        isEnd,
        ...(echo !== undefined && { echo }),
        instructions,
        date,
      })),
      notes: {
        ...notes,
        ...sendNotes(shelf),
        ...inForceNote(record.head, log.length),
        ...(record.account !== '' && { [ACCOUNT]: record.account }),
      },
      shelf: shelf?.files.map(({ name, bytes }) => ({ name, bytes })) ?? [],
      marks: await this.#marks(record, log),
      ...(record.parent && { parent: record.parent }),
    });
  }

  /** One for each moment whose output is known from the beginning on. */
  async #marks(record: SessionRecord, log: readonly Entry[]): Promise<Mark[]> {
    const held = this.#held.held(record.id);
    // Of the open one not all may be written yet.
    const moments = held
      ? await held.moments.between(0, log.length)
      : await this.#store.moments(momentsOf(record.image.sha256, log));
    return moments.flatMap((moment, entries) => {
      const printed = moment?.trail?.printed;
      if (!moment || !printed) return [];
      const { sizeBytes: outputBytes, hash: outputHash } = printed;
      return [{ entries, instructions: moment.instructions, outputBytes, outputHash }];
    });
  }

  /** One that the store does not have all lines of. */
  #unkept(id: string): KeptSession | undefined {
    return this.#held.unkept.find(({ record }) => record.id === id);
  }

  /** Keeps the sessions in a file, beside any that are there; false when nothing is kept: it is none, or one that was shared. */
  async take(name: string, bytes: Uint8Array): Promise<boolean> {
    const files = await this.#read(name, bytes);
    if (!files) return false;
    if (files.length === 1 && files[0]?.notes?.[SHARED] !== undefined && !files[0].image.bytes) {
      this.#host.emit({ type: 'shared-file', bytes });
      return false;
    }
    const kept = await this.#keep(name, files);
    if (!kept) return false;
    const unkept = kept.unfit.length > 0 && { unkept: kept.unfit.join(' ') };
    const taken: { record: SessionRecord; hasProgram: boolean }[] = [];
    for (const { record } of kept.sessions) {
      const hasProgram = (await this.#images.get(record.image.sha256)) !== undefined;
      taken.push({ record, hasProgram });
    }
    const shelves = files.flatMap(shelfOf);
    if (shelves.length > 0) this.#host.emit({ type: 'shelves-imported', shelves });
    const [first] = taken;
    if (taken.length === 1 && first) {
      const { record, hasProgram } = first;
      this.#host.emit({
        type: 'session-imported',
        id: record.id,
        name: titleOf(record),
        imageName: record.image.name,
        hasProgram,
        ...unkept,
      });
    } else {
      const withoutProgram = taken.filter(({ hasProgram }) => !hasProgram).length;
      this.#host.emit({
        type: 'sessions-imported',
        count: taken.length,
        withoutProgram,
        ...unkept,
      });
    }
    return true;
  }

  /** Keeps all sessions of a file, and their programs where these fit; or nothing, and that is told. */
  async #keep(
    name: string,
    files: readonly SessionFile[],
  ): Promise<{ sessions: WholeSession[]; unfit: string[] } | undefined> {
    const sessions: WholeSession[] = [];
    try {
      const unfit = await this.#keepImages(files);
      const date = this.#host.date();
      for (const [nth, file] of files.entries()) {
        // The newest is first in the file, and is to be it in the list.
        const record = { ...(await this.#recordOf(file, sessions)), changed: date - nth };
        const { sha256 } = file.image;
        const entries = await withMomentsByPieces(sha256, file.entries, messagesFirst);
        sessions.push({ record, entries });
      }
      await this.#add(sessions);
      // Once more: a tab that was opened meanwhile may have cleared them away, without sessions as they were.
      if (unfit.length === 0) await this.#keepImages(files);
      return { sessions, unfit };
    } catch (error) {
      if (!(error instanceof KeepingError)) throw error;
      const advice = isForWantOfRoom(error)
        ? ' Delete sessions that are not needed, then import it again.'
        : '';
      this.#refuse(name, `${error.message} Nothing in the file was imported.${advice}`);
      return undefined;
    }
  }

  /** All, once what can be done without has made room, or none. */
  async #add(sessions: readonly WholeSession[]): Promise<void> {
    try {
      await this.#store.addSessions(sessions);
    } catch (error) {
      if (!isForWantOfRoom(error) || !(await this.#makeRoom())) throw error;
      await this.#store.addSessions(sessions);
    }
  }

  /** Gives a sentence for each that does not fit. */
  async #keepImages(files: readonly SessionFile[]): Promise<string[]> {
    const unfit: string[] = [];
    for (const { image } of files) {
      if (!image.bytes) continue;
      const { sha256, name, bytes } = image;
      const sentence = await this.#images.keep({ sha256, name, bytes });
      if (sentence !== undefined) unfit.push(sentence);
    }
    return unfit;
  }

  /** All sessions of the file, or none when there is something wrong with any: that is told. What is typed meanwhile goes between. */
  async #read(name: string, bytes: Uint8Array): Promise<SessionFile[] | undefined> {
    const pieces = this.#engine.splitSessions(bytes);
    const files: SessionFile[] = [];
    let sizeBytes = 0;
    for (const piece of pieces) {
      if (sizeBytes > MOST_BYTES) {
        this.#refuse(name, TOO_LARGE);
        return undefined;
      }
      try {
        const file = named(this.#engine.readSession(piece));
        sizeBytes += unpackedBytes(file);
        files.push(file);
        await messagesFirst();
      } catch (error) {
        const reason = reasonOf(error);
        const where = pieces.length === 1 ? '' : `Session ${files.length + 1} of the file: `;
        this.#refuse(name, `${where}${reason}`);
        return undefined;
      }
    }
    const lack = lackOfSessions(files[0]?.notes, files.length);
    if (lack !== undefined) {
      this.#refuse(name, `It ${lack}`);
      return undefined;
    }
    const isOther = files.some(
      ({ image }) => image.bytes && sha256Hex([image.bytes]) !== image.sha256,
    );
    if (!isOther) return files;
    this.#refuse(name, `The program in ${name} is not the one its session was played with.`);
    return undefined;
  }

  /** `beside`: those of the same file. */
  async #recordOf(
    file: SessionFile,
    beside: readonly WholeSession[],
  ): Promise<Omit<SessionRecord, 'changed'>> {
    const isKnown =
      !isId(file.id) ||
      beside.some(({ record }) => record.id === file.id) ||
      this.#held.held(file.id) !== undefined ||
      (await this.#store.session(file.id)) !== undefined;
    const { sha256, name, sizeBytes } = file.image;
    const head = entriesInForce(file.notes, file.entries.length);
    return {
      id: isKnown ? newSessionId() : file.id,
      name: file.name,
      image: { sha256, name, sizeBytes },
      created: file.created,
      ...logFacts(file.entries, head),
      instructions: file.entries[head - 1]?.instructions ?? 0,
      sizeBytes: file.entries.reduce((sum, { bytes }) => sum + bytes.length, 0),
      account: givenName(file.notes?.[ACCOUNT] ?? ''),
      ...(file.parent && isId(file.parent.id) && { parent: file.parent }),
    };
  }

  #refuse(name: string, sentence: string): void {
    this.#host.emit({ type: 'refused', name, sentence });
  }
}

/** How the files of a shelf are sent, where the person chose. */
function sendNotes(shelf: Shelf | undefined): Record<string, string> {
  const chosen = shelf?.files.flatMap(({ name, mode }) =>
    mode === undefined ? [] : [[`${SEND_NOTE}${name}`, mode] as const],
  );
  return Object.fromEntries(chosen ?? []);
}

/** The shelf that came with a session, if one did. */
function shelfOf({ image, shelf = [], notes }: SessionFile): Shelf[] {
  const files = shelf.map(({ name, bytes }): Shelf['files'][number] => {
    const mode = notes?.[`${SEND_NOTE}${name}`];
    return { name, bytes, ...((mode === 'text' || mode === 'binary') && { mode }) };
  });
  return files.length > 0 ? [{ project: image.sha256, files }] : [];
}

/** An empty id is that of no session, and one as long as a file is nobody's. */
function isId(id: string): boolean {
  return id !== '' && id.length <= LONGEST_ID;
}

/** The file with its names as they can be shown. */
export function named({ name, image, ...file }: SessionFile): SessionFile {
  return { ...file, name: givenName(name), image: { ...image, name: givenName(image.name) } };
}

/** The file's log, as it is kept. */
export function logOf(file: SessionFile): Entry[] {
  return withMoments(file.image.sha256, file.entries);
}

/** What a session's files are called, but for what kind they are. */
export function stemOf({ name, image }: SessionRecord): string {
  return fileStem(name, fileStem(image.name, 'um32'));
}
