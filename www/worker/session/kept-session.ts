/**
 * Owns one session as it goes: its log, which entry comes next, and the writing
 * of entries and moments to the store, in order.
 * Deliberately knows neither the machine nor the page.
 *
 * An entry is written before the machine has it, or, of many lines that come at once, before
 * anything that comes of it is seen. What cannot be written stays in line, and is written with
 * the next: the store never has a log with a gap.
 */
import { isOnlyFetched } from '../../session-log/exchange-log.mjs';
import { TypedEchoes } from '../../session-log/typed-echo.mjs';
import { momentAfter } from '../keeping/moments.ts';
import {
  asListed,
  ConflictError,
  type Delivery,
  type Entry,
  isForWantOfRoom,
  type KeptImage,
  lastLineTyped,
  type Moment,
  namingDate,
  type SessionRecord,
  type SessionStore,
} from '../keeping/records.ts';
import { newSessionId } from '../keeping/session-id.ts';
import { OutputTrail } from '../output/output-trail.ts';
import { FileEntries } from './file-entries.ts';
import { type KeepingListener, KeepingTrouble } from './keeping-trouble.ts';
import { KeptProgram } from './kept-program.ts';
import { KnownMoments } from './known-moments.ts';
import { LeftLines } from './left-lines.ts';
import { logFacts } from './log-facts.ts';
import { type MadeMoment, momentOf, PresentMoment } from './present-moment.ts';
import { UNKNOWN_INSTRUCTIONS } from './replay.ts';
import { SessionMoments } from './session-moments.ts';

/** What a session tells about itself. */
export interface KeptSessionListener extends KeepingListener {
  /** Entries, head or name are other than before. */
  changed(): void;
  /** Publications passed: the notebook is other than before. */
  published(): void;
  /** Room is needed: gives up what can be done without. True when something was given up. */
  makeRoom(): Promise<boolean>;
  /** Milliseconds since 1970. */
  date(): number;
}

export class KeptSession {
  readonly #store: SessionStore;
  readonly #listener: KeptSessionListener;
  readonly image: KeptImage;
  #record: SessionRecord;
  #log: Entry[];
  /** Entries of the log that the store has. */
  #writtenEntries: number;
  readonly #program: KeptProgram;
  readonly #known = new KnownMoments();
  readonly #files = new FileEntries();
  readonly #left = new LeftLines();
  readonly moments: SessionMoments;
  /** What is printed where the session is. */
  readonly present = new PresentMoment(OutputTrail.atBeginning());
  /** Of a session that came by a link. */
  #echoes: TypedEchoes | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** The next write of lines that were delivered ahead, which has not begun. */
  #aheadWritten: Promise<void> | undefined;
  /** Where it stands is not to be kept: nobody wanted to be there. */
  #isPassing = false;
  #isCatchingUp = false;
  /** Whether all of it is kept. */
  readonly trouble: KeepingTrouble;

  constructor(
    store: SessionStore,
    image: KeptImage,
    record: SessionRecord,
    log: readonly Entry[],
    listener: KeptSessionListener,
  ) {
    this.#store = store;
    this.image = image;
    this.#record = record;
    this.#log = [...log];
    // Of one that was shared the store has nothing.
    this.#writtenEntries = record.entries;
    this.#program = new KeptProgram(store, image, listener, record.entries > 0);
    this.#listener = listener;
    this.moments = new SessionMoments(store, image.sha256, () => this.#log, this.#known);
    this.trouble = new KeepingTrouble(listener, () => ({
      entries: this.#log.length + this.#left.entries,
      written: this.#writtenEntries,
    }));
  }

  get record(): SessionRecord {
    return this.#record;
  }

  /** All entries, those beyond the head too. */
  get log(): readonly Entry[] {
    return this.#log;
  }

  get head(): number {
    return this.#record.head;
  }

  /** The store has every line. */
  get isWritten(): boolean {
    return this.#writtenEntries >= this.#log.length && this.#left.entries === 0;
  }

  /** Writes the image ahead of its first entry: a full disk is told of before anything was typed. */
  async keepImage(): Promise<void> {
    await this.#inLine(() => this.#write());
  }

  /** Writes the moments gone through, while the way goes on; of a session that is kept so far. */
  keepMoments(): void {
    if (this.#writtenEntries > 0) this.#catchUp();
  }

  /**
   * Adds an entry, and is done when it is written, or is known not to be. When
   * the head was taken back and this is something else than came then, the
   * entries beyond the head become a session of their own.
   */
  async deliver(delivery: Delivery, instructions: number): Promise<void> {
    const entry = this.#given(delivery, instructions);
    await this.#inLine(async () => {
      const { head } = this;
      const isKnownWay = this.#log[head]?.moment === entry.moment;
      if (head < this.#log.length && !isKnownWay) await this.#branch();
      this.#add(entry, isKnownWay);
      await this.#write();
    });
    this.#listener.changed();
  }

  /**
   * As `deliver`, for one of many: it is in the log at once, and written together with what else
   * is by then. Undefined, and not done, where it is to be waited for.
   */
  deliverAhead(delivery: Delivery, instructions: number): Promise<void> | undefined {
    if (this.head < this.#log.length || !this.trouble.isKept) return undefined;
    this.#add(this.#given(delivery, instructions), false);
    this.#aheadWritten ??= this.#inLine(async () => {
      this.#aheadWritten = undefined;
      await this.#writeFacts();
    });
    return this.#aheadWritten;
  }

