/**
 * Owns the worker's message loop: commands in, events out, slices in between.
 * Deliberately has no logic of its own; that is in runner.ts and below.
 */
import type { Command, Event } from '../protocol.ts';
import { openEngine } from './engine.ts';
import { Runner } from './runner.ts';
import { sliceScheduler } from './slice-scheduler.ts';
import { warmUp } from './warm-up.ts';
import type { WorkerHost } from './worker-host.ts';

const host: WorkerHost = {
  emit: (event: Event) => self.postMessage(event, transferList(event)),
  nowMs: () => performance.now(),
};

/** The buffers that go over to the page instead of being copied. */
function transferList(event: Event): Transferable[] {
  return 'bytes' in event ? [event.bytes.buffer] : [];
}

/** Commands that came before the engine was there. */
let waiting: Command[] = [];

async function begin(): Promise<void> {
  self.onmessage = (message: MessageEvent<Command>) => waiting.push(message.data);
  const engine = await openEngine();
  const requestSlice = sliceScheduler(() => runner.slice());
  const runner = new Runner(engine, host, requestSlice);
  self.onmessage = (message: MessageEvent<Command>) => runner.perform(message.data);
  warmUp(engine, host.nowMs);
  host.emit({ type: 'ready' });
  for (const command of waiting) runner.perform(command);
  waiting = [];
}

/** Without an engine nothing can be done; the next load tries again to have one. */
function giveUp(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  const sentence = `The machine could not be started (${reason}). Reload the page; if that does not help, this browser may lack WebAssembly.`;
  host.emit({ type: 'host-error', sentence });
  waiting = [];
  self.onmessage = (message: MessageEvent<Command>) => {
    if (message.data.type !== 'load') return;
    waiting = [message.data];
    begin().catch(giveUp);
  };
}

begin().catch(giveUp);
