/**
 * Owns the real engine of tests, and a page that asks it for things without a worker between.
 * Does not know what is tested. Needs www/wasm, which `npm test` makes first.
 */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { Event, MachineCommand } from '../../protocol.ts';
import { initSync } from '../../wasm/um32.js';
import { openEngine } from '../running/engine.ts';
import type { EnginePort } from '../running/machine-port.ts';
import { Runner } from '../running/runner.ts';

/** From this Node on, wasm tail calls, which the translator's code needs, are simply there. */
const NODE_WITH_TAIL_CALLS = 22;

/** The engine of www/wasm. */
export async function realEngine(): Promise<EnginePort> {
  if (Number.parseInt(process.versions.node, 10) < NODE_WITH_TAIL_CALLS) {
    setFlagsFromString('--experimental-wasm-return-call');
  }
  initSync({ module: readFileSync(new URL('../../wasm/um32_bg.wasm', import.meta.url)) });
  return openEngine();
}

/** A page that draws at once, and a runner behind it; `until` runs slices to a state. */
export function pageOn(engine: EnginePort) {
  const events: Event[] = [];
  let wanted = false;
  const host = {
    emit: (event: Event) => events.push(structuredClone(event)),
    nowMs: () => performance.now(),
  };
  const runner = new Runner(engine, host, () => {
    wanted = true;
  });
  return {
    events,
    of: <T extends Event['type']>(type: T) =>
      events.filter((event): event is Extract<Event, { type: T }> => event.type === type),
    /** Does the commands, then slices until there is nothing to do, giving credit back. */
    send(...commands: MachineCommand[]) {
      for (const command of commands) runner.perform(command);
      while (wanted) {
        wanted = false;
        const seen = events.length;
        runner.slice();
        for (const event of events.slice(seen)) {
          if (event.type !== 'output') continue;
          runner.perform({ type: 'ack', outputBytes: event.bytes.length });
        }
      }
    },
  };
}
