/**
 * Owns every message between the page and the worker: types, and the figures of no
 * program; no logic.
 * Commands (page to worker) are imperative, events (worker to page) stative.
 * Bytes are `Uint8Array`s whose buffers are transferred: the sender has lost
 * them. Numbers carry their unit in the name.
 *
 * Order. Events arrive in the order things happened. Everything a program
 * printed arrives (`output`, and `dump-caught` where a dump was) before the
 * event that says why it stopped: `failed` or `host-error` if any, then `state`.
 * So when `state` says `awaiting-input`, the prompt has been sent already.
 * `loaded` comes before everything else of a program: what came earlier belongs
 * to another one, or to the same one before its `reset`.
 *
 * Credit. Every byte of every `output` event is given back exactly once with
 * `ack`, from the terminal's write callback, whatever was loaded, reset or
 * stopped in between. Without credit the program rests (its state stays
 * `running`), so a program that prints for ever costs no memory.
 *
 * Deliberately does not know what is said of sessions and files, in
 * session-protocol.ts, nor what of a program that stands still, in
 * stepping-protocol.ts; all of it is to be had from here.
 */
import type {
  ExchangeCommand,
  ExchangeEvent,
  SessionCommand,
  SessionEvent,
} from './session-protocol.ts';
import type {
  Approach,
  ArrayKnowledge,
  ArrayLook,
  ArrayPart,
  KeptPlace,
  KeptWatch,
  Place,
  Position,
  RegisterRead,
  Watched,
} from './stepping-protocol.ts';
import type { Deed } from './wording/led-here.mjs';

export type * from './session-protocol.ts';
export type * from './stepping-protocol.ts';
export type { Deed };

/** What the page asks of the worker. */
export type Command = MachineCommand | FileCommand | SessionCommand | ExchangeCommand;

/**
 * Asks whether a file, as of `load`, is a program: answered by `looked-at`, and what is loaded
 * goes on. One that the engine breaks down at is loaded, which tells so.
 */
export type FileCommand = { type: 'look-at-file'; load: number; name: string; bytes: Uint8Array };

/** What it asks about the loaded program: the runner's part. */
export type MachineCommand =
  /**
   * Replaces whatever is loaded and runs it. `name` is the file's name: a name
   * ending in `.ums` is assembled, gzip is unpacked.
   * Answered by `loaded` and a `state`; or by `refused`, and then whatever was
   * loaded before stays as it was.
   * `engine` runs it; the translator, if none is named.
   */
  | {
      type: 'load';
      /** Said again with what becomes of it: another may be asked for before. */
      load?: number;
      name: string;
      bytes: Uint8Array;
      engine?: EngineName;
      /** As of `reset`. */
      isPaused?: boolean;
    }
  /** Goes on from `paused`. Ignored in any other state. */
  | { type: 'run' }
  /** Also while the program awaits input: then `run` leads back to `awaiting-input`. */
  | { type: 'pause' }
  /**
   * Goes on from `paused` for so many instructions and is `paused` again; what stops the program
   * before does so as ever, and once it was typed what it asked for, the rest is done. Said again
   * meanwhile, so many more are done.
   */
  | { type: 'step'; instructions: number }
  /**
   * Goes on from `paused`, for one instruction at least, until the finger stands there, and is
   * `paused` again. `pause` gives it up. Where the finger cannot stand there nothing happens, and
   * `statistics` with a `refusal` answers.
   */
  | { type: 'run-to'; place: Place }
  /**
   * From now on the program is `paused` each time the finger comes to stand there, however it
   * goes on; until `pass`, or until another program is loaded. Where the finger cannot stand
   * nothing happens. Answered by `statistics`, then with a `refusal`.
   */
  | { type: 'stop-at'; place: Place }
  /** Takes such a place back. Answered by `statistics`. */
  | { type: 'pass'; finger: number }
  /**
   * From now on the program is `paused` each time an instruction changes this, right behind that
   * instruction, however it goes on; until it is said not to be (`isOn`), or until another program
   * is loaded. Answered by `statistics`.
   */
  | { type: 'watch'; watched: Watched; isOn: boolean }
  /**
   * Starts the loaded program from the beginning, also after it halted or failed, or after a host
   * error; in another engine, if one is named. `isPaused`: it stands at its first instruction,
   * `paused`.
   */
  | { type: 'reset'; engine?: EngineName; isPaused?: boolean }
  /** Gives the program up: memory is released, nothing is loaded (`empty`). */
  | { type: 'stop' }
  /**
   * Queued in order, whatever the program is doing, written to the session's
   * log, then handed over when the program asks. Dropped when nothing is loaded
   * or the program has ended. `echo` is the line as the terminal shows it,
   * without its line feed; absent when nothing is echoed.
   * `ahead` are lines that wait behind it at the page, which keeps them: each may be handed over
   * when the program asks, and is told by `line-taken`. Those that were not are void once
   * `awaiting-input` is told, or the program is over, or another begins.
   */
  | { type: 'input'; bytes: Uint8Array; echo?: string; ahead?: LinesAhead }
  /** No more of the lines ahead is handed over; of some it may be told still that they were. */
  | { type: 'keep-lines' }
  /**
   * No more input will come: once the queue is read, the Input operator gives
   * all ones. The page refuses to take further typing for this program; the
   * worker drops any `input` that comes after, until the next `load` or `reset`.
   */
  | { type: 'end-input' }
  /** Output credit: the terminal has drawn this many bytes. */
  | { type: 'ack'; outputBytes: number }
  /** Asks for everything the program printed since it was started, dumps included, byte for byte (answered by `saved-output`). */
  | { type: 'save-output' }
  /**
   * Asks for a copy of the caught dump with this id (answered by `dump-bytes`).
   * The latest dump is kept until the next one is caught, across `load`,
   * `reset` and `stop`; an older id is answered by `refused`.
   */
  | { type: 'take-dump'; id: number }
  /**
   * Asks what the engine did for the loaded program, and what lies in an array (answered by
   * `statistics`). Unasked, nothing is gathered.
   */
  | { type: 'get-statistics'; look?: ArrayLook };

