/**
 * Owns the way of input to the program: what was typed, or what a file on its way says to
 * UMIX, goes into the session's log first, and then to the machine, one delivery at a time
 * and only when the program asks. Deliberately knows neither how a session begins nor
 * what the page is told of the program.
 */
import type { Command, Event, LinesAhead as Given } from '../../protocol.ts';
import { withoutControls } from '../../session-log/plain-text.mjs';
import { mayAskForLogin } from '../../session-log/prompts.mjs';
import type { FileExchange } from '../exchange/file-exchange.ts';
import type { Delivery } from '../keeping/records.ts';
import type { Runner } from '../running/runner.ts';
import type { CurrentSession } from './current-session.ts';
import { DeliveryQueue } from './delivery-queue.ts';
import { LinesAhead } from './lines-ahead.ts';
import type { Turns } from './turns.ts';

export interface InputFeedParts {
  turns: Turns;
  current: CurrentSession;
  runner: Runner;
  exchange: FileExchange;
  tell(event: Event): void;
  /** What is told from now on waits until this is settled. */
  holdUntil(settled: Promise<void>): void;
}

type InputCommand = Extract<Command, { type: 'input' | 'end-input' | 'type-again' | 'keep-lines' }>;

export class InputFeed {
  /** What has come, and whose turn it is. */
  readonly queue = new DeliveryQueue();
  /** What the page has behind that. */
  readonly ahead = new LinesAhead();
  readonly #parts: InputFeedParts;
  /** Counts the programs and moments gone on from. */
  #way = 0;

  constructor(parts: InputFeedParts) {
    this.#parts = parts;
  }

  /** Tells one program, or one moment that was gone to, from the next. */
  get way(): number {
    return this.#way;
  }

  /** A program begins; or goes on, and may have had its end of input. */
  begun(isEnded: boolean): void {
    this.#way += 1;
    this.ahead.clear();
    this.queue.restart(isEnded);
  }

  /** The program reads nothing any more. */
  over(): void {
    this.#way += 1;
    this.ahead.clear();
    this.queue.end();
  }

  perform(command: InputCommand): void {
    switch (command.type) {
      case 'input': {
        const { bytes, echo, ahead } = command;
        if (bytes.length === 0) return;
        this.#typed({ isEnd: false, bytes, ...(echo !== undefined && { echo }) }, ahead);
        break;
      }
      case 'keep-lines':
        this.#parts.turns.arrived(() => this.ahead.clear());
        break;
      case 'end-input':
        this.#typed({ isEnd: true });
        break;
      case 'type-again':
        this.#parts.turns.take(async () => this.#typeAgain(command));
        break;
    }
  }

  /** This was typed, for what is there by then. */
  #typed(delivery: Delivery, ahead?: Given): void {
    this.#parts.turns.arrived(() => {
      if (ahead) this.ahead.came(ahead);
      if (this.queue.add(delivery)) this.feed();
      else this.ahead.clear();
    });
  }

  /** The program asks: it is given a line that waits at the page, which need not be asked. */
  get takesAhead(): boolean {
    const { turns, exchange } = this.#parts;
    if (!this.ahead.areThere || !this.queue.isEmpty) return false;
    if (turns.hasDeparture || exchange.isOn || this.queue.keepsWaiting) return false;
    // The page may know who, and shows no password.
    return !mayAskForLogin(withoutControls(exchange.lastLine));
  }

  /** Types what was typed next, before the session was gone back in; not in another one, and not elsewhere in it. */
  #typeAgain({ id, head }: { id: string; head: number }): void {
    const { current, exchange, tell } = this.#parts;
    const { session } = current;
    if (session?.record.id !== id || session.head !== head) return;
    const next = session.log[head];
    if (!next || !this.queue.isIdle || exchange.isOn) return;
    const { bytes, isEnd, echo } = next;
    const shown = echo !== undefined && { echo };
    tell({ type: 'typed-again', ...shown });
    this.#typed(isEnd ? { isEnd } : { isEnd, bytes: bytes.slice(), ...shown });
  }

  /** Writes the next delivery to the log, then hands it over, if the program asks. Of lines ahead it is told once they are written. */
  feed(): void {
    const { turns, current, runner, exchange, tell, holdUntil } = this.#parts;
    const { session } = current;
    const { machine } = runner;
    if (!session || !machine || !this.queue.isIdle) return;
    const said = exchange.take();
    if (!said && exchange.isTalking) return;
    const line = said || !this.takesAhead ? undefined : this.ahead.take();
    const first: Delivery | undefined = said
      ? { isEnd: false, bytes: said }
      : line && { ...line, isEnd: false };
    const delivery = this.queue.take(first);
    if (!delivery) return;
    const way = this.#way;
    turns.take(async () => {
      try {
        // What was meant for a moment that has been left since is not for this one.
        if (way !== this.#way) return;
        const instructions = machine.instructions();
        const written = line && session.deliverAhead(delivery, instructions);
        if (written) {
          holdUntil(written);
          current.tell();
        } else await session.deliver(delivery, instructions);
        if (line) tell({ type: 'line-taken', echo: line.echo, instructionsDone: instructions });
      } finally {
        this.queue.delivered();
      }
      // Another program may have been loaded meanwhile.
      if (session !== current.session || machine !== runner.machine) return;
      if (delivery.isEnd) runner.perform({ type: 'end-input' });
      else runner.perform({ type: 'input', bytes: delivery.bytes });
    });
  }
}
