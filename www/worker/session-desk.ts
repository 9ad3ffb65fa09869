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
import type { Command, Event, HistoryPiece } from '../protocol.ts';
import { Checkpoints } from './checkpoints.ts';
import { DeliveryQueue } from './delivery-queue.ts';
import type { SessionRecord, SessionStore } from './keeping/records.ts';
import { type Delivery, KeptSession } from './kept-session.ts';
import type { EnginePort } from './machine-port.ts';
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

  #session: KeptSession | undefined;
  /** The host's trouble ended the program: that is no moment of the session. */
  #hostTrouble = false;
  /** What the page is to be shown of a session that goes on, between `loaded` and `state`. */
  #adopting: { session: KeptSession; pieces: HistoryPiece[]; isCut: boolean } | undefined;
  #turns: Promise<void> = Promise.resolve();
  #isSliceRequested = false;

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
      case 'pause':
      case 'run':
      case 'step':
      case 'ack':
      case 'save-output':
      case 'take-dump':
      case 'get-statistics':
        this.#runner.perform(command);
        break;
      case 'continue-session':
        this.#inTurn(() => this.#continue(command.id, command));
        break;
      case 'go-to-moment':
        this.#inTurn(() => this.#goToMoment(command.moment));
        break;
      case 'go-to':
        this.#inTurn(() => this.#goTo(command.entries));
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
        break;
      case 'host-error':
        this.#hostTrouble = true;
        break;
      case 'state':
        this.#host.emit({ ...event, meters: this.#withWaiting(event.meters) });
        this.#became(event.state, event.meters.instructionsDone);
        return;
      case 'meters':
        this.#host.emit({ type: 'meters', meters: this.#withWaiting(event.meters) });
        return;
    }
    this.#host.emit(event);
  }

  #withWaiting<Figures extends { pendingInputBytes: number }>(meters: Figures): Figures {
    const waiting = this.#input.waitingBytes;
    return waiting === 0
      ? meters
      : { ...meters, pendingInputBytes: meters.pendingInputBytes + waiting };
  }

  /** A program begins: a session of its own, or one that goes on. */
  #begun(): void {
    this.#hostTrouble = false;
    const adopting = this.#adopting;
    this.#adopting = undefined;
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
    const date = this.#host.date();
    const record: SessionRecord = {
      id: crypto.randomUUID(),
      name: '',
      image: { sha256: image.sha256, name: image.name, sizeBytes: image.bytes.length },
      created: date,
      changed: date,
      entries: 0,
      head: 0,
      instructions: 0,
      lastLine: '',
      account: '',
    };
    this.#session = this.#keptSession(image, record, []);
    void this.#locks.take(record.id);
    this.#tellSession();
    this.#tellTrouble();
    void this.#session.keepImage();
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

  #became(state: string, instructions: number): void {
    this.#input.isAsking = state === 'awaiting-input';
    const isOver = state === 'halted' || state === 'failed' || state === 'empty';
    if (isOver) this.#input.end();
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

  /** Writes the next delivery to the log, then hands it over. */
  #feed(): void {
    const session = this.#session;
    const machine = this.#runner.machine;
    if (!session || !machine) return;
    const delivery = this.#input.take();
    if (!delivery) return;
    this.#inTurn(async () => {
      try {
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
    await this.#travelTo(this.#keptSession(image, kept, log), entries ?? kept.head);
  }

  async #goTo(entries: number): Promise<void> {
    const session = this.#session;
    if (!session || entries < 0 || entries > session.log.length) return;
    await session.flush();
    await this.#travelTo(session, entries);
  }

  async #goToMoment(moment: string): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const where = await this.#archive.notebook.whereIs(session, moment);
    if (!where) {
      const sentence = 'Every session with that moment was deleted.';
      this.#host.emit({ type: 'refused', name: 'The moment', sentence });
    } else if (where.session === session.record.id) {
      await this.#goTo(where.entries);
    } else {
      await this.#continue(where.session, { entries: where.entries });
    }
  }

  /** Brings a machine to the moment after `to` entries, and goes on from there. */
  async #travelTo(session: KeptSession, to: number): Promise<void> {
    const isHere = session === this.#session && this.#input.isAsking;
    this.#input.isAsking = false;
    try {
      const machine = isHere ? () => this.#runner.yieldMachine() : () => this.#giveUpMachine();
      const arrival = await this.#travel.go(session, to, machine);
      await session.goneTo(arrival.entries, arrival.trail);
      this.#adopting = { session, ...(await historyAt(session, arrival)) };
      if (arrival.isOnTheWay) session.continueOutput(arrival.output);
      this.#runner.adopt(session.image, arrival.machine, arrival.stop, arrival.inputEnded);
    } catch (error) {
      this.#runner.lose(error);
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