/** Lines that wait at the page; `number` counts such commands, and every `state` tells the last one that came. */
export interface LinesAhead {
  number: number;
  lines: { bytes: Uint8Array; echo: string }[];
}

/** What runs a program: the translator with the interpreter for all that is rare, or the interpreter alone. */
export type EngineName = 'translator' | 'interpreter';

/** The five words of the state pill, plus the state before anything is loaded. */
export type MachineState = 'empty' | 'running' | 'awaiting-input' | 'paused' | 'halted' | 'failed';

/** The guest program broke a rule of the specification. */
export interface Failure {
  kind:
    | 'invalid-instruction'
    | 'finger-out-of-range'
    | 'inactive-array'
    | 'offset-out-of-range'
    | 'abandon-zero-array'
    | 'abandon-inactive-array'
    | 'division-by-zero'
    | 'load-inactive-array'
    | 'output-out-of-range';
  /** The specification's own rule, in words. */
  rule: string;
  /** One plain sentence with this failure's figures. */
  sentence: string;
  finger: number;
  /** The platter under the finger and its disassembly; absent when the finger is outside the 0 array. */
  platter?: number;
  instruction?: string;
  /** The line of the source that was opened, by its number. */
  source?: string;
  /** What it reads; none where the finger is outside the 0 array. */
  reads: RegisterRead[];
  /** What stands around it in the 0 array, a line of a listing each; none where the finger is far outside. */
  listing: string[];
  registers: number[];
  array?: ArrayKnowledge;
}

/** The instruction that asked for memory that the host does not have. */
export interface MemoryRequest extends Position {
  /** Holds the size of the array; only of an allocation. */
  sizeRegister?: number;
  /** Done before it. */
  instructionsDone: number;
}

/** A program recognised by its hash (or, where `note` says so, by its size). */
export interface KnownProgram {
  title: string;
  note: string;
  /**
   * Text that a button may offer to type; it ends with its own line feed. `refusal` is what the
   * program prints last where something else was typed.
   */
  offer?: { label: string; text: string; refusal?: string };
}

/** Figures for the meter line. */
export interface Meters {
  /** Exact. */
  instructionsDone: number;
  /** Smoothed over about a second of computing; keeps its last value while nothing runs. */
  instructionsPerSecond: number;
  /** At most a second old while running, exact soon after every change of state. */
  liveArrays: number;
  /** Bytes that the arrays and their book-keeping occupy. As old as `liveArrays`. */
  memoryBytes: number;
  /** Milliseconds of computing since the program last asked for input (or was started). */
  busyMs: number;
  /** Bytes typed that the program has not read yet. */
  pendingInputBytes: number;
}

/** Of a program that has not begun, and of none. */
export const NO_METERS: Meters = {
  instructionsDone: 0,
  instructionsPerSecond: 0,
  liveArrays: 0,
  memoryBytes: 0,
  busyMs: 0,
  pendingInputBytes: 0,
};

/** How often something happened, by its name. */
export interface NamedCount {
  name: string;
  count: number;
}

/** A place at which compiled code left for the interpreter. */
export interface ExitSite {
  reason: string;
  /** Offset in the 0 array of the instruction that was next; absent where a jump's target was computed. */
  finger?: number;
  /** Offset in the 0 array at which that code begins. */
  entry: number;
  count: number;
}

