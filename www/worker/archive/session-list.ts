/**
 * Owns the list of kept sessions: which are shown, what one is called that was
 * given no name, and what is done to those that are not open. Deliberately
 * runs nothing.
 */
import type { SessionSummary } from '../../protocol.ts';
import { newestFirst } from '../../session-log/newest-first.mjs';
import {
  type Entry,
  isListed,
  namingDate,
  type SessionRecord,
  type SessionStore,
} from '../keeping/records.ts';
import { newSessionId } from '../keeping/session-id.ts';

/** What the store does not have all of. */
interface UnkeptSession {
  readonly record: SessionRecord;
  readonly log: readonly Entry[];
}

export class SessionList {
  readonly #store: SessionStore;
  readonly #date: () => number;

  /** `date`: milliseconds since 1970. */
  constructor(store: SessionStore, date: () => number) {
    this.#store = store;
    this.#date = date;
  }

  /** Those not given up, newest first; of `unkept` the store does not have all. */
  async summaries(unkept: readonly SessionRecord[] = []): Promise<SessionSummary[]> {
    return withUnkept(await this.#shown(), unkept, this.#date()).map(summaryOf);
  }

  /** The session of an image that was changed last and has lines in force, but for the one `besides`. */
  async latestOf(
    imageSha256: string,
    besides: string,
    unkept: readonly SessionRecord[],
  ): Promise<SessionSummary | undefined> {
    const shown = withUnkept(await this.#shown(), unkept, this.#date());
    const latest = shown.find(
      ({ id, image, head }) => image.sha256 === imageSha256 && id !== besides && head > 0,
    );
    return latest && summaryOf(latest);
  }

  async #shown(): Promise<SessionRecord[]> {
    return (await this.#store.sessions()).filter(isListed);
  }

  /** Renames a session that is not open here; another tab may have it open. */
  rename(id: string, name: string): Promise<void> {
    return this.#store.changeSession(id, (record) => {
      return { ...record, name, named: namingDate(record, this.#date()) };
    });
  }

  /** The date of a name given to the session now. */
  async namingDate(id: string): Promise<number> {
    return namingDate(await this.#store.session(id), this.#date());
  }

  /** Puts a session aside. */
  remove(id: string): Promise<void> {
    return this.#store.changeSession(id, (record) => ({ ...record, deleted: this.#date() }));
  }

  /** Gives it up for good. */
  drop(id: string): Promise<void> {
    return this.#store.dropSession(id);
  }

  /** Has back what was put aside. */
  restore(id: string): Promise<void> {
    return this.#store.changeSession(id, ({ deleted: _, ...record }) => record);
  }

  /** Keeps the session a second time, under its own id; `unkept` is it where the store does not have all of it. */
  async duplicate(id: string, unkept?: UnkeptSession): Promise<void> {
    const record = unkept?.record ?? (await this.#store.session(id));
    if (record) await this.copy(record, unkept?.log);
  }

  /** Keeps the session a second time; gives the copy's id. */
  async copy(record: SessionRecord, unkept?: readonly Entry[]): Promise<string> {
    // Another tab may have gone on with it since the record was read.
    const log = unkept ?? (await this.#store.entries(record.id));
    const copy = { ...this.#copyOf(record), entries: log.length };
    await this.#store.addSession({ ...copy, head: Math.min(copy.head, log.length) }, log);
    return copy.id;
  }

  /** The facts that a copy begins with. */
  #copyOf(record: SessionRecord): SessionRecord {
    const { parent: _, deleted: __, ...rest } = record;
    const date = this.#date();
    const name = `Copy of ${titleOf(record)}`;
    return { ...rest, id: newSessionId(), name, created: date, changed: date };
  }
}

/** Sessions as the store has them and those that it does not have all lines of, newest first by now. */
export function withUnkept(
  kept: readonly SessionRecord[],
  unkept: readonly SessionRecord[],
  date: number,
): SessionRecord[] {
  const ids = new Set(unkept.map(({ id }) => id));
  const others = kept.filter(({ id }) => !ids.has(id));
  return [...unkept.filter(isListed), ...others].sort(newestFirst(date));
}

function summaryOf(record: SessionRecord): SessionSummary {
  return {
    id: record.id,
    name: titleOf(record),
    imageName: record.image.name,
    changed: record.changed,
    lines: record.head - (record.fileEntries ?? 0),
    instructions: record.instructions,
    ...(record.sizeBytes !== undefined && { sizeBytes: record.sizeBytes }),
    lastLine: record.lastLine,
    account: record.account,
    ...(record.parent && { parent: record.parent }),
  };
}

/** What a session is called: as the person named it, or by its account and program. */
export function titleOf({
  name,
  account,
  image,
}: Pick<SessionRecord, 'name' | 'account' | 'image'>): string {
  return name || (account === '' ? image.name : `${account} in ${image.name}`);
}
