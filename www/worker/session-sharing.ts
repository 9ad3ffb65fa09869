/**
 * Owns shared sessions: what of a session goes into a link, and what becomes of
 * one. A link has the program's hash and what was typed, nothing else: counts of
 * instructions and echoes are learnt by going through it once. Deliberately runs
 * no machine and does not know the link's format.
 */
import type { Event } from '../protocol.ts';
import { firstMoment, momentAfter } from './keeping/moments.ts';
import type { Entry, KeptImage, SessionStore } from './keeping/records.ts';
import type { KeptSession } from './kept-session.ts';
import { imageIn } from './loaded-image.ts';
import { type EnginePort, ImageRefusal, type SharedSession } from './machine-port.ts';
import { UNKNOWN_INSTRUCTIONS } from './replay.ts';

export interface OpenedShare {
  image: KeptImage;
  log: Entry[];
}

export class SessionSharing {
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

  /** Gives the page the text for a link to the session, as far as it is in force. */
  give({ image, log, head, record }: KeptSession): void {
    const inForce = log.slice(0, head);
    const text = this.#engine.writeShare({
      sha256: image.sha256,
      imageName: image.name,
      entries: inForce.filter(({ isEnd }) => !isEnd).map(({ bytes }) => bytes),
      ends: inForce.at(-1)?.isEnd ?? false,
    });
    this.#host.emit({ type: 'shared', id: record.id, text });
  }

  /** What a link leads to; what is wrong with it, or missing, is told instead. */
  async open(
    text: string,
    file?: { name: string; bytes: Uint8Array },
  ): Promise<OpenedShare | undefined> {
    let shared: SharedSession;
    try {
      shared = this.#engine.readShare(text);
    } catch (error) {
      this.#refuse(error instanceof Error ? error.message : String(error));
      return undefined;
    }
    const { sha256, imageName } = shared;
    const image = file
      ? this.#imageIn(file, shared)
      : await this.#store.image(sha256).catch(() => undefined);
    if (!image) {
      this.#host.emit({ type: 'share-needs-program', imageName, sha256 });
      return undefined;
    }
    return { image, log: this.#logOf(shared) };
  }

  #imageIn(
    file: { name: string; bytes: Uint8Array },
    { sha256, imageName }: SharedSession,
  ): KeptImage | undefined {
    try {
      const image = imageIn(file.bytes, file.name, this.#engine);
      if (image.sha256 === sha256) return image;
      this.#refuse(
        `${file.name} is not the program of the shared session: that is ${imageName}, SHA-256 ${sha256.slice(0, 16)}…, and this one’s is ${image.sha256.slice(0, 16)}….`,
      );
    } catch (error) {
      if (!(error instanceof ImageRefusal)) throw error;
      this.#refuse(error.message);
    }
    return undefined;
  }

  #logOf({ sha256, entries, ends }: SharedSession): Entry[] {
    let moment = firstMoment(sha256);
    const date = this.#host.date();
    const all = entries.map((bytes) => ({ bytes: Uint8Array.from(bytes), isEnd: false }));
    if (ends) all.push({ bytes: new Uint8Array(0), isEnd: true });
    return all.map((entry) => {
      moment = momentAfter(moment, entry);
      return { ...entry, instructions: UNKNOWN_INSTRUCTIONS, moment, date };
    });
  }

  #refuse(sentence: string): void {
    this.#host.emit({
      type: 'session-refused',
      title: 'The shared session was not opened',
      sentence,
    });
  }
}
