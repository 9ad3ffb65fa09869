/**
 * Owns what is done where a session's output is not known, since it came in a
 * file and was never gone on with: it is gone through aside, once, and kept.
 * Deliberately does not know what its output is wanted for.
 */
import type { Event } from '../../protocol.ts';
import type { Passage, PassageNews } from '../aside/going-through.ts';
import type { Images } from '../keeping/images.ts';
import {
  MOMENTS_AT_ONCE,
  type Moment,
  type SessionRecord,
  type SessionStore,
} from '../keeping/records.ts';
import { type ReadableSession, readMoments } from '../session/session-text.ts';
import { titleOf } from './session-list.ts';

/** A shorter way is not worth a word; then it is told so often. */
const PROGRESS_MS = 300;

export interface PassageHost {
  emit(event: Event): void;
  nowMs(): number;
  /** Goes through a session beside the program that runs; what it gives ends it. */
  goAside(passage: Passage, hear: (news: PassageNews) => void): () => void;
}

/** A session that can be read up to the moment after `last` entries. */
export interface Filled {
  session: ReadableSession;
  last: number;
}

export class SessionPassages {
  readonly #store: SessionStore;
  readonly #images: Images;
  readonly #host: PassageHost;
  /** One at a time. */
  #turns: Promise<unknown> = Promise.resolve();
  #stop = (): void => {};

  constructor(store: SessionStore, images: Images, host: PassageHost) {
    this.#store = store;
    this.#images = images;
    this.#host = host;
  }

  /**
   * The session with all its moments up to `last` entries, gone through if any is
   * missing; with fewer when that was stopped. Undefined when there are none:
   * then it was told why, unless the person stopped it.
   */
  fill(record: SessionRecord, session: ReadableSession, last: number): Promise<Filled | undefined> {
    const filled = this.#turns.then(() => this.#fill(record, session, last));
    this.#turns = filled.catch(() => {});
    return filled;
  }

  /** Ends the way that is gone, where it is. */
  stop(): void {
    this.#stop();
  }

  async #fill(
    record: SessionRecord,
    session: ReadableSession,
    last: number,
  ): Promise<Filled | undefined> {
    let isMissing = false;
    for await (const read of readMoments(session, last)) isMissing ||= read.isMissing;
    if (!isMissing) return { session, last };
    const name = titleOf(record);
    const image = await this.#images.get(record.image.sha256);
    if (!image) {
      const sentence = `What it printed is not known until it is gone through once, and its program ${record.image.name} is not kept here: open that file, then ask again.`;
      this.#refuse(name, sentence);
      return undefined;
    }
    const passage = { image, log: session.log, to: last, created: record.created };
    const moments = await this.#pass(
      passage,
      name,
      session.log[last]?.instructions ?? record.instructions,
    );
    if (moments.length === 0) return undefined;
    const known: ReadableSession = {
      log: session.log,
      moments: async (from, to) => {
        const kept = await session.moments(from, to).catch(() => []);
        return Array.from({ length: to - from + 1 }, (_, at) => moments[from + at] ?? kept[at]);
      },
    };
    return { session: known, last: Math.min(last, moments.length - 1) };
  }

  /** Gives the moments come to, the first one first. */
  async #pass(passage: Passage, name: string, ofInstructions: number): Promise<Moment[]> {
    const host = this.#host;
    const moments: Moment[] = [];
    let written = 0;
    const write = (): void => {
      // What cannot be kept is known for now all the same.
      this.#store.putMoments(moments.slice(written)).catch(() => {});
      written = moments.length;
    };
    let toldMs = host.nowMs();
    await new Promise<void>((over) => {
      const end = host.goAside(passage, (news) => {
        switch (news.type) {
          case 'came':
            moments[news.entries] = news.moment;
            if (moments.length - written >= MOMENTS_AT_ONCE) write();
            break;
          case 'went':
            if (host.nowMs() - toldMs < PROGRESS_MS) break;
            toldMs = host.nowMs();
            host.emit({
              type: 'going-through',
              name,
              doneInstructions: news.doneInstructions,
              ofInstructions,
            });
            break;
          case 'failed':
            this.#refuse(name, `It could not be gone through: ${news.sentence}`);
            moments.length = 0;
            over();
            break;
          case 'over':
            over();
        }
      });
      this.#stop = () => {
        over();
        end();
      };
    });
    this.#stop();
    this.#stop = () => {};
    if (moments.length > written) write();
    host.emit({ type: 'gone-through' });
    return moments;
  }

  #refuse(name: string, sentence: string): void {
    const title = `What ${name} printed is not known here`;
    this.#host.emit({ type: 'session-refused', title, sentence });
  }
}