  /** The program is handed this, which begins a moment. */
  #given(delivery: Delivery, instructions: number): Entry {
    const bytes = delivery.isEnd ? new Uint8Array(0) : delivery.bytes.slice();
    const { isEnd } = delivery;
    const shown = !delivery.isEnd && delivery.echo !== undefined && { echo: delivery.echo };
    const moment = momentAfter(this.moments.idAt(this.head), { bytes, isEnd });
    this.present.begin();
    this.#isPassing = false;
    return { bytes, isEnd, ...shown, instructions, moment, date: this.#listener.date() };
  }

  /** The entry is in force; `isKnownWay`: the log has it. */
  #add(entry: Entry, isKnownWay: boolean): void {
    const { bytes, echo, instructions, date } = entry;
    const head = this.head + 1;
    if (!isKnownWay) this.#log.push(entry);
    this.#record = {
      ...this.#record,
      changed: date,
      sizeBytes: (this.#record.sizeBytes ?? 0) + (isKnownWay ? 0 : bytes.length),
      entries: this.#log.length,
      head,
      fileEntries: this.#files.count(this.#log, head),
      instructions,
      lastLine: asListed(echo?.trim() ?? '') || this.#record.lastLine,
    };
  }

  /** The machine asks, or is over: what it printed since the last entry is a moment's output. Written by the next `flush` or entry. */
  settled(end: Moment['end'], instructions: number): void {
    const made = this.present.settle(end, instructions);
    if (!made) return;
    const isNew = !this.#known.has(this.moments.idAt(this.head));
    this.addMoment(this.head, made);
    const sizeBytes = (this.#record.sizeBytes ?? 0) + (isNew ? made.output.bytes.length : 0);
    this.#record = { ...this.#record, instructions, sizeBytes };
  }

  /** Says what the moment after `entries` entries printed, unless that is known. */
  addMoment(entries: number, made: MadeMoment): void {
    const { account, printed, publications } = made.trail;
    if (account !== '') this.#record = { ...this.#record, account };
    const id = this.moments.idAt(entries);
    const known = this.#known.get(id);
    if (known && (known.trail?.printed || !printed)) return;
    const date = this.#log[entries - 1]?.date ?? this.#record.created;
    this.#known.add(momentOf({ id, image: this.image.sha256, date }, made));
    if (publications.length > 0) this.#listener.published();
  }

  /** An entry that came by a link is about to be delivered: when, and what of it is shown, is known now. */
  learn(entries: number, instructions: number, printed: Uint8Array): void {
    const entry = this.#log[entries];
    if (entry?.instructions !== UNKNOWN_INSTRUCTIONS) return;
    this.#echoes ??= new TypedEchoes(this.#log);
    const echo = entry.isEnd ? undefined : this.#echoes.of(entries, entry.bytes, printed);
    this.#log[entries] = { ...entry, ...(echo !== undefined && { echo }), instructions };
  }

  /** Keeps all of it at once, as far as it was gone through: a session that was shared. */
  async keepWhole(entries: number): Promise<void> {
    this.#log = this.#log.slice(0, entries);
    const sizeBytes = this.#log.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#record = { ...this.#record, ...logFacts(this.#log), sizeBytes };
    // As any other, it is kept from its first entry on.
    if (entries === 0) return;
    try {
      await this.#program.write(true);
      await this.#store.addSession(this.#record, this.#log);
      this.#writtenEntries = entries;
      this.trouble.over(this.#program.lack);
    } catch (error) {
      this.trouble.failed(error);
    }
  }

  /** The session stands after `entries` entries now; `isPassing`: only until something else takes its place. */
  async goneTo(entries: number, trail: OutputTrail, isPassing = false): Promise<void> {
    this.#isPassing = isPassing;
    this.present.goneTo(trail);
    const lastLine = lastLineTyped(this.#log.slice(0, entries));
    const fileEntries = this.#files.count(this.#log, entries);
    this.#record = {
      ...this.#record,
      head: entries,
      fileEntries,
      lastLine,
      ...trail.lastLogin,
    };
    this.#listener.changed();
    await this.#inLine(() => this.#writeFacts());
  }

  async rename(name: string, date: number): Promise<void> {
    this.#isPassing = false;
    this.#record = { ...this.#record, name, named: namingDate(this.#record, date) };
    this.#listener.changed();
    await this.#inLine(() => this.#writeFacts());
  }

  /**
   * Writes what is not written yet, or is gone; `isAtOnce`: also where the store has just refused.
   * Of very many moments only the first few are waited for.
   */
  async flush(isAtOnce = false): Promise<void> {
    await this.#inLine(() => this.#writeFacts(isAtOnce));
  }

  /** One write at a time, in order. */
  #inLine(write: () => Promise<void>): Promise<void> {
    const written = this.#writing.then(write);
    this.#writing = written.catch(() => {});
    return written;
  }

  async #branch(): Promise<void> {
    // What is gone, or was never written, is cut only once it is there again.
    await this.#write();
    const { head } = this;
    const all = { ...this.#record, ...logFacts(this.#log) };
    const old = { ...all, id: newSessionId(), parent: { id: all.id, entries: head } };
    const cut = { ...this.#record, entries: head };
    const log = this.#log;
    const written = this.#writtenEntries;
    // Who gave up a fetch has nothing there to come back to.
    const isFetch = isOnlyFetched(log, head);
    this.#log = log.slice(0, head);
    try {
      await this.#store.addSession(isFetch ? cut : old, log, cut);
    } catch (error) {
      // The session goes on apart; what was taken back is only here.
      this.#part(head);
      if (error instanceof ConflictError) {
        this.#left.add(old, log, 0);
        await this.#orTell(async () => {
          await this.#left.write(this.#store);
          this.#listener.keeping(true, error.message);
        });
      } else {
        if (!isFetch) this.#left.add(all, log, written);
        this.trouble.failed(error);
      }
      return;
    }
    if (isFetch) this.#known.forget(log.slice(head).map(({ moment }) => moment));
    this.#record = cut;
    this.#writtenEntries = head;
  }

  /** From now on it is a session of its own, which left the other after so many entries. */
  #part(entries: number): void {
    const parent = { id: this.#record.id, entries };
    this.#record = { ...this.#record, id: newSessionId(), parent };
    this.#writtenEntries = 0;
  }

  /** Writes the image, then all that is in line; what fails is told and stays in line. */
  async #write(isAtOnce = false): Promise<void> {
    if (!isAtOnce && this.trouble.rests()) return;
    try {
      await this.#writeAll();
    } catch (error) {
      if (error instanceof ConflictError) await this.#writeAnew(error);
      else if (isForWantOfRoom(error) && (await this.#listener.makeRoom())) {
        await this.#orTell(() => this.#writeAll());
      } else this.trouble.failed(error);
    }
  }

  /** What fails is told. */
  async #orTell(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.trouble.failed(error);
    }
  }

  /** All that is here is kept again; as a session of its own where another tab has gone on with this one. */
  async #writeAnew({ message, isGone }: ConflictError): Promise<void> {
    if (isGone) {
      this.#known.lost();
      this.#writtenEntries = 0;
    } else this.#part(this.#writtenEntries);
    await this.#orTell(async () => {
      await this.#writeAll();
      this.#listener.keeping(true, message);
    });
  }

  async #writeAll(): Promise<void> {
    // Once more before the first entry: an image without sessions may have been cleared away.
    await this.#program.write(this.#writtenEntries === 0 && this.#log.length > 0);
    await this.#left.write(this.#store);
    const moments = this.#known.unwritten;
    const at = this.#writtenEntries;
    if (this.#log.length > at) {
      // Lines ahead are added meanwhile.
      const log = this.#log.slice();
      await this.#store.append(this.#record, log, at, moments);
      this.#writtenEntries = log.length;
    } else if (this.#log.length > 0) {
      await this.#store.putMoments(moments, this.#isPassing ? undefined : this.#record);
    } else {
      // A session is kept from its first entry on.
      return this.trouble.over(this.#program.lack);
    }
    this.#known.wrote(moments);
    this.trouble.over(this.#program.lack);
    this.#catchUp();
  }

  /** Writes what else waits, a few moments at a time: lines and ways elsewhere go between. */
  #catchUp(): void {
    if (this.#isCatchingUp || !this.#known.isBehind) return;
    this.#isCatchingUp = true;
    void this.#inLine(async () => {
      this.#isCatchingUp = false;
      const moments = this.#known.unwritten;
      try {
        // Without its facts: it may have been left, and gone on with elsewhere.
        await this.#store.putMoments(moments);
      } catch (error) {
        this.trouble.failed(error);
        return;
      }
      this.#known.wrote(moments);
      this.#catchUp();
    });
  }

  async #writeFacts(isAtOnce = false): Promise<void> {
    if (this.#log.length === 0) return;
    const { id } = this.#record;
    await this.#write(isAtOnce);
    // With a line that is waited for it is told in any case.
    if (id !== this.#record.id) this.#listener.changed();
  }
}
