/**
 * Owns what stands between the page's commands and the runner so that every
 * session is kept as it goes: input is written to the log before the program
 * has it, and handed over only when the program asks; a session is gone on with
 * by replaying its log from the nearest checkpoint. Deliberately knows neither
 * wasm nor which store it is (see machine-port.ts, keeping/records.ts).
 *
 * Commands that change what runs are done one after the other, each to its end;
 * the rest go to the runner at once.
 */
import type { Command, Event, HistoryPiece, MachineState } from '../protocol.ts';
import { Checkpoints } from './checkpoints.ts';
import { DeliveryQueue } from './delivery-queue.ts';
import { standing } from './exchange/exchange-log.ts';
import { type Errand, FileExchange } from './exchange/file-exchange.ts';
import type { KeptImage, SessionRecord, SessionStore } from './keeping/records.ts';
import { type Delivery, KeptSession } from './kept-session.ts';
import type { EnginePort } from './machine-port.ts';
import { DivergenceError } from './replay.ts';
import { Runner } from './runner.ts';
import { type ArchiveHost, SessionArchive } from './session-archive.ts';
import { historyAt } from './session-history.ts';
import type { SessionLocks } from './session-locks.ts';
import { SessionTravel } from './session-travel.ts';
import type { WorkerHost } from './worker-host.ts';

/** What was printed is written when nothing more came for so long. */
const FLUSH_MS = 150;
/** A checkpoint is taken when nothing was typed for so long. */
const CHECKPOINT_MS = 400;

/** What the desk needs of the place it runs in. */
export interface DeskHost extends WorkerHost, ArchiveHost {
  /** Calls `act` after so many milliseconds, unless another call of `later` with this name comes first. */
  later(name: string, milliseconds: number, act: () => void): void;
}

/** Where sessions are kept, and what is to be said when that is not for long. */
export interface Keeping {
  store: SessionStore;
  /** Why nothing outlives the tab, in a sentence; absent when all is well. */
  trouble?: string;
}

export class SessionDesk {
  readonly #host: DeskHost;
  readonly #requestSlice: () => void;
  readonly #runner: Runner;
  readonly #keeping: Keeping;
  readonly #checkpoints: Checkpoints;
  readonly #travel: SessionTravel;
  readonly #archive: SessionArchive;
  readonly #locks: SessionLocks;
  readonly #input = new DeliveryQueue();
  readonly #exchange: FileExchange;

  #session: KeptSession | undefined;
  /** The host's trouble ended the program: that is no moment of the session. */
  #hostTrouble = false;
  /** What the page is to be shown of a session that goes on, between `loaded` and `state`. */
  #adopting: { session: KeptSession; pieces: HistoryPiece[]; isCut: boolean } | undefined;
  /** The state as the page was told it last. */
  #told: Extract<Event, { type: 'state' }> | undefined;
  #turns: Promise<void> = Promise.resolve();
  #isSliceRequested = false;
  /** Counts the programs and moments gone on from. */
  #way = 0;

