/**
 * Owns a machine for tests: it follows a script instead of a program, and every
 * instruction takes its time on a clock of its own. Deliberately imitates only
 * what the worker can see of a machine.
 */
import type { Change, EngineName, Failure, MemoryRequest, Position } from '../../protocol.ts';
import { concatenate } from '../output/byte-log.ts';
import type {
  CheckpointPort,
  MachinePort,
  SnapshotPort,
  StopReason,
} from '../running/machine-port.ts';

/** One thing a scripted program does. Printing takes one instruction a byte, asking takes one. */
export type Act =
  | { do: 'compute'; instructions: number }
  | { do: 'print'; bytes: Uint8Array }
  | { do: 'ask' }
  | { do: 'halt' | 'fail' | 'run-out-of-memory' | 'trap' };

/** What a scripted program does, in order; at its end it halts. It is told each byte it asked for (-1: end of input). */
export type Script = () => Generator<Act, void, number>;

/** Part of a script: asks for bytes up to a line feed; gives the line without it, or nothing at the end of the input. */
export function* readLine(): Generator<Act, string | undefined, number> {
  let line = '';
  for (;;) {
    const byte = yield { do: 'ask' };
    if (byte < 0) return undefined;
    if (byte === 10) return line;
    line += String.fromCharCode(byte);
  }
}

/** A checkpoint that begins with this is none. */
export const DAMAGED = 255;

/** How often a checkpoint is written on until it is there. */
export const CHECKPOINT_PIECES = 3;

/** A clock that only scripted instructions (and tests) move. */
export class Clock {
  nowMs = 1_000_000;
  /** How fast every scripted machine is. */
  instructionsPerMs = 400_000;
  /** Pieces of checkpoints written by the machines of this clock. */
  checkpointPieces = 0;
  /** How often the arrays of a machine of this clock were counted. */
  censuses = 0;
  /** How often a machine of this clock was put back. */
  rewound = 0;
  /** Snapshots of such machines that were not given back. */
  snapshots = 0;
  /** How often one was made that of a checkpoint. */
  restoredOver = 0;
}

export const FAILURE: Failure = {
  kind: 'division-by-zero',
  rule: 'a rule',
  sentence: 'a sentence',
  finger: 7,
  reads: [],
  listing: ['     7: [0x50000011] r0 := r2 / r1;'],
  registers: [0, 1, 2, 3, 4, 5, 6, 7],
};

/** Where every scripted machine stands, but for its registers: r1 holds the instructions done. */
const POSITION: Position = {
  finger: 7,
  platter: 0x80000011,
  instruction: 'an instruction',
  reads: [{ letter: 'C', register: 1 }],
  listing: ['     7: [0x80000011] r2 := map segment (r1 words);'],
  registers: FAILURE.registers,
};

/** The one array that every scripted machine has; its last platter holds the instructions done. */
export const ARRAY = 3;

/** As many as every scripted program has. */
export const PLATTERS = 100_000_000;

/** What asked for memory, of which the machine knows how much was done before. */
export const REQUEST: Omit<MemoryRequest, 'instructionsDone'> = { ...POSITION, sizeRegister: 1 };

/** One run of a scripted program: what it was given, what it has done, what it printed. */
class ScriptedRun {
  readonly #script: Script;
  readonly #clock: Clock;
  #acts: ReturnType<Script>;
  #act: IteratorResult<Act, void>;
  /** How many instructions of the present act are done. */
  #actDone = 0;
  #input: Uint8Array = new Uint8Array(0);
  #inputAt = 0;
  #output: Uint8Array[] = [];
  #outputBytes = 0;
  instructions = 0;
  /** Every byte that it asked for; -1 where the input had ended. */
  taken: number[] = [];
  hasInputEnded = false;
  outputCapacity = Number.POSITIVE_INFINITY;

  constructor(script: Script, clock: Clock) {
    this.#script = script;
    this.#clock = clock;
    this.#acts = script();
    this.#act = this.#acts.next(0);
  }

