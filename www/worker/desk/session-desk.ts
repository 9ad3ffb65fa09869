/**
 * Owns what stands between the page's commands and the runner so that every
 * session is kept as it goes: who does what the page asks, and what the page is
 * told of what the runner says. Deliberately knows neither wasm nor which store
 * it is (see machine-port.ts, keeping/records.ts), nor how input goes to the
 * program (input-feed.ts), whom it asks (told-state.ts), when a way elsewhere is
 * gone (departure-queue.ts) or how a session is gone on with (session-departures.ts).
 *
 * Commands that change what runs are done one after the other, each to its end;
 * the rest go to the runner at once.
 */
import type { Command, Event, FileCommand, MachineState } from '../../protocol.ts';
import { type ArchiveHost, SessionArchive } from '../archive/session-archive.ts';
import { type Errand, FileExchange } from '../exchange/file-exchange.ts';
import type { Keeping } from '../keeping/records.ts';
import { Room } from '../keeping/room.ts';
import { loadNumber, lookedAt } from '../running/loaded-image.ts';
import type { EnginePort } from '../running/machine-port.ts';
import { Runner } from '../running/runner.ts';
import { endOf } from '../session/present-moment.ts';
import { lastLineOf } from '../session/session-text.ts';
import { Checkpoints } from '../travel/checkpoints.ts';
import { QuietKeeping } from '../travel/quiet-keeping.ts';
import { RecentMoments } from '../travel/recent-moments.ts';
import { SessionTravel } from '../travel/session-travel.ts';
import { troubleEvent } from '../trouble.ts';
import type { WorkerHost } from '../worker-host.ts';
import { CurrentSession } from './current-session.ts';
import { DepartureQueue } from './departure-queue.ts';
import { type CausesHost, FailureCauses } from './failure-causes.ts';
import { HeldEvents } from './held-events.ts';
import { InputFeed } from './input-feed.ts';
import { SessionDepartures } from './session-departures.ts';
import type { SessionLocks } from './session-locks.ts';
import { ToldState } from './told-state.ts';
import { Turns } from './turns.ts';
import type { ArrivingSession } from './way-elsewhere.ts';

/** What was printed is written when nothing more came for so long. */
const FLUSH_MS = 150;

/** What the desk needs of the place it runs in. */
export interface DeskHost extends WorkerHost, ArchiveHost, CausesHost {
  /** Calls `act` after so many milliseconds, unless another call of `later` with this name comes first. */
  later(name: string, milliseconds: number, act: () => void): void;
}

export class SessionDesk {
  readonly #engine: EnginePort;
  readonly #host: DeskHost;
  readonly #requestSlice: () => void;
  readonly #runner: Runner;
  readonly #quietKeeping: QuietKeeping;
  readonly #current: CurrentSession;
  readonly #travel: SessionTravel;
  readonly #archive: SessionArchive;
  readonly #ways: DepartureQueue;
  readonly #locks: SessionLocks;
  readonly #input: InputFeed;
  readonly #exchange: FileExchange;
  readonly #causes: FailureCauses;

  /** The host's trouble ended the program: that is no moment of the session. */
  #hostTrouble = false;
  /** The session that goes on, until its program has begun. */
  #arriving: ArrivingSession | undefined;
  readonly #told: ToldState;
  readonly #turns: Turns;
  #isSliceRequested = false;
  /** A file broke the machine down under what is open: this brings that back. */
  #broken: (() => Promise<void>) | undefined;

