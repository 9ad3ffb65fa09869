/**
 * Owns the worker in which a bench runs: its start, its stop, its death. Does
 * not know what is shown of it. The worker is there only while a bench runs, so
 * that the machine in the terminal is never touched.
 */
import type { BenchCommand, BenchEvent, BenchProgram } from '../../bench-protocol.ts';

export interface BenchListeners {
  event: (event: BenchEvent) => void;
  /** Over: done, stopped, or the worker died. Comes once for each start. */
  ended: () => void;
}

export class Bench {
  readonly #listeners: BenchListeners;
  #worker: Worker | undefined;

  constructor(listeners: BenchListeners) {
    this.#listeners = listeners;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  start(programs: readonly BenchProgram[]): void {
    this.stop();
    const worker = new Worker(new URL('../../worker/bench/bench-worker.ts', import.meta.url), {
      type: 'module',
      name: 'um32 bench',
    });
    this.#worker = worker;
    worker.addEventListener('message', (message: MessageEvent<BenchEvent>) => {
      if (worker !== this.#worker) return;
      if (message.data.type === 'bench-done') this.stop();
      else this.#listeners.event(message.data);
    });
    worker.addEventListener('error', (error) => {
      error.preventDefault();
      if (worker !== this.#worker) return;
      const because = error.message ? ` (${error.message})` : '';
      this.#listeners.event({
        type: 'bench-trouble',
        name: 'The bench',
        sentence: `Its worker has stopped${because}.`,
      });
      this.stop();
    });
    const command: BenchCommand = { type: 'compare', programs: [...programs] };
    worker.postMessage(command);
  }

  /** Ends the worker in the middle of whatever it does. */
  stop(): void {
    if (!this.#worker) return;
    this.#worker.terminate();
    this.#worker = undefined;
    this.#listeners.ended();
  }
}
