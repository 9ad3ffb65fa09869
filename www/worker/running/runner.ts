/**
 * Owns the life of the loaded program: what the page's commands do to it and
 * how it is run, slice by slice. Deliberately knows neither wasm (see
 * machine-port.ts) nor the worker's message loop (see worker.ts), so that all
 * of it is tested with a machine, a page and a clock of the test's own.
 *
 * A slice is asked for with `requestSlice` and comes back as `slice()`, after
 * the messages that wait; there is never more than one asked for. A program
 * that waits (for input, for output credit, paused) asks for none.
 */
import type { EngineName, MachineCommand } from '../../protocol.ts';
import { brokenDown } from '../../wording/broken-down.mjs';
import { reasonOf } from '../../wording/reason.mjs';
import { ConsoleOutput } from '../output/console-output.ts';
import type { WorkerHost } from '../worker-host.ts';
import {
  type Beginning,
  imageIn,
  type LoadedImage,
  loadedEvent,
  loadNumber,
} from './loaded-image.ts';
import { type EnginePort, type GoalStop, ImageRefusal, type MachinePort } from './machine-port.ts';
import { MeterReader } from './meter-reader.ts';
import { ProgramInput } from './program-input.ts';
import { ProgramSource } from './program-source.ts';
import { type Besides, type Brought, endEvents, type Standing, statisticsOf } from './reports.ts';
import { runSlice } from './slice.ts';
import { SlicePacer } from './slice-pacer.ts';
import { type FurtherOn, type Goal, Standstill } from './standstill.ts';
import { StateAnnouncer } from './state-announcer.ts';
import { Ways } from './ways.ts';

/** What the loaded program is about, apart from being paused. */
type Activity = 'empty' | 'computing' | 'awaiting-input' | 'halted' | 'failed';

type Load = Extract<MachineCommand, { type: 'load' }>;

/** Runs one program at a time for the page. */
export class Runner {
  readonly #engine: EnginePort;
  readonly #source: ProgramSource;
  readonly #host: WorkerHost;
  readonly #requestSlice: () => void;
  readonly #broken: ((load: Load, error: unknown) => void) | undefined;
  readonly #output: ConsoleOutput;
  readonly #pacer = new SlicePacer();
  readonly #meters: MeterReader;
  readonly #announcer: StateAnnouncer;

  #image: LoadedImage | undefined;
  #machine: MachinePort | undefined;
  /** What the next machine runs its program with. */
  #engineName: EngineName = 'translator';
  #activity: Activity = 'empty';
  /** What it was about when its machine was given away. */
  #activityLeft: Activity = 'empty';
  readonly #standstill = new Standstill();
  readonly #ways: Ways;
  readonly #input = new ProgramInput();
  #sliceRequested = false;

