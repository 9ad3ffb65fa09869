/**
 * Owns the page's connection to the program that is loaded: its state, its figures,
 * and what can be asked of the machine. It turns the worker's events
 * into what the page shows, through `ConnectionListeners`, and survives the
 * worker's death. Does not know the DOM, nor how a session is kept (see
 * sessions/open-session.ts).
 */
import {
  type ArrayLook,
  type Command,
  type DepartureCommand,
  type Event,
  type ExchangeCommand,
  type Failure,
  type LinesAhead,
  type MachineState,
  type Meters,
  NO_METERS,
  type SessionCommand,
  type SessionEvent,
} from '../../protocol.ts';
import type { ProgramFile } from '../opening/open-program.ts';
import { type Kept, OpenSession } from '../sessions/open-session.ts';
import type { ConnectionListeners } from './connection-listeners.ts';
import { type FileOrImage, LoadedFile } from './loaded-file.ts';
import { Machine } from './machine.ts';
import { OnTheWay } from './on-the-way.ts';
import { ProgramDumps } from './program-dumps.ts';
import type { LoadedProgram } from './program-facts.ts';
import { ToldState } from './told-state.ts';
import { UndrawnOutput } from './undrawn-output.ts';

type Way = Extract<Command, { type: 'run' | 'step' | 'run-to' | 'stop-at' | 'pass' | 'watch' }>;

export class ProgramConnection {
  readonly #listeners: ConnectionListeners;
  readonly #machine: Machine;
  /** To begin again with after the worker's death. */
  readonly #loaded = new LoadedFile();
  #program: LoadedProgram | undefined;
  /** The worker has it: one that was made since the other died does not. */
  #isThere = false;
  #state: MachineState = 'empty';
  readonly #told = new ToldState();
  #meters: Meters = NO_METERS;
  #instructionsWhenAsked = 0;
  readonly #way = new OnTheWay();
  readonly #session = new OpenSession();
  /** What the loaded program prints and is a program itself. */
  readonly dumps: ProgramDumps;
  /** A worker was begun for nothing but the list of sessions, which has not come since. */
  #isRevivedForList = false;
  /** Told with the state that follows it, whose figures belong to it. */
  #failure: Failure | undefined;
  readonly #undrawn = new UndrawnOutput();

