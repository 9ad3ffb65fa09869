/**
 * Owns the claim of this tab on the session it has open, through the browser's
 * Web Locks: they are given back by themselves when the tab or the worker dies.
 * A page that was left, and is kept by the browser for the way back, still holds its
 * lock; it is given up for whoever waits for that, and not for whoever only asks
 * whether it is free.
 * Where there are none (a site without https, or one that the browser denies them) every
 * claim succeeds, and the store's own check keeps two tabs from mixing their lines.
 * Deliberately knows nothing of what a session is.
 */

/** The browser gives up a page that was left in less; another tab holds on. */
const LEFT_PAGE_MS = 1_000;

/** Claims sessions, one at a time. */
export interface SessionLocks {
  /** Takes the session, giving back the one held before; false when another tab has it, and then nothing changes. */
  take(session: string): Promise<boolean>;
  giveBack(): void;
}

export function browserLocks(): SessionLocks {
  const locks: LockManager | undefined = navigator.locks;
  let held = '';
  let letGo = (): void => {};
  return {
    async take(session) {
      if (session === held || !locks) return true;
      const claim = (how: LockOptions): Promise<boolean> =>
        new Promise((claimed) => {
          locks
            .request(`um32 session ${session}`, how, (lock) => {
              if (!lock) return claimed(false);
              const holding = new Promise<void>((end) => {
                letGo();
                held = session;
                letGo = end;
              });
              claimed(true);
              return holding;
            })
            .catch((error: unknown) => claimed(!isOverdue(error)));
        });
      return (
        (await claim({ ifAvailable: true })) ||
        (await claim({ signal: AbortSignal.timeout(LEFT_PAGE_MS) }))
      );
    },
    giveBack() {
      letGo();
      letGo = () => {};
      held = '';
    },
  };
}

/** Nobody gave it back in time; anything else means that there are no locks to be had. */
function isOverdue(error: unknown): boolean {
  return error instanceof DOMException && ['TimeoutError', 'AbortError'].includes(error.name);
}