  constructor(
    engine: EnginePort,
    host: DeskHost,
    requestSlice: () => void,
    keeping: Keeping,
    locks: SessionLocks,
  ) {
    this.#host = host;
    // One message at a time, whoever it is for.
    this.#requestSlice = () => {
      if (this.#isSliceRequested) return;
      this.#isSliceRequested = true;
      requestSlice();
    };
    this.#keeping = keeping;
    this.#checkpoints = new Checkpoints(keeping.store);
    this.#archive = new SessionArchive(engine, keeping.store, host, () => this.#session);
    this.#travel = new SessionTravel(
      engine,
      host,
      this.#checkpoints,
      this.#requestSlice,
      () => this.#runner.engineName,
    );
    this.#exchange = new FileExchange(host);
    this.#locks = locks;
    this.#runner = new Runner(
      engine,
      {
        emit: (event) => this.#heard(event),
        printed: (bytes) => this.#session?.printed(bytes),
        nowMs: () => host.nowMs(),
      },
      this.#requestSlice,
    );
  }

  perform(command: Command): void {
    switch (command.type) {
      case 'input':
        if (command.bytes.length === 0) return;
        this.#take({
          isEnd: false,
          bytes: command.bytes,
          ...(command.echo !== undefined && { echo: command.echo }),
        });
        break;
      case 'end-input':
        this.#take({ isEnd: true });
        break;
      case 'load':
      case 'reset':
      case 'stop':
        this.#travel.interrupt();
        this.#inTurn(async () => this.#runner.perform(command));
        break;
      case 'interrupt':
        this.#travel.interrupt();
        break;
      case 'send-files':
        this.#begin(command.files.map(({ name, bytes }) => ({ kind: 'send', name, bytes })));
        break;
      case 'fetch-file':
        this.#begin([{ kind: 'fetch', name: command.name }]);
        break;
      case 'stop-exchange':
        this.#exchange.stop();
        break;
      case 'ack':
        this.#runner.perform({
          type: 'ack',
          outputBytes: this.#exchange.drawn(command.outputBytes),
        });
        break;
      case 'pause':
      case 'run':
      case 'step':
      case 'save-output':
      case 'take-dump':
      case 'get-statistics':
        this.#runner.perform(command);
        break;
      case 'continue-session':
        this.#inTurn(() => this.#continue(command.id, command));
        break;
      case 'find-text':
        void this.#archive.find(command);
        break;
      case 'go-to-moment':
        this.#inTurn(() => this.#goToMoment(command.moment));
        break;
      case 'open-share':
        this.#inTurn(() => this.#openShare(command));
        break;
      case 'type-again':
        this.#inTurn(async () => this.#typeAgain());
        break;
      case 'go-to':
        this.#inTurn(() => this.#goTo(command.entries));
        break;
      case 'start-over':
        this.#inTurn(() => this.#startOver());
        break;
      default:
        this.#inTurn(() => this.#archive.perform(command));
    }
  }

  slice(): void {
    this.#isSliceRequested = false;
    if (this.#travel.isOn) this.#travel.slice();
    else this.#runner.slice();
  }

  /** One after the other; what goes wrong in one is told and leaves the next alone. */
  #inTurn(act: () => Promise<void>): void {
    this.#turns = this.#turns.then(act).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.#host.emit({ type: 'host-error', sentence: reason });
    });
  }

  // --- What the runner says ---

  #heard(event: Event): void {
    switch (event.type) {
      case 'loaded':
        this.#host.emit(event);
        this.#begun();
        return;
      case 'output':
        this.#session?.showed(event.bytes.slice());
        if (this.#exchange.printed(event.bytes)) {
          // Nobody draws it: the credit comes back at once.
          this.#runner.perform({ type: 'ack', outputBytes: event.bytes.length });
          return;
        }
        break;
      case 'host-error':
        this.#hostTrouble = true;
        break;
      case 'state':
        if (event.state === 'awaiting-input') this.#exchange.asked(this.#input.waitingBytes > 0);
        if (isOver(event.state)) this.#exchange.ended();
        this.#tellState(event);
        this.#became(event.state, event.meters.instructionsDone);
        return;
      case 'meters':
        this.#exchange.progress(this.#runner.machine?.pendingInput() ?? 0);
        this.#host.emit({ type: 'meters', meters: this.#withWaiting(event.meters) });
        return;
    }
    this.#host.emit(event);
  }

  /** What asks in the midst of a talk does not ask the person. */
  #tellState(event: Extract<Event, { type: 'state' }>): void {
    const isTalk = event.state === 'awaiting-input' && this.#exchange.isTalking;
    const state = isTalk ? 'running' : event.state;
    this.#told = { ...event, state, meters: this.#withWaiting(event.meters) };
    this.#host.emit(this.#told);
  }

  #withWaiting<Figures extends { pendingInputBytes: number }>(meters: Figures): Figures {
    const waiting = this.#input.waitingBytes;
    return waiting === 0
      ? meters
      : { ...meters, pendingInputBytes: meters.pendingInputBytes + waiting };
  }

  /** A program begins: a session of its own, or one that goes on. */
  #begun(): void {
    this.#way += 1;
    this.#hostTrouble = false;
    const adopting = this.#adopting;
    this.#adopting = undefined;
    this.#exchange.abandon(lastLineOf(adopting?.pieces.at(-1)?.output));
    this.#input.restart(adopting?.session.log[adopting.session.head - 1]?.isEnd ?? false);
    if (adopting) {
      this.#session = adopting.session;
      this.#tellSession();
      const { pieces, isCut } = adopting;
      this.#host.emit({ type: 'history', pieces, isCut });
      this.#tellTrouble();
      return;
    }
    const image = this.#runner.image;
    if (!image) return;
    const record = this.#freshRecord(image);
    this.#session = this.#keptSession(image, record, []);
    void this.#locks.take(record.id);
    this.#tellSession();
    this.#tellTrouble();
    void this.#session.keepImage();
  }

  #freshRecord({ sha256, name, bytes }: KeptImage): SessionRecord {
    const date = this.#host.date();
    return {
      id: crypto.randomUUID(),
      name: '',
      image: { sha256, name, sizeBytes: bytes.length },
      created: date,
      changed: date,
      entries: 0,
      head: 0,
      instructions: 0,
      lastLine: '',
      account: '',
    };
  }

  #keptSession(
    image: { sha256: string; name: string; bytes: Uint8Array },
    record: SessionRecord,
    log: ConstructorParameters<typeof KeptSession>[3],
  ): KeptSession {
    const session: KeptSession = new KeptSession(this.#keeping.store, image, record, log, {
      keeping: (isKept, sentence) => {
        if (session === this.#session) this.#host.emit({ type: 'keeping', isKept, sentence });
      },
      changed: () => {
        if (session === this.#session) this.#tellSession();
      },
      published: () => {
        if (session === this.#session) this.#inTurn(() => this.#archive.tellNotebook());
      },
      makeRoom: async () => {
        const sessions = await this.#keeping.store.sessions().catch(() => []);
        return this.#checkpoints.makeRoom([...new Set(sessions.map((kept) => kept.image.sha256))]);
      },
      nowMs: () => this.#host.nowMs(),
      date: () => this.#host.date(),
    });
    return session;
  }

  #became(state: MachineState, instructions: number): void {
    this.#input.isAsking = state === 'awaiting-input';
    if (isOver(state)) this.#input.end();
    const session = this.#session;
    if (state === 'empty') {
      this.#session = undefined;
      this.#locks.giveBack();
    }
    if (!session || this.#hostTrouble) return;
    if (state === 'awaiting-input' || state === 'halted' || state === 'failed') {
      session.settled(state, instructions);
      this.#host.later('flush', FLUSH_MS, () => void session.flush());
    }
    if (state === 'awaiting-input') {
      this.#host.later('checkpoint', CHECKPOINT_MS, () => this.#takeCheckpoint(session));
    }
    this.#feed();
  }

  #takeCheckpoint(session: KeptSession): void {
    const { machine } = this.#runner;
    if (!machine || session !== this.#session || !this.#input.isIdle) return;
    void this.#checkpoints.take(session, machine);
  }

  // --- Input ---

  #take(delivery: Delivery): void {
    if (this.#input.add(delivery)) this.#feed();
  }

  /** Files to be moved: at once when the program asks, otherwise when it does. */
  #begin(errands: readonly Errand[]): void {
    this.#exchange.add(errands);
    if (!this.#runner.machine || !this.#session) this.#exchange.abandon();
    else if (this.#input.isIdle) this.#exchange.asked(this.#input.waitingBytes > 0);
    // The page asks nobody until it is told that the program does.
    if (!this.#exchange.isOn && this.#told) this.#host.emit(this.#told);
    this.#feed();
  }

  /** Writes the next delivery to the log, then hands it over. */
  #feed(): void {
    const session = this.#session;
    const machine = this.#runner.machine;
    if (!session || !machine || !this.#input.isIdle) return;
    const said = this.#exchange.take();
    if (!said && this.#exchange.isTalking) return;
    const delivery = this.#input.take(said && { isEnd: false, bytes: said });
    if (!delivery) return;
    const way = this.#way;
    this.#inTurn(async () => {
      try {
        // What was meant for a moment that has been left since is not for this one.
        if (way !== this.#way) return;
        await session.deliver(delivery, machine.instructions());
      } finally {
        this.#input.delivered();
      }
      // Another program may have been loaded meanwhile.
      if (session !== this.#session || machine !== this.#runner.machine) return;
      if (delivery.isEnd) this.#runner.perform({ type: 'end-input' });
      else this.#runner.perform({ type: 'input', bytes: delivery.bytes });
    });
  }

  // --- Going on, back and forth ---

  async #continue(
    id: string,
    {
      asCopy = false,
      fromStart = false,
      entries,
    }: { asCopy?: boolean; fromStart?: boolean; entries?: number } = {},
  ): Promise<void> {
    const { store } = this.#keeping;
    const record = await store.session(id);
    const image = record && (await store.image(record.image.sha256));
    if (!record || !image) {
      const sentence = record
        ? `The program ${record.image.name} is not kept here any more. Open its file, then continue.`
        : 'That session is not kept here any more.';
      this.#host.emit({ type: 'refused', name: record?.image.name ?? 'The session', sentence });
      return;
    }
    if (fromStart) {
      this.#runner.begin(image);
      return;
    }
    const log = await store.entries(id);
    let kept = { ...record, entries: log.length, head: Math.min(record.head, log.length) };
    if (asCopy) {
      kept = this.#archive.list.copyOf(kept);
      await store.addSession(kept, log);
    }
    if (!(await this.#locks.take(kept.id))) {
      this.#host.emit({ type: 'session-elsewhere', id, name: record.name || record.image.name });
      return;
    }
    await this.#session?.flush();
    await this.#travelTo(this.#keptSession(image, kept, log), standing(log, entries ?? kept.head));
  }

  /** A session of its own for the program that is there, at its first request for input. */
  async #startOver(): Promise<void> {
    const { image } = this.#runner;
    if (!image) {
      const sentence = 'The program is not in memory any more. Restart it, or open it again.';
      this.#host.emit({ type: 'refused', name: 'A new session', sentence });
      return;
    }
    await this.#session?.flush();
    const session = this.#keptSession(image, this.#freshRecord(image), []);
    await this.#locks.take(session.record.id);
    await this.#travelTo(session, 0);
    await session.keepImage();
  }

  /** A session that came by a link: gone through once, then kept beside all others. */
  async #openShare(command: Extract<Command, { type: 'open-share' }>): Promise<void> {
    const opened = await this.#archive.sharing.open(command.text, command.file);
    if (!opened) return;
    const { image, log } = opened;
    await this.#session?.flush();
    const record = { ...this.#freshRecord(image), name: `Shared ${image.name}` };
    const session = this.#keptSession(image, record, log);
    await this.#locks.take(record.id);
    if (!(await this.#travelTo(session, log.length, true))) return;
    this.#host.emit({ type: 'share-opened', id: record.id, entries: session.log.length });
  }

  /** Types what was typed next, before the session was gone back in. */
  #typeAgain(): void {
    const next = this.#session?.log[this.#session.head];
    if (!next || !this.#input.isIdle || this.#exchange.isOn) return;
    const { bytes, isEnd, echo } = next;
    const shown = echo !== undefined && { echo };
    this.#host.emit({ type: 'typed-again', ...shown });
    this.#take(isEnd ? { isEnd } : { isEnd, bytes: bytes.slice(), ...shown });
  }

  async #goTo(entries: number): Promise<void> {
    const session = this.#session;
    if (!session || entries < 0 || entries > session.log.length) return;
    await session.flush();
    await this.#travelTo(session, standing(session.log, entries, session.head));
  }

  async #goToMoment(moment: string): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const where = await this.#archive.notebook.whereIs(session, moment);
    if (!where) {
      const sentence = 'Every session with that moment was deleted.';
      this.#host.emit({ type: 'session-refused', title: 'There is no way there', sentence });
    } else if (where.session === session.record.id) {
      await this.#goTo(where.entries);
    } else {
      await this.#continue(where.session, { entries: where.entries });
    }
  }

  /** Brings a machine to the moment after `to` entries, and goes on from there. */
  async #travelTo(session: KeptSession, to: number, isShared = false): Promise<boolean> {
    const isHere = session === this.#session && this.#input.isAsking;
    this.#input.isAsking = false;
    this.#way += 1;
    try {
      const machine = isHere ? () => this.#runner.yieldMachine() : () => this.#giveUpMachine();
      let arrival = await this.#travel.go(session, to, machine);
      const stood = standing(session.log, arrival.entries);
      if (stood !== arrival.entries) {
        // The way was ended in the midst of a file.
        arrival = await this.#travel.go(session, stood, () => undefined);
      }
      if (isShared) await session.keepWhole(arrival.entries);
      await session.goneTo(arrival.entries, arrival.trail);
      this.#adopting = { session, ...(await historyAt(session, arrival)) };
      if (arrival.isOnTheWay) session.continueOutput(arrival.output);
      this.#runner.adopt(session.image, arrival.machine, arrival.stop, arrival.inputEnded);
      return true;
    } catch (error) {
      if (isShared && error instanceof DivergenceError) {
        const title = 'The shared session was not opened';
        const sentence = `Its program ends before all was typed that the link has: the link was made up. (${error.message})`;
        this.#host.emit({ type: 'session-refused', title, sentence });
        this.#runner.perform({ type: 'stop' });
      } else {
        this.#runner.lose(error);
      }
      return false;
    }
  }

  #giveUpMachine(): undefined {
    this.#runner.yieldMachine();
  }

  // --- What the page is told ---

  #tellSession(): void {
    const record = this.#session?.record;
    if (!record) return;
    const { id, name, entries, head } = record;
    this.#host.emit({ type: 'session', id, name, entries, head });
  }

  #tellTrouble(): void {
    const { trouble } = this.#keeping;
    if (trouble) this.#host.emit({ type: 'keeping', isKept: false, sentence: trouble });
  }
}

function isOver(state: MachineState): boolean {
  return state === 'halted' || state === 'failed' || state === 'empty';
}

function lastLineOf(output: Uint8Array | undefined): string {
  if (!output) return '';
  return new TextDecoder('latin1').decode(
    output.subarray(output.lastIndexOf(0x0a) + 1).slice(-256),
  );
}