  constructor(listeners: ConnectionListeners) {
    this.#listeners = listeners;
    this.dumps = new ProgramDumps(listeners, {
      take: (id) => this.#machine.send({ type: 'take-dump', id }),
      boot: (file) => this.load(file),
    });
    this.#machine = new Machine({
      event: (event) => this.#heard(event),
      died: (sentence) => this.#died(sentence),
    });
  }

  get state(): MachineState {
    return this.#state;
  }

  get program(): LoadedProgram | undefined {
    return this.#program;
  }

  get meters(): Meters {
    return this.#meters;
  }

  /** A program is loaded and not over. */
  get isLive(): boolean {
    return ['running', 'awaiting-input', 'paused'].includes(this.#state);
  }

  /** Giving the program up, over or not, would lose something of the person's. */
  get isPrecious(): boolean {
    return this.#program !== undefined && this.#session.isPrecious;
  }

  /** Closing the tab would lose something: lines that the program has not asked for yet are in no log. */
  get isLostByClosing(): boolean {
    const isWaiting = this.isLive && this.#meters.pendingInputBytes > 0;
    return this.isPrecious || isWaiting || this.#session.endsWithTab;
  }

  /** How far the loaded program's session is. */
  get kept(): Readonly<Kept> {
    return this.#session.kept;
  }

  /** The file that the loaded program was begun with, and the latest that was to be. */
  get files(): Pick<LoadedFile, 'file' | 'latest'> {
    return this.#loaded;
  }

  /** What the loaded program was begun with: its file, or the image that the worker has of it. */
  async source(): Promise<FileOrImage | undefined> {
    if (!this.#program) return undefined;
    if (this.#loaded.file || !this.#machine.isAlive) return this.#loaded.file;
    this.#machine.send({ type: 'read-image' });
    return this.#loaded.image();
  }

  /** The machine is on its way elsewhere: nothing that is said of it meanwhile asks. */
  get isOnTheWay(): boolean {
    return this.#way.isOn;
  }

  /** There is something that was typed, to be taken back. */
  get canGoBack(): boolean {
    // On the way the worker knows best: keys that follow fast are not to be lost.
    return this.#program !== undefined && (this.isOnTheWay || this.#session.hasBefore);
  }

  /** There is something that was taken back, to be done again. */
  get canGoForth(): boolean {
    return this.#program !== undefined && (this.isOnTheWay || this.#session.hasAfter);
  }

  /** The loaded program went with its worker. */
  get isGone(): boolean {
    return this.#program !== undefined && !this.#isThere;
  }

  /** Goes to another moment; of a program that went with its worker, by the session as it is kept. */
  depart(command: DepartureCommand): void {
    if (this.isGone && command.type !== 'continue-session') {
      if (command.type === 'start-over') {
        this.restart();
        return;
      }
      this.ask({ type: 'continue-session', id: this.kept.id });
    }
    this.ask({ ...command, departure: this.#way.departs(command.type) });
  }

  /**
   * Asks something about kept sessions; a worker that died is replaced. For the list alone, asked
   * for whenever nothing is loaded, once until it comes: workers may fall one after the other.
   */
  ask(command: SessionCommand | ExchangeCommand): void {
    if (!this.#machine.isAlive) {
      if (command.type === 'list-sessions' && this.#isRevivedForList) return;
      this.#isRevivedForList = command.type === 'list-sessions';
      this.#machine.restart();
    }
    if (command.type === 'send-files') this.#session.filesSent();
    this.#machine.send(command);
  }

  load(file: ProgramFile, isPaused = false): void {
    if (!this.#machine.isAlive) this.#machine.restart();
    const load = this.#loaded.load(file);
    if (this.#isThere) {
      this.#way.replaces(load);
      this.#listeners.leaving();
    }
    // The message gives its bytes away; these stay, for a worker that dies.
    const how = { type: 'load', load, engine: this.#listeners.engine(), isPaused } as const;
    this.#machine.send({ ...file, ...how, bytes: file.bytes.slice() });
  }

  /** Tells whether the file is a program; what is loaded goes on meanwhile. */
  lookAt(file: ProgramFile, answered: (refusal?: string) => void): void {
    if (!this.#machine.isAlive) {
      answered();
      return;
    }
    const load = this.#loaded.lookAt(file, answered);
    this.#machine.send({ type: 'look-at-file', load, ...file, bytes: file.bytes.slice() });
  }

  pause(): void {
    this.#machine.send({ type: 'pause' });
  }

  /** Goes on from a pause, or only a way; or says where it is to end each time. */
  run(way: Way = { type: 'run' }): void {
    this.#machine.send(way);
  }

  /** `isPaused`: to stand still at its first instruction. */
  restart(isPaused = false): void {
    if (this.#isThere) {
      this.#way.restarts();
      this.#listeners.leaving();
      this.#machine.send({ type: 'reset', engine: this.#listeners.engine(), isPaused });
    } else if (this.#loaded.file) this.load(this.#loaded.file, isPaused);
    else {
      this.ask({ type: 'continue-session', id: this.kept.id, fromStart: true });
      if (isPaused) this.pause();
    }
  }

  close(): void {
    this.#loaded.closed();
    this.#program = undefined;
    if (this.#machine.isAlive) this.#machine.send({ type: 'stop' });
    else this.#become('empty');
  }

  /** `echo` is the line as the terminal shows it, if it does; lines `ahead` are told by `lineTaken` or asked for. */
  input(bytes: Uint8Array, echo?: string, lines: LinesAhead['lines'] = []): void {
    this.#session.typedTo();
    const shown = echo !== undefined && { echo };
    this.#machine.send({ type: 'input', bytes, ...shown, ...this.#told.ahead(lines) });
  }

  keepLines(): void {
    this.#machine.send({ type: 'keep-lines' });
  }

  endInput(): void {
    this.#session.inputEnded();
    this.#machine.send({ type: 'end-input' });
  }

  /** This much of the output has been drawn: the worker may send as much again. */
  drawn(outputBytes: number): void {
    const credited = this.#undrawn.drawn(outputBytes);
    if (credited > 0) this.#machine.send({ type: 'ack', outputBytes: credited });
  }

  /** Answered by `savedOutput`. */
  saveOutput(): void {
    this.#machine.send({ type: 'save-output' });
  }

  /** Answered by `statistics`. */
  askStatistics(look?: ArrayLook): void {
    if (this.#machine.isAlive)
      this.#machine.send({ type: 'get-statistics', ...(look && { look }) });
    else this.#listeners.statistics({ instructionsDone: 0 });
  }

  #heard(event: Event): void {
    switch (event.type) {
      case 'ready':
        break;
      case 'loaded':
        this.#begin(event);
        break;
      case 'refused':
        this.#listeners.refused(event.name, event.sentence, this.#loaded.refused(event.load));
        this.#stays(event.load);
        break;
      case 'looked-at':
        this.#loaded.lookedAt(event.load, event.sentence);
        break;
      case 'state':
        this.#way.arrived(event.departure);
        if (this.isGone) {
          // Nothing came in its place.
          this.#become(this.#state);
          break;
        }
        this.#measure(event.meters);
        this.#told.heard(event);
        this.#becomeAsTold();
        if (this.#failure) this.#listeners.failed(this.#failure);
        this.#failure = undefined;
        break;
      case 'meters':
        this.#measure(event.meters);
        break;
      case 'output':
        this.#undrawn.came(event.bytes.length);
        this.#listeners.output(event.bytes);
        break;
      case 'line-taken':
        this.#instructionsWhenAsked = event.instructionsDone;
        this.#listeners.lineTaken(event.echo);
        break;
      case 'dump-progress':
      case 'dump-caught':
      case 'dump-bytes':
        this.dumps.heard(event, this.kept);
        break;
      case 'saved-output':
        this.#listeners.savedOutput(event.bytes, event.truncated);
        break;
      case 'statistics':
        this.#listeners.statistics(event.statistics);
        break;
      case 'failed':
        this.#failure = event.failure;
        break;
      case 'halted-silently':
        this.#listeners.haltedSilently(event);
        break;
      case 'led-to-failure':
        this.#listeners.ledToFailure(event);
        break;
      case 'host-error':
        this.#loaded.refused(event.load);
        this.#listeners.hostError(event.sentence, event.asked);
        this.#stays(event.load);
        break;
      case 'note':
      case 'exchange':
      case 'exchange-over':
      case 'file-fetched':
      case 'shelves-imported':
        this.#listeners.ofExchange(event);
        break;
      default:
        this.#heardOfSessions(event);
    }
  }

  #becomeAsTold(): void {
    this.#become(this.#told.shown(this.isOnTheWay));
  }

  /** The file of this number takes nothing's place; what was typed on the way was for it. */
  #stays(load: number | undefined): void {
    if (!this.#way.stays(load)) return;
    this.#listeners.leaving();
    this.#becomeAsTold();
  }

  #heardOfSessions(event: SessionEvent): void {
    const hasArrived = this.kept.id === '';
    this.#session.heard(event);
    switch (event.type) {
      case 'session':
        if (hasArrived) this.dumps.wentTo(event);
        else this.dumps.typed(event);
        break;
      case 'history':
        // What is shown again needs no credit.
        for (const { output } of event.pieces) this.#undrawn.cameAgain(output.length);
        break;
      case 'image':
      case 'no-image':
        this.#loaded.imageCame(event.type === 'image' ? { ...event, isImage: true } : undefined);
        break;
      case 'sessions':
        this.#isRevivedForList = false;
        break;
    }
    this.#listeners.ofSessions(event);
  }

  /** A program begins: one just loaded, or the same one again. */
  #begin(begun: LoadedProgram & { load?: number }): void {
    const { load, ...program } = begun;
    this.#loaded.begins(program, load);
    this.dumps.begins(program.sha256);
    this.#session.begins();
    this.#program = program;
    this.#isThere = true;
    this.#instructionsWhenAsked = 0;
    this.#listeners.loaded(program, this.#way.beginning);
    this.#way.began(load);
    this.#measure(NO_METERS);
    this.#become('running');
  }

  #become(state: MachineState): void {
    this.#state = state;
    if (state === 'empty') this.dumps.left();
    if (state === 'awaiting-input') this.#instructionsWhenAsked = this.#meters.instructionsDone;
    if (state === 'empty') this.#program = undefined;
    this.#listeners.state(state);
  }

  #measure(meters: Meters): void {
    this.#meters = meters;
    this.#listeners.meters(meters, meters.instructionsDone - this.#instructionsWhenAsked);
  }

  #died(sentence: string): void {
    this.#isThere = false;
    this.#failure = undefined;
    this.#undrawn.lost();
    this.#loaded.lost();
    this.#session.lost();
    this.#way.ends();
    this.#told.lost();
    this.dumps.lost();
    this.#listeners.hostError(sentence);
    this.#listeners.lost();
    this.#become(this.#program ? 'failed' : 'empty');
  }
}
