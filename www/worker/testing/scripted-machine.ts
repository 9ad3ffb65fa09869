/**
 * Owns a machine for tests: it follows a script instead of a program, and every
 * instruction takes its time on a clock of its own. Deliberately imitates only
 * what the worker can see of a machine.
 */
import type {
  EngineName,
  Event,
  Failure,
  MachineCommand,
  MemoryRequest,
  Position,
} from '../../protocol.ts';
import { concatenate } from '../output/byte-log.ts';
import {
  type EnginePort,
  ImageRefusal,
  type MachinePort,
  type StopReason,
} from '../running/machine-port.ts';
import { Runner } from '../running/runner.ts';
import { ascii } from './bytes.ts';

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

/** A machine that follows `script`. */
export function scriptedMachine(
  script: Script,
  clock: Clock,
  engine: EngineName = 'interpreter',
): MachinePort {
  let acts = script();
  let act = acts.next(0);
  let actDone = 0;
  let instructions = 0;
  let input: Uint8Array = new Uint8Array(0);
  let inputAt = 0;
  const taken: number[] = [];
  let ended = false;
  let output: Uint8Array[] = [];
  let outputBytes = 0;
  let capacity = Number.POSITIVE_INFINITY;

  function spend(count: number): void {
    instructions += count;
    clock.nowMs += count / clock.instructionsPerMs;
  }
  function advance(value = 0): void {
    act = acts.next(value);
    actDone = 0;
  }

  function run(budget: number): StopReason {
    if (!Number.isInteger(budget) || budget <= 0) throw new Error(`a budget of ${budget}`);
    let left = budget;
    const take = (count: number) => {
      spend(count);
      left -= count;
    };
    for (;;) {
      if (act.done) return 'halted';
      const now = act.value;
      if (now.do === 'trap') throw new Error('unreachable');
      if (now.do === 'halt') return 'halted';
      if (now.do === 'fail') return 'failed';
      if (now.do === 'run-out-of-memory') return 'out-of-memory';
      if (now.do === 'print' && outputBytes >= capacity) return 'output-full';
      if (left === 0) return 'budget-spent';
      if (now.do === 'ask' && inputAt >= input.length && !ended) return 'awaiting-input';
      if (now.do === 'compute') {
        const count = Math.min(left, now.instructions - actDone);
        take(count);
        actDone += count;
        if (actDone === now.instructions) advance();
      } else if (now.do === 'print') {
        const count = Math.min(left, now.bytes.length - actDone, capacity - outputBytes);
        output.push(now.bytes.subarray(actDone, actDone + count));
        outputBytes += count;
        take(count);
        actDone += count;
        if (actDone === now.bytes.length) advance();
      } else {
        take(1);
        const byte = input[inputAt++] ?? -1;
        taken.push(byte);
        advance(byte);
      }
    }
  }

  /** Does all again with this input, in no time: so many instructions, or until it asks for more. */
  function become(bytes: readonly number[], isEnded: boolean, count?: number): void {
    const { nowMs } = clock;
    acts = script();
    act = acts.next(0);
    actDone = 0;
    instructions = 0;
    taken.length = 0;
    input = Uint8Array.from(bytes.filter((byte) => byte >= 0));
    inputAt = 0;
    ended = isEnded;
    for (let stop: StopReason | undefined; stop !== 'awaiting-input'; ) {
      if (count === instructions) break;
      stop = run(count === undefined ? 1_000_000_000 : count - instructions);
      output = [];
      outputBytes = 0;
    }
    clock.nowMs = nowMs;
  }

  return {
    run,
    // Its finger is where as many instructions are done, and is nowhere twice.
    runTo: (fingers, budget) => {
      const left = Math.min(...fingers.filter((finger) => finger > instructions)) - instructions;
      if (left > budget) return run(budget);
      const stop = run(left);
      return stop === 'budget-spent' ? 'arrived' : stop;
    },
    instructions: () => instructions,
    pushInput: (bytes) => {
      input = concatenate([input.subarray(inputAt), bytes]);
      inputAt = 0;
    },
    endInput: () => {
      ended = true;
    },
    pendingInput: () => Math.max(0, input.length - inputAt),
    takeOutput: () => {
      const taken = concatenate(output);
      output = [];
      outputBytes = 0;
      return taken;
    },
    setOutputCapacity: (bytes) => {
      capacity = bytes;
    },
    failure: () => FAILURE,
    doubt: () => undefined,
    hostError: () => 'No memory left.',
    finger: () => POSITION.finger,
    position: () => ({ ...POSITION, registers: POSITION.registers.with(1, instructions) }),
    memoryRequest: () => ({ ...REQUEST, instructionsDone: instructions }),
    lookInto: (identifier, offset, most) => {
      const array = identifier === ARRAY ? [7, 8, instructions] : undefined;
      return array && [array.length, ...array.slice(offset, offset + most)];
    },
    arrayState: (identifier) => (identifier === ARRAY ? 'active' : 'never-allocated'),
    trace: () => {},
    deeds: () => Float64Array.of(13, 6, 0xd2000000, instructions - 1, 0),
    programPlatters: () => PLATTERS,
    liveArrays: () => {
      clock.censuses += 1;
      return 3;
    },
    memoryBytes: () => 48,
    checkpoint: () => {
      const bytes = Uint8Array.from(taken);
      const begun = instructions;
      let pieces = 0;
      return {
        advance() {
          if (instructions !== begun) throw new Error('the machine has gone on');
          pieces += 1;
          clock.checkpointPieces += 1;
          return pieces < CHECKPOINT_PIECES ? undefined : bytes;
        },
        release: () => {},
      };
    },
    restore: (checkpoint) => {
      if (checkpoint[0] === DAMAGED) throw new Error('damaged');
      clock.restoredOver += 1;
      become([...checkpoint], false);
    },
    snapshot: () => {
      const before = { taken: taken.slice(), instructions, ended };
      clock.snapshots += 1;
      return {
        sizeBytes: 1,
        advance: () => 'whole' as const,
        rewind() {
          clock.rewound += 1;
          become(before.taken, before.ended, before.instructions);
        },
        release: () => {
          clock.snapshots -= 1;
        },
      };
    },
    engine,
    translatorFigures: () => undefined,
  };
}