  get pendingInput(): number {
    return Math.max(0, this.#input.length - this.#inputAt);
  }

  push(bytes: Uint8Array): void {
    this.#input = concatenate([this.#input.subarray(this.#inputAt), bytes]);
    this.#inputAt = 0;
  }

  takeOutput(): Uint8Array {
    const output = concatenate(this.#output);
    this.#output = [];
    this.#outputBytes = 0;
    return output;
  }

  go(budget: number): StopReason {
    if (!Number.isInteger(budget) || budget <= 0) throw new Error(`a budget of ${budget}`);
    for (let left = budget; ; ) {
      if (this.#act.done) return 'halted';
      const act = this.#act.value;
      const stop = this.#stopAt(act, left);
      if (stop) return stop;
      const done = this.#do(act, left);
      left -= done;
      this.instructions += done;
      this.#clock.nowMs += done / this.#clock.instructionsPerMs;
    }
  }

  /** Does all again with this input, in no time: so many instructions, or until it asks for more. */
  become(bytes: readonly number[], hasEnded: boolean, count?: number): void {
    const { nowMs } = this.#clock;
    this.#acts = this.#script();
    this.#advance(0);
    this.instructions = 0;
    this.taken = [];
    this.#input = Uint8Array.from(bytes.filter((byte) => byte >= 0));
    this.#inputAt = 0;
    this.hasInputEnded = hasEnded;
    for (let stop: StopReason | undefined; stop !== 'awaiting-input'; ) {
      if (count === this.instructions) break;
      stop = this.go(count === undefined ? 1_000_000_000 : count - this.instructions);
      this.takeOutput();
    }
    this.#clock.nowMs = nowMs;
  }

  /** What ends the run before this act, or before it goes on. */
  #stopAt(act: Act, left: number): StopReason | undefined {
    if (act.do === 'trap') throw new Error('unreachable');
    if (act.do === 'halt') return 'halted';
    if (act.do === 'fail') return 'failed';
    if (act.do === 'run-out-of-memory') return 'out-of-memory';
    if (act.do === 'print' && this.#outputBytes >= this.outputCapacity) return 'output-full';
    if (left === 0) return 'budget-spent';
    const isDry = this.pendingInput === 0 && !this.hasInputEnded;
    return act.do === 'ask' && isDry ? 'awaiting-input' : undefined;
  }

  /** Goes on with the act for `left` instructions at most; gives how many it took. */
  #do(act: Act, left: number): number {
    if (act.do === 'compute') {
      const done = Math.min(left, act.instructions - this.#actDone);
      this.#wentOn(done, act.instructions);
      return done;
    }
    if (act.do === 'print') {
      const { bytes } = act;
      const room = this.outputCapacity - this.#outputBytes;
      const done = Math.min(left, bytes.length - this.#actDone, room);
      this.#output.push(bytes.subarray(this.#actDone, this.#actDone + done));
      this.#outputBytes += done;
      this.#wentOn(done, bytes.length);
      return done;
    }
    const byte = this.#input[this.#inputAt++] ?? -1;
    this.taken.push(byte);
    this.#advance(byte);
    return 1;
  }

  #wentOn(done: number, whole: number): void {
    this.#actDone += done;
    if (this.#actDone === whole) this.#advance(0);
  }

  #advance(answer: number): void {
    this.#act = this.#acts.next(answer);
    this.#actDone = 0;
  }
}

/** A machine that follows `script`. */
export function scriptedMachine(
  script: Script,
  clock: Clock,
  engine: EngineName = 'interpreter',
): MachinePort {
  const run = new ScriptedRun(script, clock);
  return {
    ...runningOf(run),
    ...looksOf(run, clock),
    checkpoint: () => checkpointOf(run, clock),
    restore: (checkpoint) => {
      if (checkpoint[0] === DAMAGED) throw new Error('damaged');
      clock.restoredOver += 1;
      run.become([...checkpoint], false);
    },
    snapshot: () => snapshotOf(run, clock),
    engine,
    translatorFigures: () => undefined,
  };
}

/** How it is run, fed and emptied. */
function runningOf(run: ScriptedRun) {
  let change: Change | undefined;
  return {
    run: (budget) => {
      change = undefined;
      return run.go(budget);
    },
    // Its finger is where as many instructions are done, and is nowhere twice; r1 changes with each
    // instruction, and no other register ever does.
    runTo: (fingers, watched, budget) => {
      const was = run.instructions;
      const changes = watched.some((one) => 'register' in one && one.register === 1);
      const left = changes ? 1 : Math.min(...fingers.filter((finger) => finger > was)) - was;
      change = undefined;
      if (left > budget) return run.go(budget);
      const stop = run.go(left);
      if (stop !== 'budget-spent') return stop;
      if (changes) change = { watched: { register: 1 }, was, is: run.instructions };
      return 'arrived';
    },
    changed: () => change && { ...POSITION, changes: [change] },
    instructions: () => run.instructions,
    pushInput: (bytes) => run.push(bytes),
    endInput: () => {
      run.hasInputEnded = true;
    },
    pendingInput: () => run.pendingInput,
    takeOutput: () => run.takeOutput(),
    setOutputCapacity: (bytes) => {
      run.outputCapacity = bytes;
    },
  } satisfies Partial<MachinePort>;
}

/** What is there to be looked at: nearly the same of every script. */
function looksOf(run: ScriptedRun, clock: Clock) {
  return {
    failure: () => FAILURE,
    doubt: () => undefined,
    hostError: () => 'No memory left.',
    finger: () => POSITION.finger,
    position: () => ({ ...POSITION, registers: POSITION.registers.with(1, run.instructions) }),
    memoryRequest: () => ({ ...REQUEST, instructionsDone: run.instructions }),
    lookInto: (identifier, offset, most) => {
      const array = identifier === ARRAY ? [7, 8, run.instructions] : undefined;
      return array && [array.length, ...array.slice(offset, offset + most)];
    },
    arrayState: (identifier) => (identifier === ARRAY ? 'active' : 'never-allocated'),
    trace: () => {},
    deeds: () => Float64Array.of(13, 6, 0xd2000000, run.instructions - 1, 0),
    programPlatters: () => PLATTERS,
    liveArrays: () => {
      clock.censuses += 1;
      return 3;
    },
    memoryBytes: () => 48,
  } satisfies Partial<MachinePort>;
}

/** A checkpoint is the bytes that were read: by them all can be done again. */
function checkpointOf(run: ScriptedRun, clock: Clock): CheckpointPort {
  const bytes = Uint8Array.from(run.taken);
  const begun = run.instructions;
  let pieces = 0;
  return {
    advance() {
      if (run.instructions !== begun) throw new Error('the machine has gone on');
      pieces += 1;
      clock.checkpointPieces += 1;
      return pieces < CHECKPOINT_PIECES ? undefined : bytes;
    },
    release: () => {},
  };
}

function snapshotOf(run: ScriptedRun, clock: Clock): SnapshotPort {
  const { taken, instructions, hasInputEnded } = run;
  const before = taken.slice();
  clock.snapshots += 1;
  return {
    sizeBytes: 1,
    advance: () => 'whole' as const,
    rewind() {
      clock.rewound += 1;
      run.become(before, hasInputEnded, instructions);
    },
    release: () => {
      clock.snapshots -= 1;
    },
  };
}

/** The machine that `checkpoint` is of, if it awaited input then. Takes no time. */
export function restoredMachine(
  script: Script,
  clock: Clock,
  checkpoint: Uint8Array,
  engine?: EngineName,
): MachinePort {
  const { nowMs } = clock;
  const machine = scriptedMachine(script, clock, engine);
  machine.pushInput(checkpoint);
  while (machine.run(1_000_000_000) !== 'awaiting-input') machine.takeOutput();
  machine.takeOutput();
  clock.nowMs = nowMs;
  return machine;
}