/** What the translator did since the program began. */
export interface TranslatorFigures {
  /** Functions compiled, each from a tree of the program's blocks. */
  functions: number;
  modules: number;
  droppedModules: number;
  /** Modules that the browser refused. */
  hostRefusals: number;
  wasmBytes: number;
  compileMs: number;
  /** The browser's part of `compileMs`. */
  hostCompileMs: number;
  longestCompileMs: number;
  /** How often compiling was put off because it had cost its share of the time. */
  postponed: number;
  /** Instructions interpreted because compiled code had been slower. */
  asideInstructions: number;
  /** Calls of compiled code. */
  calls: number;
  /** Instructions done since the engine's beginning, those that were gone back on among them. */
  instructions: number;
  /** The part of them that was done in compiled code. */
  compiledInstructions: number;
  /** By reason, the most frequent first. */
  exits: NamedCount[];
  /** The busiest places of the 0 array's present program, the busiest first. */
  sites: ExitSite[];
  /** By name, the most frequent first. */
  refusals: NamedCount[];
}

/** What the engine did. */
export interface Statistics {
  /** Which engine has the loaded program; absent when there is none, or it is lost. */
  engine?: EngineName;
  /** Which one was asked for: the translator is not to be had in a browser without wasm tail calls. */
  asked?: EngineName;
  instructionsDone: number;
  /** Where the program is paused, or failed. */
  position?: Position;
  /** By register: how many platters the array has that it names, if it names one. Only with a position. */
  arrays?: (number | undefined)[];
  /** What was asked for. */
  array?: ArrayPart;
  /** Where it is to be paused each time, in their order. */
  places?: KeptPlace[];
  /** At the change of what it is to be paused, registers first; with what is there now only where it stands still. */
  watches?: KeptWatch[];
  /** How it came there, by a step, a run to that place, or because it was to be paused there. */
  approach?: Approach;
  /** Why it does not go where it was told to, in a sentence. */
  refusal?: string;
  /** Only from the translator. */
  translator?: TranslatorFigures;
}

/** What the worker tells the page. */
export type Event =
  /** The engine is there; a `load` is welcome. (Commands sent before are kept and done in order.) */
  | { type: 'ready' }
  /**
   * A program begins, by `load` or by `reset`; a dump that was being caught is
   * given up. `imageBytes` and `sha256` are those of the image the machine
   * runs: unpacked, assembled. `load` is the number of the `load` that it begins by.
   */
  | {
      type: 'loaded';
      load?: number;
      name: string;
      imageBytes: number;
      sha256: string;
      known?: KnownProgram;
    }
  /** The file is no program: what it is and what to do, in a sentence. */
  | { type: 'refused'; load?: number; name: string; sentence: string }
  /** `load` as in the command; with the sentence of `refused` where the file is no program. */
  | { type: 'looked-at'; load: number; sentence?: string }
  /**
   * `running` is said when computing outlasts a slice (about 10 ms): a program
   * that answers a line sooner goes from `awaiting-input` to `awaiting-input`.
   * `departure` is the number of the last numbered command that went elsewhere
   * and has come there; `ahead` that of the last lines ahead.
   */
  | { type: 'state'; state: MachineState; meters: Meters; departure?: number; ahead?: number }
  /** The first of the lines ahead was handed over, when so many instructions were done. */
  | { type: 'line-taken'; echo: string; instructionsDone: number }
  /** At most four times a second while running. */
  | { type: 'meters'; meters: Meters }
  /** One slice's output. */
  | { type: 'output'; bytes: Uint8Array }
  /** A binary dump is being caught; not shown in the terminal, no credit needed. At most ten times a second. */
  | { type: 'dump-progress'; id: number; caughtBytes: number }
  /** The dump is complete. `truncated`: it was longer than is kept, `caughtBytes` is what there is. */
  | {
      type: 'dump-caught';
      id: number;
      caughtBytes: number;
      name: string;
      sha256: string;
      known?: KnownProgram;
      truncated?: boolean;
    }
  | { type: 'dump-bytes'; id: number; name: string; bytes: Uint8Array }
  /** `truncated`: the oldest output is gone, `bytes` is the latest that is kept. */
  | { type: 'saved-output'; bytes: Uint8Array; truncated: boolean }
  | { type: 'statistics'; statistics: Statistics }
  /**
   * It halted, and has printed nothing since it began. `doubt`: what whoever wrote it may have done
   * wrongly. Followed by `state: halted`.
   */
  | { type: 'halted-silently'; finger: number; instructions: number; doubt?: string }
  /** Followed by `state: failed`. */
  | { type: 'failed'; failure: Failure }
  /**
   * What led to the failure after so many instructions, looked for among all but the first `unseen`
   * of them: comes a while after `failed`. No deeds: nothing is known of it.
   */
  | { type: 'led-to-failure'; instructions: number; deeds: Deed[]; unseen: number }
  /**
   * The host's trouble, not the program's: out of memory, a bug of ours.
   * `sentence` has the figures, `asked` what asked for memory that is not there, `load` is the number of the `load` that
   * nothing comes of: reading its file broke the machine down. If it ended the program, `state: failed`
   * follows; `reset` and `load` work.
   */
  | { type: 'host-error'; sentence: string; asked?: MemoryRequest; load?: number }
  | SessionEvent
  | ExchangeEvent;