/** Session files of a kind of their own. */
export const SESSION_FILES: Pick<
  EnginePort,
  'writeSession' | 'readSession' | 'writeAsciicast' | 'splitSessions' | 'writeShare' | 'readShare'
> = {
  writeShare: (shared) => JSON.stringify({ ...shared, entries: shared.entries.map((e) => [...e]) }),
  readShare: (text) => {
    if (!text.startsWith('{')) throw new Error('This link holds no session.');
    const shared = JSON.parse(text);
    return { ...shared, entries: shared.entries.map((e: number[]) => Uint8Array.from(e)) };
  },
  splitSessions: (bytes) =>
    String.fromCharCode(...bytes)
      .split(/(?<=\})(?=\{"id")/)
      .map((text) => ascii(text)),
  writeAsciicast: ({ pieces }) =>
    pieces
      .map(
        ({ output, echo }) =>
          String.fromCharCode(...output) + (echo === undefined ? '' : `<${echo}>`),
      )
      .join(''),
  writeSession: (session) =>
    ascii(
      JSON.stringify(session, (_, value) =>
        value instanceof Uint8Array ? { bytes: [...value] } : value,
      ),
    ),
  readSession: (bytes) => {
    if (bytes[0] !== '{'.charCodeAt(0)) throw new Error('This is no session file.');
    return JSON.parse(String.fromCharCode(...bytes), (_, value) =>
      Array.isArray(value?.bytes) ? Uint8Array.from(value.bytes) : value,
    );
  },
};

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

/** A runner with a scripted machine, and everything it told the page. */
export class Bench {
  readonly clock = new Clock();
  readonly events: Event[] = [];
  readonly runner: Runner;
  /** How often the engine gave its memory back. */
  released = 0;
  #slicesAsked = 0;

  constructor(script: Script) {
    const engine: EnginePort = {
      meaning: () => '',
      sourceLine: () => undefined,
      sourceOffset: () => undefined,
      readImage: (file, name) => {
        if (name === 'letter.txt') throw new ImageRefusal('This file is text.');
        if (name === 'trap.um') throw new Error('unreachable');
        return file;
      },
      createMachine: (_, engineName) => scriptedMachine(script, this.clock, engineName),
      restoreMachine: (checkpoint) => restoredMachine(script, this.clock, checkpoint),
      createWarmUpMachine: () => () => false,
      ...SESSION_FILES,
      release: () => {
        this.released += 1;
      },
    };
    const host = {
      // What is posted is cloned or transferred: later changes do not reach it.
      emit: (event: Event) => this.events.push(structuredClone(event)),
      nowMs: () => this.clock.nowMs,
    };
    this.runner = new Runner(engine, host, () => {
      this.#slicesAsked += 1;
    });
  }

  /** Whether a slice is asked for. */
  get wantsSlice(): boolean {
    return this.#slicesAsked > 0;
  }

  send(...commands: MachineCommand[]): void {
    for (const command of commands) this.runner.perform(command);
  }

  load(): void {
    this.send({ type: 'load', name: 'test.um', bytes: Uint8Array.of(1, 2, 3, 4) });
  }

  /** Runs slices while they are asked for, at most `most`; says how many. */
  slices(most = 1000): number {
    let count = 0;
    while (this.#slicesAsked > 0 && count < most) {
      if (this.#slicesAsked > 1) throw new Error('two slices were asked for');
      this.#slicesAsked = 0;
      this.runner.slice();
      count += 1;
    }
    return count;
  }

  /** What the terminal got, as text (Latin-1). */
  get shown(): string {
    return this.of('output')
      .map((event) => String.fromCharCode(...event.bytes))
      .join('');
  }

  of<T extends Event['type']>(type: T): Extract<Event, { type: T }>[] {
    return this.events.filter((event): event is Extract<Event, { type: T }> => event.type === type);
  }

  /** The kinds of events in order, states by their word, meters left out. */
  get story(): string[] {
    return this.events
      .filter((event) => event.type !== 'meters')
      .map((event) => (event.type === 'state' ? event.state : event.type));
  }
}