  constructor(
    engine: EnginePort,
    place: DeskHost,
    requestSlice: () => void,
    keeping: Keeping,
    locks: SessionLocks,
  ) {
    this.#engine = engine;
    const held = new HeldEvents((event) => place.emit(event));
    const host: DeskHost = { ...place, emit: (event) => held.tell(event) };
    this.#host = host;
    // One message at a time, whoever it is for.
    this.#requestSlice = () => {
      if (this.#isSliceRequested) return;
      this.#isSliceRequested = true;
      requestSlice();
    };
    this.#turns = new Turns((error) => host.emit(troubleEvent(error)));
    const { store } = keeping;
    const checkpoints = new Checkpoints(store);
    const recent = new RecentMoments();
    const room = new Room(store, checkpoints);
    this.#current = new CurrentSession(host, keeping, locks, room, () =>
      this.#turns.take(() => this.#archive.tellNotebook()),
    );
    this.#archive = new SessionArchive(engine, store, host, room, this.#current.held);
    this.#travel = new SessionTravel(
      engine,
      host,
      checkpoints,
      recent,
      this.#requestSlice,
      () => this.#runner.engineName,
    );
    this.#exchange = new FileExchange(host);
    this.#causes = new FailureCauses(host);
    this.#locks = locks;
    this.#runner = new Runner(
      engine,
      {
        emit: (event) => this.#heard(event),
        printed: (bytes) => this.#current.session?.present.printed(bytes),
        nowMs: () => host.nowMs(),
      },
      this.#requestSlice,
      (load, error) => {
        this.#broken = () => departures.bringBack(load, error);
      },
    );
    this.#input = new InputFeed({
      turns: this.#turns,
      current: this.#current,
      runner: this.#runner,
      exchange: this.#exchange,
      tell: (event) => host.emit(event),
      holdUntil: (settled) => held.until(settled),
    });
    this.#told = new ToldState({
      turns: this.#turns,
      input: this.#input,
      exchange: this.#exchange,
      departure: () => this.#ways.last,
      tell: (event) => host.emit(event),
    });
    this.#quietKeeping = new QuietKeeping([recent, checkpoints], {
      later: (name, milliseconds, act) => host.later(name, milliseconds, act),
      isQuiet: (session, machine) =>
        machine === this.#runner.machine &&
        session === this.#current.session &&
        this.#input.queue.isIdle,
    });
    const departures = new SessionDepartures({
      store,
      current: this.#current,
      runner: this.#runner,
      travel: this.#travel,
      archive: this.#archive,
      locks,
      tell: (event) => host.emit(event),
      isAsking: () => this.#input.queue.isAsking,
      asks: (isAsking) => {
        this.#input.queue.isAsking = isAsking;
      },
      keepsWaiting: (keeps) => {
        this.#input.queue.keepsWaiting = keeps;
        this.#input.feed();
      },
      isOverruled: () => this.#turns.isOverruled,
      arrives: (arriving) => {
        this.#arriving = arriving;
      },
    });
    this.#ways = new DepartureQueue({
      turns: this.#turns,
      departures,
      over: () => this.#told.again(),
    });
  }

  perform(command: Command): void {
    switch (command.type) {
      case 'input':
      case 'end-input':
      case 'type-again':
      case 'keep-lines':
        this.#input.perform(command);
        break;
      case 'look-at-file':
        this.#lookAt(command);
        break;
      case 'load':
      case 'reset':
      case 'stop':
        this.#replace(command);
        break;
      case 'send-files':
      case 'fetch-file':
      case 'stop-exchange':
        this.#moveFiles(command);
        break;
      case 'ack':
        this.#drawn(command.outputBytes);
        break;
      case 'pause':
      case 'run':
      case 'step':
      case 'run-to':
      case 'stop-at':
      case 'pass':
      case 'watch':
        if (command.type !== 'pause') this.#ways.interpose();
        else this.#ways.pause();
        this.#turns.arrived(() => this.#runner.perform(command));
        break;
      case 'save-output':
      case 'take-dump':
      case 'get-statistics':
        this.#runner.perform(command);
        break;
      case 'continue-session':
      case 'go-to':
      case 'go-by':
      case 'step-back':
      case 'run-back':
      case 'go-to-moment':
      case 'start-over':
      case 'open-share':
        this.#ways.perform(command);
        break;
      case 'interrupt':
        this.#travel.interrupt();
        break;
      case 'find-text':
      case 'read-screen':
      case 'stop-going-through':
        this.#archive.performAtOnce(command);
        break;
      default:
        this.#turns.take(() => this.#archive.perform(command));
    }
  }

  slice(): void {
    this.#isSliceRequested = false;
    if (this.#travel.isOn) this.#travel.slice();
    else this.#runner.slice();
  }

  #lookAt(command: FileCommand): void {
    const told = lookedAt(command, this.#engine);
    if (told) this.#host.emit(told);
    else this.#replace({ ...command, type: 'load' });
  }

  /** Another program, the same from its beginning, or none. */
  #replace(command: Extract<Command, { type: 'load' | 'reset' | 'stop' }>): void {
    if (command.type === 'load' && this.#isInVain(command)) return;
    this.#ways.interpose();
    this.#travel.interrupt();
    this.#turns.replace(async () => {
      const { way } = this.#input;
      this.#runner.perform(command);
      const bringBack = this.#broken;
      this.#broken = undefined;
      if (bringBack) return bringBack();
      const isRefused = way === this.#input.way;
      if (command.type === 'load' && !isRefused) this.#archive.tellLeft();
    });
  }

  /** A file that is no program, which is told, ends no way elsewhere. */
  #isInVain(command: Extract<Command, { type: 'load' }>): boolean {
    if (!this.#turns.hasDeparture) return false;
    const { sentence } = lookedAt(command, this.#engine) ?? {};
    if (sentence === undefined) return false;
    const { load, name } = command;
    this.#host.emit({ type: 'refused', ...loadNumber(load), name, sentence });
    return true;
  }

  #moveFiles(
    command: Extract<Command, { type: 'send-files' | 'fetch-file' | 'stop-exchange' }>,
  ): void {
    switch (command.type) {
      case 'send-files':
        this.#begin(command.files.map(({ name, bytes }) => ({ kind: 'send', name, bytes })));
        break;
      case 'fetch-file':
        this.#begin([{ kind: 'fetch', name: command.name }]);
        break;
      case 'stop-exchange':
        if (this.#exchange.stop()) this.#ways.leaveFetch(this.#exchange);
        break;
    }
  }

  /** Files to be moved: at once when the program asks, otherwise when it does. */
  #begin(errands: readonly Errand[]): void {
    this.#exchange.add(errands);
    if (!this.#runner.machine || !this.#current.session) this.#exchange.abandon();
    else if (this.#input.queue.isIdle) this.#exchange.asked(this.#input.queue.waitingBytes > 0);
    // The page asks nobody until it is told that the program does.
    if (!this.#exchange.isOn) this.#told.again();
    this.#input.feed();
  }

  /** The page has drawn so much; of notes in place of a file's talk the program gets no credit. */
  #drawn(outputBytes: number): void {
    this.#runner.perform({ type: 'ack', outputBytes: this.#exchange.drawn(outputBytes) });
  }

  // --- What the runner says ---

  #heard(event: Event): void {
    switch (event.type) {
      case 'loaded':
        this.#host.emit(event);
        this.#begun();
        return;
      case 'output':
        this.#current.session?.present.showed(event.bytes.slice());
        if (this.#exchange.printed(event.bytes)) {
          // Nobody draws it: the credit comes back at once.
          this.#runner.perform({ type: 'ack', outputBytes: event.bytes.length });
          return;
        }
        break;
      case 'host-error':
        this.#hostTrouble = true;
        break;
      case 'failed':
        this.#causes.failed(event.failure);
        break;
      case 'state':
        if (event.state === 'awaiting-input')
          this.#exchange.asked(this.#input.queue.waitingBytes > 0);
        if (isOver(event.state)) this.#exchange.ended();
        this.#told.became(event);
        this.#became(event.state, event.meters.instructionsDone);
        return;
      case 'meters':
        this.#exchange.progress(this.#runner.machine?.pendingInput() ?? 0);
        this.#host.emit({ type: 'meters', meters: this.#input.queue.countedIn(event.meters) });
        return;
    }
    this.#host.emit(event);
  }

  /** A program begins: a session of its own, or one that goes on. */
  #begun(): void {
    this.#hostTrouble = false;
    this.#causes.forget();
    const arriving = this.#arriving;
    this.#arriving = undefined;
    this.#quietKeeping.begun(arriving !== undefined);
    this.#exchange.abandon(lastLineOf(arriving?.pieces.at(-1)?.output));
    this.#input.begun(arriving?.session.log[arriving.session.head - 1]?.isEnd ?? false);
    if (arriving) {
      this.#current.session = arriving.session;
      this.#current.tell();
      const { pieces, isCut } = arriving;
      this.#host.emit({ type: 'history', pieces, isCut });
      this.#current.tellTrouble();
      return;
    }
    const image = this.#runner.image;
    if (!image) return;
    // What the one before printed last is not written yet, and the wait for that is the next one's.
    void this.#current.session?.flush(true);
    const session = this.#current.of(image, this.#current.freshRecord(image), []);
    this.#current.session = session;
    this.#current.tell();
    this.#current.tellTrouble();
    void session.keepImage();
  }

  #became(state: MachineState, instructions: number): void {
    this.#input.queue.isAsking = state === 'awaiting-input';
    if (isOver(state)) this.#input.over();
    const session = this.#current.session;
    if (state === 'empty') {
      this.#causes.forget();
      void session?.flush(true);
      this.#current.session = undefined;
      this.#locks.giveBack();
    }
    if (!session || this.#hostTrouble) return;
    if (state === 'failed') this.#causes.look(session, instructions);
    const end = endOf(state);
    if (end) {
      session.settled(end, instructions);
      this.#host.later('flush', FLUSH_MS, () => {
        void session.flush();
        this.#runner.tellStanding();
      });
    }
    if (state === 'awaiting-input') this.#quietKeeping.asked(session, this.#runner.machine);
    this.#input.feed();
  }
}

function isOver(state: MachineState): boolean {
  return state === 'halted' || state === 'failed' || state === 'empty';
}