  /** `broken` is told of a file that broke the engine down under a program: it is to be brought back, or lost. */
  constructor(
    engine: EnginePort,
    host: WorkerHost,
    requestSlice: () => void,
    broken?: (load: Load, error: unknown) => void,
  ) {
    this.#engine = engine;
    this.#broken = broken;
    this.#source = new ProgramSource(engine);
    this.#host = host;
    this.#requestSlice = requestSlice;
    this.#output = new ConsoleOutput(host);
    this.#meters = new MeterReader(this.#pacer);
    this.#ways = new Ways(this.#standstill, this.#source, {
      goOn: (goal) => this.#goOn(goal),
      changesSpeed: () => this.#pacer.forget(),
      tell: (refusal) => this.#tellStatistics({ refusal }),
    });
    this.#announcer = new StateAnnouncer(host, this.#meters);
  }

  /** What is loaded, as the machine reads it. */
  get image(): LoadedImage | undefined {
    return this.#image;
  }

  /** What the next machine is to run its program with. */
  get engineName(): EngineName {
    return this.#engineName;
  }

  /** To be looked at between slices. */
  get machine(): MachinePort | undefined {
    return this.#machine;
  }

  /** Where it is to stand still, and whether it does. */
  get standstill(): Standstill {
    return this.#standstill;
  }

  /** The program stands still: it is paused, asks, or is over. */
  get isAtRest(): boolean {
    return this.#activity !== 'computing' || this.#standstill.isOn;
  }

  /**
   * Gives the machine away, to be taken to another moment: nothing is announced, and
   * `adopt` or `takeBack` is to follow.
   */
  yieldMachine(): Standing {
    const machine = this.#machine;
    const isComputing = this.#activity === 'computing';
    this.#machine = undefined;
    this.#activityLeft = this.#activity;
    this.#activity = 'empty';
    this.#sliceRequested = false;
    return {
      isThere: machine !== undefined,
      instructions: machine?.instructions() ?? 0,
      isComputing,
    };
  }

  /** Goes on as before with a machine that stands as the one did that was given away; nothing is announced. */
  takeBack(machine: MachinePort | undefined): void {
    this.#machine = machine;
    this.#activity = this.#activityLeft;
    this.#wake();
  }

  /**
   * Goes on with a machine that was brought to a moment elsewhere, told to the page like a
   * program that begins. Where it was brought back `from` further on it stands still.
   */
  adopt(image: LoadedImage, { machine, stop, inputEnded }: Brought, from?: FurtherOn): void {
    this.#image = image;
    this.#beginProgram(image);
    this.#machine = machine;
    this.#input.begin(inputEnded);
    this.#activity = 'computing';
    this.#announcer.restart();
    this.#output.forgetEarlier();
    if (from) {
      this.#standstill.comeBack(machine, from);
      this.#announce('paused');
    } else {
      this.#conclude(machine, stop);
    }
  }

  /** Starts an image that was read before, in place of whatever is loaded. */
  begin(image: LoadedImage): void {
    this.#image = image;
    this.#start();
  }

  /** Tells the figures of a program that has stood still for a while. */
  tellStanding(): void {
    if (this.isAtRest) this.#announcer.announceStanding(this.#machine);
  }

  /** Does what the page asks. Never computes: that is left to the next slice. */
  perform(command: MachineCommand): void {
    try {
      this.#perform(command);
    } catch (error) {
      this.lose(error);
    }
  }

  /** The slice that was asked for: runs the machine for about `SLICE_MS`. */
  slice(): void {
    this.#sliceRequested = false;
    const machine = this.#machine;
    if (!machine || this.isAtRest) return;
    // Without credit the program rests; `ack` wakes it.
    if (this.#output.capacityBytes() === 0) {
      this.#announceRunning();
      return;
    }
    try {
      const stop = this.#runSlice(machine);
      this.#output.deliver(machine.takeOutput());
      this.#conclude(machine, stop);
    } catch (error) {
      this.lose(error);
    }
  }

  #perform(command: MachineCommand): void {
    switch (command.type) {
      case 'load':
        this.#load(command);
        break;
      case 'reset':
        this.#engineName = command.engine ?? this.#engineName;
        this.#start(command);
        break;
      case 'stop':
        this.#stop();
        break;
      case 'run':
        this.#goOn();
        break;
      case 'step':
      case 'run-to':
      case 'stop-at':
      case 'pass':
      case 'watch':
        if (this.#machine) this.#ways.perform(command, this.#machine, this.#image);
        break;
      case 'pause':
        this.#pause();
        break;
      case 'input':
        if (this.#takesInput() && this.#input.push(this.#machine, command.bytes))
          this.#inputArrived();
        break;
      case 'end-input':
        if (this.#takesInput() && this.#input.end(this.#machine)) this.#inputArrived();
        break;
      case 'ack':
        this.#output.ack(command.outputBytes);
        this.#wake();
        break;
      case 'save-output':
        this.#output.save();
        break;
      case 'take-dump':
        this.#output.takeDump(command.id);
        break;
      case 'get-statistics':
        this.#tellStatistics(command);
        break;
    }
  }

  /** The engine trapped, or code of ours did, here or on the way to a moment: `reset` and `load` begin with a new machine. */
  lose(error: unknown, load?: number): void {
    this.#machine = undefined;
    this.#engine.release();
    this.#output.settle();
    this.#host.emit({ type: 'host-error', ...loadNumber(load), sentence: brokenDown(error) });
    this.#end(this.#image ? 'failed' : 'empty');
  }

  #runSlice(machine: MachinePort): GoalStop {
    // Of a few single instructions no speed can be known.
    const pacer = this.#standstill.goal?.isCounted ? new SlicePacer() : this.#pacer;
    machine.setOutputCapacity(this.#output.capacityBytes());
    const pendingInput = machine.pendingInput();
    const stop = runSlice(machine, pacer, () => this.#host.nowMs(), this.#standstill);
    this.#meters.addBusy(pacer.sliceMs, machine.pendingInput() < pendingInput);
    return stop;
  }

  /** What a slice's end leads to; its output has been delivered. */
  #conclude(machine: MachinePort, stop: GoalStop): void {
    switch (stop) {
      case 'halted':
      case 'failed':
      case 'out-of-memory': {
        this.#output.settle();
        const { isSilent } = this.#output;
        for (const event of endEvents(stop, machine, this.#source, this.#image, isSilent))
          this.#host.emit(event);
        this.#end(stop === 'halted' ? 'halted' : 'failed');
        return;
      }
      case 'awaiting-input':
        this.#output.settle();
        this.#activity = 'awaiting-input';
        this.#announce('awaiting-input');
        return;
      case 'arrived':
        this.#output.release();
        this.#standstill.arrive(machine);
        this.#announce('paused');
        return;
      case 'budget-spent':
      case 'output-full':
        this.#announceRunning();
        this.#wake();
    }
  }

  #load(command: Load): void {
    const { load, name, bytes: file, engine = 'translator', isPaused } = command;
    try {
      this.#image = imageIn(file, name, this.#engine);
    } catch (error) {
      if (error instanceof ImageRefusal)
        this.#host.emit({ type: 'refused', ...loadNumber(load), name, sentence: error.message });
      else if (this.#machine && this.#broken) this.#broken(command, error);
      else this.lose(error, load);
      return;
    }
    this.#engineName = engine;
    this.#start({ ...loadNumber(load), isPaused });
  }

  /** Whatever was said and counted belongs to another machine; the page hears what begins. */
  #beginProgram(image: LoadedImage, load?: number): void {
    this.#machine = undefined;
    this.#output.restart();
    this.#pacer.forget();
    this.#meters.restart();
    this.#standstill.beginProgram(image.sha256);
    this.#input.begin();
    this.#host.emit({ ...loadedEvent(image), ...loadNumber(load) });
  }

  /** The loaded image begins, in a fresh machine. */
  #start({ load, isPaused = false }: Beginning = {}): void {
    const image = this.#image;
    if (!image) return;
    this.#beginProgram(image, load);
    try {
      this.#machine = this.#engine.createMachine(image.bytes, this.#engineName);
    } catch (error) {
      this.#host.emit({ type: 'host-error', sentence: reasonOf(error) });
      this.#end('failed');
      return;
    }
    this.#activity = 'computing';
    this.#announcer.restart();
    if (isPaused || this.#standstill.stopsAtBeginning) this.#pause();
    else this.#wake();
  }

  #stop(): void {
    this.#machine = undefined;
    this.#image = undefined;
    this.#engine.release();
    this.#output.restart();
    this.#meters.restart();
    this.#end('empty');
  }

  #goOn(goal?: Goal): void {
    if (!this.#standstill.end(goal)) return;
    if (this.#activity === 'awaiting-input') this.#announce('awaiting-input');
    this.#wake();
  }

  #pause(): void {
    if (this.#activity !== 'computing' && this.#activity !== 'awaiting-input') return;
    this.#standstill.begin();
    this.#announce('paused');
  }

  #inputArrived(): void {
    if (this.#activity !== 'awaiting-input') return;
    this.#activity = 'computing';
    this.#meters.inputArrived();
    this.#wake();
  }

  #tellStatistics(besides: Besides): void {
    const about = {
      asked: this.#engineName,
      source: this.#source,
      image: this.#image,
      standstill: this.#standstill,
      hasFailed: this.#activity === 'failed',
    };
    const statistics = statisticsOf(this.#machine, about, besides);
    this.#host.emit({ type: 'statistics', statistics });
  }

  #takesInput(): boolean {
    return this.#activity === 'computing' || this.#activity === 'awaiting-input';
  }

  #wake(): void {
    if (this.#sliceRequested || this.isAtRest) return;
    this.#sliceRequested = true;
    this.#requestSlice();
  }

  /** The program is over, one way or another. */
  #end(activity: 'empty' | 'halted' | 'failed'): void {
    this.#activity = activity;
    this.#standstill.forget();
    this.#announce(activity);
  }

  #announce(state: Parameters<StateAnnouncer['announce']>[0]): void {
    this.#announcer.announce(state, this.#machine);
  }

  #announceRunning(): void {
    if (this.#announcer.announceRunning(this.#machine)) this.#output.tick();
  }
}
