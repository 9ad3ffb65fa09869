/**
 * Owns shared sessions: what of a session goes into a link, and what becomes of
 * one, or of a file made to be shared. A link has the program's hash and what was
 * typed, nothing else: counts of instructions and echoes are learnt by going
 * through it once. Deliberately runs no machine and does not know the formats.
 */
import type { Event } from '../../protocol.ts';
import { givenName } from '../../session-log/given-name.mjs';
import { hashWords } from '../../session-log/shared-session.mjs';
import { reasonOf } from '../../wording/reason.mjs';
import type { Images } from '../keeping/images.ts';
import { withMoments } from '../keeping/moments.ts';
import type { Entry, KeptImage } from '../keeping/records.ts';
import { imageIn } from '../running/loaded-image.ts';
import {
  type EnginePort,
  ImageRefusal,
  type SessionFile,
  type SharedSession,
} from '../running/machine-port.ts';
import type { KeptSession } from '../session/kept-session.ts';
import { UNKNOWN_INSTRUCTIONS } from '../session/replay.ts';
import { logOf, named } from './session-files.ts';

export interface OpenedShare {
  image: KeptImage;
  log: Entry[];
  /** Given by who shared it; may be empty. */
  name: string;
}

export class SessionSharing {
  readonly #engine: EnginePort;
  readonly #images: Images;
  readonly #host: { emit(event: Event): void; date(): number };

  constructor(
    engine: EnginePort,
    images: Images,
    host: { emit(event: Event): void; date(): number },
  ) {
    this.#engine = engine;
    this.#images = images;
    this.#host = host;
  }

  /** Gives the page the text for a link to the session, as far as it is in force, or why there is none. */
  give({ image, log, head, record }: KeptSession): void {
    const inForce = log.slice(0, head);
    try {
      const text = this.#engine.writeShare({
        sha256: image.sha256,
        imageName: image.name,
        entries: inForce.filter(({ isEnd }) => !isEnd).map(({ bytes }) => bytes),
        ends: inForce.at(-1)?.isEnd ?? false,
      });
      this.#host.emit({ type: 'shared', id: record.id, text });
    } catch (error) {
      this.#refuse(reasonOf(error), 'There is no link to this session');
    }
  }

  /** What a link or a shared file leads to; what is wrong with it, or missing, is told instead. */
  async open(
    shared: string | Uint8Array,
    file?: { name: string; bytes: Uint8Array },
  ): Promise<OpenedShare | undefined> {
    try {
      return typeof shared === 'string'
        ? await this.#openLink(this.#engine.readShare(shared), file)
        : await this.#openFile(named(this.#engine.readSession(shared)), file);
    } catch (error) {
      this.#refuse(reasonOf(error));
      return undefined;
    }
  }

  async #openLink(
    shared: SharedSession,
    file?: { name: string; bytes: Uint8Array },
  ): Promise<OpenedShare | undefined> {
    const { sha256 } = shared;
    const image = await this.#image({ sha256, imageName: givenName(shared.imageName) }, file);
    return image && { image, log: this.#logOf(shared), name: '' };
  }

  /** The file has the counts of instructions, and what the terminal showed. */
  async #openFile(
    session: SessionFile,
    file?: { name: string; bytes: Uint8Array },
  ): Promise<OpenedShare | undefined> {
    const { sha256, name: imageName } = session.image;
    const image = await this.#image({ sha256, imageName }, file);
    return image && { image, log: logOf(session), name: session.name };
  }

  async #image(
    wanted: Pick<SharedSession, 'sha256' | 'imageName'>,
    file?: { name: string; bytes: Uint8Array },
  ): Promise<KeptImage | undefined> {
    const { sha256, imageName } = wanted;
    const image = file
      ? this.#imageIn(file, wanted)
      : await this.#images.get(sha256).catch(() => undefined);
    if (!image) this.#host.emit({ type: 'share-needs-program', imageName, sha256 });
    return image;
  }

  #imageIn(
    file: { name: string; bytes: Uint8Array },
    { sha256, imageName }: Pick<SharedSession, 'sha256' | 'imageName'>,
  ): KeptImage | undefined {
    try {
      const image = imageIn(file.bytes, file.name, this.#engine);
      if (image.sha256 === sha256) return image;
      this.#refuse(
        `${file.name} is not the program of the shared session: that is ${imageName}, ${hashWords(sha256)}, and this one’s is ${hashWords(image.sha256)}.`,
      );
    } catch (error) {
      if (!(error instanceof ImageRefusal)) throw error;
      this.#refuse(error.message);
    }
    return undefined;
  }

  #logOf({ sha256, entries, ends }: SharedSession): Entry[] {
    const date = this.#host.date();
    const all = entries.map((bytes) => ({ bytes: Uint8Array.from(bytes), isEnd: false }));
    if (ends) all.push({ bytes: new Uint8Array(0), isEnd: true });
    return withMoments(sha256, all).map((entry) => ({
      ...entry,
      instructions: UNKNOWN_INSTRUCTIONS,
      date,
    }));
  }

  #refuse(sentence: string, title = 'The shared session was not opened'): void {
    this.#host.emit({ type: 'session-refused', title, sentence });
  }
}
