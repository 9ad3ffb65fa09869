/**
 * Owns the way of sessions into files and back: what of a kept session goes
 * into its file, and what becomes of a file. Deliberately does not know the
 * file's format.
 */
import type { Event } from '../protocol.ts';
import { firstMoment, momentAfter } from './keeping/moments.ts';
import type { Entry, SessionRecord, SessionStore } from './keeping/records.ts';
import { sha256Hex } from './known-programs.ts';
import type { EnginePort, SessionFile } from './machine-port.ts';

type Mark = NonNullable<SessionFile['marks']>[number];

export class SessionFiles {
  readonly #engine: EnginePort;
  readonly #store: SessionStore;
  readonly #host: { emit(event: Event): void; date(): number };

  constructor(
    engine: EnginePort,
    store: SessionStore,
    host: { emit(event: Event): void; date(): number },
  ) {
    this.#engine = engine;
    this.#store = store;
    this.#host = host;
  }

  /** Gives the page the session as a file, its program included. */
  async give(
    id: string,
    {
      terminal: { columns, rows },
      withoutProgram = false,
    }: { terminal: { columns: number; rows: number }; withoutProgram?: boolean },
  ): Promise<void> {
    const record = await this.#store.session(id);
    if (!record) {
      this.#refuse('The session', 'That session is not kept here any more.');
      return;
    }
    const image = withoutProgram ? undefined : await this.#store.image(record.image.sha256);
    const log = await this.#store.entries(id);
    const bytes = this.#engine.writeSession({
      id,
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
      // For whoever makes a recording of it.
      notes: { columns: String(columns), rows: String(rows) },
      marks: await this.#marks(record, log),
      ...(record.parent && { parent: record.parent }),
    });
    this.#host.emit({ type: 'session-file', name: `${fileStem(record)}-session.um32`, bytes });
  }

  /** One for each moment whose output is known from the beginning on. */
  async #marks(record: SessionRecord, log: readonly Entry[]): Promise<Mark[]> {
    const ids = [firstMoment(record.image.sha256), ...log.map(({ moment }) => moment)];
    const moments = await this.#store.moments(ids);
    return moments.flatMap((moment, entries) => {
      const printed = moment?.trail?.printed;
      if (!moment || !printed) return [];
      const { sizeBytes: outputBytes, hash: outputHash } = printed;
      return [{ entries, instructions: moment.instructions, outputBytes, outputHash }];
    });
  }

  /** Keeps the session in a file, beside any that is there; false when it is none. */
  async take(name: string, bytes: Uint8Array): Promise<boolean> {
    let file: SessionFile;
    try {
      file = this.#engine.readSession(bytes);
    } catch (error) {
      this.#refuse(name, error instanceof Error ? error.message : String(error));
      return false;
    }
    const { sha256 } = file.image;
    if (file.image.bytes) {
      if (sha256Hex([file.image.bytes]) !== sha256) {
        this.#refuse(name, `The program in ${name} is not the one its session was played with.`);
        return false;
      }
      await this.#store.putImage({ sha256, name: file.image.name, bytes: file.image.bytes });
    }
    const record = await this.#recordOf(file);
    await this.#store.addSession(record, logOf(file));
    const isProgramKept = (await this.#store.image(sha256)) !== undefined;
    this.#host.emit({
      type: 'session-imported',
      id: record.id,
      name: record.name || record.image.name,
      imageName: record.image.name,
      isProgramKept,
    });
    return true;
  }

  async #recordOf(file: SessionFile): Promise<SessionRecord> {
    const isKnown = (await this.#store.session(file.id)) !== undefined;
    const { sha256, name, sizeBytes } = file.image;
    const last = file.entries.at(-1);
    return {
      id: isKnown ? crypto.randomUUID() : file.id,
      name: file.name,
      image: { sha256, name, sizeBytes },
      created: file.created,
      changed: this.#host.date(),
      entries: file.entries.length,
      head: file.entries.length,
      instructions: last?.instructions ?? 0,
      sizeBytes: file.entries.reduce((sum, { bytes }) => sum + bytes.length, 0),
      lastLine: file.entries.findLast(({ echo }) => echo?.trim())?.echo?.trim() ?? '',
      account: '',
      ...(file.parent && { parent: file.parent }),
    };
  }

  #refuse(name: string, sentence: string): void {
    this.#host.emit({ type: 'refused', name, sentence });
  }
}

function logOf(file: SessionFile): Entry[] {
  let moment = firstMoment(file.image.sha256);
  return file.entries.map((entry) => {
    moment = momentAfter(moment, entry);
    return { ...entry, moment };
  });
}

/** What a session's files are called, but for what kind they are. */
export function fileStem({ name, image }: SessionRecord): string {
  const stem = (name || image.name)
    .replace(/\.(?:umz|um|ums)(?:\.gz)?$/i, '')
    .replace(/[^\w.-]+/g, '-');
  return stem || 'um32';
}
