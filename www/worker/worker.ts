/**
 * Owns the worker's message loop: commands in, events out, slices in between.
 * Deliberately has no logic of its own; that is in desk/session-desk.ts and below.
 */
import type { Command, Event } from '../protocol.ts';
import { reasonOf } from '../wording/reason.mjs';
import { goAside, isAside, lookAside, serveAside } from './aside/aside-worker.ts';
import { type DeskHost, SessionDesk } from './desk/session-desk.ts';
import { browserLocks } from './desk/session-locks.ts';
import { openKeeping } from './keeping/open-keeping.ts';
import { openEngine } from './running/engine.ts';
import { sliceScheduler } from './running/slice-scheduler.ts';
import { warmUp } from './running/warm-up.ts';

const timers = new Map<string, ReturnType<typeof setTimeout>>();

const host: DeskHost = {
  emit: (event: Event) => self.postMessage(event, transferList(event)),
  nowMs: () => performance.now(),
  date: () => Date.now(),
  goAside,
  lookAside,
  later(name, milliseconds, act) {
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(act, milliseconds));
  },
  async storage() {
    const { storage } = navigator;
    const figures = await storage?.estimate?.().catch(() => undefined);
    const isPersistent = await storage?.persisted?.().catch(() => undefined);
    return {
      ...(figures?.usage !== undefined && { usedBytes: figures.usage }),
      ...(figures?.quota !== undefined && { quotaBytes: figures.quota }),
      ...(isPersistent !== undefined && { isPersistent }),
    };
  },
};

/** The buffers that go over to the page instead of being copied. */
function transferList(event: Event): Transferable[] {
  return 'bytes' in event ? [event.bytes.buffer] : [];
}

/** Commands that came before the engine was there. */
let waiting: Command[] = [];

async function begin(): Promise<void> {
  self.onmessage = (message: MessageEvent<Command>) => waiting.push(message.data);
  const [engine, keeping] = await Promise.all([openEngine(), openKeeping()]);
  const requestSlice = sliceScheduler(() => desk.slice());
  const desk = new SessionDesk(engine, host, requestSlice, keeping, browserLocks());
  self.onmessage = (message: MessageEvent<Command>) => desk.perform(message.data);
  warmUp(engine, host.nowMs);
  host.emit({ type: 'ready' });
  for (const command of waiting) desk.perform(command);
  waiting = [];
}

/** Without an engine nothing can be done; the next load tries again to have one. */
function giveUp(error: unknown): void {
  const reason = reasonOf(error);
  const sentence = `The machine could not be started (${reason}). Reload the page; if that does not help, this browser may lack WebAssembly.`;
  host.emit({ type: 'host-error', sentence });
  waiting = [];
  self.onmessage = (message: MessageEvent<Command>) => {
    if (message.data.type !== 'load') return;
    waiting = [message.data];
    begin().catch(giveUp);
  };
}

if (isAside()) serveAside();
else begin().catch(giveUp);
