/**
 * Owns the worker that holds the machine: its start, its death, and the two
 * ends of www/protocol.ts. Does not know what any message means.
 */
import type { Command, Event } from '../../protocol.ts';

export interface MachineListeners {
  event: (event: Event) => void;
  /** The worker is gone, and with it the program that ran; `restart` makes another. */
  died: (sentence: string) => void;
}

export class Machine {
  readonly #listeners: MachineListeners;
  #worker: Worker | undefined;
  /** The worker has said something: its code is there, and began. */
  #hasSpoken = false;

  constructor(listeners: MachineListeners) {
    this.#listeners = listeners;
    this.restart();
  }

  get isAlive(): boolean {
    return this.#worker !== undefined;
  }

  /** A fresh worker, whatever became of the old one. */
  restart(): void {
    this.#worker?.terminate();
    const worker = new Worker(new URL('../../worker/worker.ts', import.meta.url), {
      type: 'module',
      name: 'um32',
    });
    worker.addEventListener('message', (message: MessageEvent<Event>) => {
      if (worker !== this.#worker) return;
      this.#hasSpoken = true;
      this.#listeners.event(message.data);
    });
    worker.addEventListener('error', (error) => {
      error.preventDefault();
      this.#lose(worker, error.message);
    });
    worker.addEventListener('messageerror', () => {
      this.#lose(worker, 'a message could not be read');
    });
    this.#worker = worker;
    this.#hasSpoken = false;
  }

  /** Bytes in a command are given away. Nothing is sent to a dead worker. */
  send(command: Command): void {
    const given = 'bytes' in command ? [command.bytes.buffer as ArrayBuffer] : [];
    this.#worker?.postMessage(command, given);
  }

  #lose(worker: Worker, reason: string | undefined): void {
    if (worker !== this.#worker) return;
    worker.terminate();
    this.#worker = undefined;
    const because = reason ? ` (${reason})` : '';
    this.#listeners.died(
      this.#hasSpoken
        ? `The worker that holds the machine has stopped${because}. That is a fault of um32 or of the browser, not of the program.`
        : `The machine could not be started${because}. Reload the page.`,
    );
  }
}
