/**
 * Owns which sessions this tab has in its hands: the one that is open, and those that were left
 * with lines that the store would not have, which are kept when there is room. Deliberately knows
 * neither how a session begins nor what the page is told of the open one.
 */
import type { Event } from '../../protocol.ts';
import type { KeptSession } from '../session/kept-session.ts';

export class TabSessions {
  readonly #tell: (event: Event) => void;
  #session: KeptSession | undefined;
  /** Sessions that were left with lines that the store would not have. */
  readonly #unkept = new Set<KeptSession>();
  /** Those of them that the person gave up: had back, perhaps, and else not kept. */
  readonly #putAside = new Set<KeptSession>();
  /** The page was told that there are some. */
  #hasToldUnkept = false;

  constructor(tell: (event: Event) => void) {
    this.#tell = tell;
  }

  /** The one that is open. */
  get session(): KeptSession | undefined {
    return this.#session;
  }

  set session(session: KeptSession | undefined) {
    const left = this.#session;
    this.#session = session;
    if (left && left !== session) this.#unkept.add(left);
    void this.keepLeft();
  }

  /** What was left may be taken by now; `isAtOnce`: also where the store has just refused. */
  async keepLeft(isAtOnce = false): Promise<void> {
    const isKept = (left: KeptSession): boolean => left === this.#session || left.isWritten;
    for (const left of this.#unkept) {
      if (!isKept(left)) await left.flush(isAtOnce);
      if (isKept(left)) this.#unkept.delete(left);
    }
    for (const left of this.#putAside) if (isKept(left)) this.#putAside.delete(left);
    const isUnkept = this.#unkept.size > 0;
    if (isUnkept === this.#hasToldUnkept) return;
    this.#hasToldUnkept = isUnkept;
    this.#tell({ type: 'left-unkept', isUnkept });
  }

  /** The session of that name, where it was left with lines that the store will not have even now. */
  async leftUnkept(id: string): Promise<KeptSession | undefined> {
    const left = find(id, [...this.#unkept, ...this.#putAside]);
    await left?.flush(true);
    return left?.isWritten || left?.record.id !== id ? undefined : left;
  }

  /** The session of that name, where it is open, or was left with lines that are not kept. */
  held(id: string): KeptSession | undefined {
    return find(id, this.#held);
  }

  /** Those that the store does not have all lines of, but for what was put aside. */
  get unkept(): KeptSession[] {
    return this.#held.filter(({ isWritten }) => !isWritten);
  }

  /** The person gives up what was left: what the store does not have of it is not kept. */
  putAside(id: string): void {
    move(id, this.#unkept, this.#putAside);
  }

  /** The person has it back. */
  haveBack(id: string): void {
    move(id, this.#putAside, this.#unkept);
  }

  get #held(): KeptSession[] {
    return [...new Set([...(this.#session ? [this.#session] : []), ...this.#unkept])];
  }
}

function find(id: string, sessions: readonly KeptSession[]): KeptSession | undefined {
  return sessions.find(({ record }) => record.id === id);
}

function move(id: string, from: Set<KeptSession>, to: Set<KeptSession>): void {
  const moved = find(id, [...from]);
  if (!moved) return;
  from.delete(moved);
  to.add(moved);
}
