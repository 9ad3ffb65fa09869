/**
 * Owns the bench worker's messages: programs in, progress and results out. It
 * never waits for messages in between: the page stops it by ending the worker.
 * The comparison itself is in comparison.ts.
 */
import type { BenchCommand, BenchEvent } from '../../bench-protocol.ts';
import { reasonOf } from '../../wording/reason.mjs';
import { openEngine } from '../running/engine.ts';
import type { EnginePort } from '../running/machine-port.ts';
import { PIECE_INSTRUCTIONS, WARM_UP_MS } from '../running/warm-up.ts';
import { compare } from './comparison.ts';

const tell = (event: BenchEvent): void => self.postMessage(event);

self.onmessage = async (message: MessageEvent<BenchCommand>) => {
  const { programs } = message.data;
  try {
    const engine = await openEngine();
    warmUp(engine);
    const options = { engine, tell, nowMs: () => performance.now() };
    for (const program of programs) {
      try {
        tell({ type: 'bench-result', result: compare(program, options) });
      } catch (error) {
        tell({ type: 'bench-trouble', name: program.name, sentence: reasonOf(error) });
      }
      engine.release();
    }
  } catch (error) {
    const name = programs[0]?.name ?? '';
    tell({ type: 'bench-trouble', name, sentence: reasonOf(error) });
  }
  tell({ type: 'bench-done' });
};

/** As long as the page's own worker before the first program is opened, and at once: nobody waits for messages here. */
function warmUp(engine: EnginePort): void {
  const run = engine.createWarmUpMachine();
  const endMs = performance.now() + WARM_UP_MS;
  while (performance.now() < endMs) run(PIECE_INSTRUCTIONS);
  engine.release();
}
