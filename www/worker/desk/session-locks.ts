/**
 * Owns the claim of this tab on the session it has open, through the browser's
 * Web Locks: they are given back by themselves when the tab or the worker dies.
 * Where there are none (a site without https) every claim succeeds, and the
 * store's own check keeps two tabs from mixing their lines. Deliberately knows
 * nothing of what a session is.
 */

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
      const released = new Promise<void>((resolve, refuse) => {
        locks
          .request(`um32 session ${session}`, { ifAvailable: true }, (lock) => {
            if (!lock) {
              refuse(new Error('held'));
              return undefined;
            }
            const holding = new Promise<void>((end) => {
              letGo();
              held = session;
              letGo = end;
            });
            resolve();
            return holding;
          })
          .catch(refuse);
      });
      return released.then(
        () => true,
        () => false,
      );
    },
    giveBack() {
      letGo();
      letGo = () => {};
      held = '';
    },
  };
}
