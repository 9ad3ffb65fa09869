/**
 * Owns the moments of a session as they are looked up: which one comes after so many entries,
 * and what it printed, by heart or out of the store. Deliberately does not know when any is
 * made or written.
 */
import { momentAt } from '../keeping/moments.ts';
import type { Entry, KeptPublication, Moment, MomentId, SessionStore } from '../keeping/records.ts';
import { OutputTrail } from '../output/output-trail.ts';
import type { KnownMoments } from './known-moments.ts';
import { MomentPlaces } from './moment-places.ts';

export class SessionMoments {
  readonly #store: Pick<SessionStore, 'moments' | 'putMoments'>;
  readonly #image: string;
  readonly #log: () => readonly Entry[];
  readonly #known: KnownMoments;
  readonly #places = new MomentPlaces();

  /** `image`: the hash of what the session runs; `log`: its entries as they are then; `known` need not be asked for. */
  constructor(
    store: Pick<SessionStore, 'moments' | 'putMoments'>,
    image: string,
    log: () => readonly Entry[],
    known: KnownMoments,
  ) {
    this.#store = store;
    this.#image = image;
    this.#log = log;
    this.#known = known;
  }

  /** The moment after `entries` entries. */
  idAt(entries: number): MomentId {
    return momentAt(this.#image, this.#log(), entries);
  }

  /** After how many entries the moment comes; undefined where it is none of the session's. */
  entriesTo(moment: MomentId): number | undefined {
    return moment === this.idAt(0) ? 0 : this.#places.of(moment, this.#log());
  }

  /** The trail after `entries` entries, where that is known. */
  async trailAt(entries: number): Promise<OutputTrail | undefined> {
    const [moment] = await this.between(entries, entries);
    return moment?.trail && new OutputTrail(moment.trail);
  }

  /** What each moment from the one after `from` entries to the one after `to` printed, as far as that is kept. */
  async between(from: number, to: number): Promise<(Moment | undefined)[]> {
    const ids = Array.from({ length: to - from + 1 }, (_, nth) => this.idAt(from + nth));
    const unknown = ids.filter((id) => !this.#known.has(id));
    // What is being written keeps the store: it is asked for no more than it alone has.
    const stored = unknown.length > 0 ? await this.#store.moments(unknown).catch(() => []) : [];
    const found = new Map(unknown.map((id, nth) => [id, stored[nth]]));
    return ids.map((id) => this.#known.get(id) ?? found.get(id));
  }

  /** Writes what was printed before any entry, for sessions that begin from there. */
  async keepFirst(): Promise<void> {
    const first = this.#known.get(this.idAt(0));
    if (first) await this.#store.putMoments([first]);
  }

  /** The publications of moments that may not be written yet. */
  get publications(): KeptPublication[] {
    return this.#known.publications;
  }
}
