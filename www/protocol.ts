/**
 * Owns every message between the page and the worker: types only, no logic.
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
 */

/** What the page asks of the worker. */
export type Command =
  /**
   * Replaces whatever is loaded and runs it (or leaves it `paused`). `name` is
   * the file's name: a name ending in `.ums` is assembled, gzip is unpacked.
   * Answered by `loaded` and a `state`; or by `refused`, and then whatever was
   * loaded before stays as it was.
   * `engine` runs it; the translator, if none is named.
   */
  | {
      type: 'load';
      name: string;
      bytes: Uint8Array;
      startPaused?: boolean;
      engine?: EngineName;
    }
  /** Goes on from `paused`. Ignored in any other state. */
  | { type: 'run' }
  /** Also while the program awaits input: then `run` leads back to `awaiting-input`. */
  | { type: 'pause' }
  /**
   * Runs exactly this many instructions, then is `paused`; fewer when the
   * program halts or fails. When it awaits input first, the rest follows the input.
   */
  | { type: 'step'; instructions: number }
  /**
   * Starts the loaded program from the beginning, also after it halted or failed, or after a host
   * error; in another engine, if one is named.
   */
  | { type: 'reset'; engine?: EngineName }
  /** Gives the program up: memory is released, nothing is loaded (`empty`). */
  | { type: 'stop' }
  /**
   * Queued in order, whatever the program is doing, written to the session's
   * log, then handed over when the program asks. Dropped when nothing is loaded
   * or the program has ended. `echo` is the line as the terminal shows it,
   * without its line feed; absent when nothing is echoed.
   */
  | { type: 'input'; bytes: Uint8Array; echo?: string }
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
  /** Asks what the engine did for the loaded program (answered by `statistics`). Unasked, nothing is gathered. */
  | { type: 'get-statistics' }
  | SessionCommand
  | ExchangeCommand;

/** What runs a program: the translator with the interpreter for all that is rare, or the interpreter alone. */
export type EngineName = 'translator' | 'interpreter';

/** What the page asks about sessions that are kept. */
export type SessionCommand =
  /** Answered by `sessions`. */
  | { type: 'list-sessions' }
  /**
   * Goes on with a kept session where it was left. Answered by `loaded`,
   * `session`, `history` and a `state`; or by `session-elsewhere` when another tab has it
   * open, or `refused`. `asCopy` makes a session of its own first; `fromStart`
   * starts its image anew, in a new session.
   */
  | { type: 'continue-session'; id: string; asCopy?: boolean; fromStart?: boolean }
  /**
   * Goes to the moment after this many entries of the open session, back or
   * forth. Nothing is lost: only when something else is typed there, what came
   * after becomes a session of its own. Answered like `continue-session`.
   */
  | { type: 'go-to'; entries: number }
  /** Goes to a moment of the notebook, in whichever session it is. Answered like `continue-session`. */
  | { type: 'go-to-moment'; moment: string }
  /** Searches all that the open session printed and typed, without regard to case. Answered by `found`, unless another search came first. */
  | { type: 'find-text'; text: string; characters: 'utf-8' | 'latin-1' }
  /** Answered by `notebook`, which comes too when a publication passed. */
  | { type: 'read-notebook' }
  /**
   * Begins the open program anew in a session of its own, at its first request
   * for input if it has been there before. Answered like `continue-session`.
   */
  | { type: 'start-over' }
  /** Ends a way back or forth early: the program goes on from the entry reached. */
  | { type: 'interrupt' }
  /** Answered by `timeline`. */
  | { type: 'read-timeline' }
  /** What the screen showed after this many entries of the open session. Answered by `screen`. */
  | { type: 'read-screen'; entries: number }
  | { type: 'rename-session'; id: string; name: string }
  /** All that is kept of it, under a new id. Answered by `sessions`, like the next two. */
  | { type: 'duplicate-session'; id: string }
  /** Put aside until the page is closed, then gone. */
  | { type: 'delete-session'; id: string }
  | { type: 'restore-session'; id: string }
  /** Answered by `session-file`, with the program in it unless it is to be without. */
  | {
      type: 'export-session';
      id: string;
      terminal: { columns: number; rows: number };
      withoutProgram?: boolean;
    }
  /** All sessions in one file, each program once. Answered by `session-file`. */
  | { type: 'export-all-sessions'; terminal: { columns: number; rows: number } }
  /** Answered by `shared`: what a link to the open session has to carry. */
  | { type: 'share-session' }
  /**
   * A link's text: its session is gone through once, then kept as one of its
   * own. `file` is the program, where it is not kept here. Answered like
   * `continue-session`, then by `share-opened`; or by `share-needs-program`, or
   * `session-refused`.
   */
  | { type: 'open-share'; text: string; file?: { name: string; bytes: Uint8Array } }
  /** Types the entry that comes next in the open session, which was gone back in. Answered by `typed-again`. */
  | { type: 'type-again' }
  /** Answered by `transcript`; by `refused` when the session was never gone through here. */
  | { type: 'export-transcript'; id: string; characters: 'utf-8' | 'latin-1' }
  /** Answered by `cast`, for a terminal of that size, or by `refused`. */
  | { type: 'export-cast'; id: string; columns: number; rows: number; isToPlay: boolean }
  /** A file with one or several sessions. Answered by `session-imported` or `sessions-imported`, and `sessions`; or by `refused`. */
  | { type: 'import-session'; name: string; bytes: Uint8Array };

/** What the page asks about files that go into UMIX, or out of it. */
export type ExchangeCommand =
  /**
   * Has UMIX's umodem write each of the files, byte for byte, over any of that
   * name. It is a talk with the shell, kept in the log like typed lines, of
   * which the terminal is given a `note` only. What is typed meanwhile follows
   * it. Answered by `exchange`, and by `exchange-over` at last.
   */
  | { type: 'send-files'; files: { name: string; bytes: Uint8Array }[] }
  /** Has UMIX print a file. Answered likewise, and by `file-fetched`. */
  | { type: 'fetch-file'; name: string }
  /** Ends the file that is half sent, takes it away, and begins no other. */
  | { type: 'stop-exchange' };

/** A kept session, as the list shows it. */
export interface SessionSummary {
  id: string;
  /** Given by the person, or made of what is known. */
  name: string;
  imageName: string;
  imageSha256: string;
  /** Milliseconds since 1970. */
  created: number;
  changed: number;
  /** Deliveries of input: lines typed, and an end of input. */
  entries: number;
  instructions: number;
  /** The input log, and the output kept with it. */
  sizeBytes?: number;
  /** What was typed last. */
  lastLine: string;
  /** The account logged in to, where the program said so; otherwise empty. */
  account: string;
  /** The session this one left, and after how many entries. */
  parent?: { id: string; entries: number };
}

/** What the browser says of its storage; a figure it does not give is absent. */
export interface StorageFigures {
  usedBytes?: number;
  quotaBytes?: number;
  /** The browser has promised not to clear it by itself. */
  isPersistent?: boolean;
}

/** A part of what the terminal showed: output, then the line typed after it, if any was echoed. */
export interface HistoryPiece {
  output: Uint8Array;
  echo?: string;
  /** In place of a file that was sent or fetched. */
  note?: string;
}

/** One entry of the open session, as the timeline shows it. */
export interface TimelineMark {
  /** The line as echoed; absent for keys that were not, empty for an empty line. */
  echo?: string;
  /** It belongs to a file sent or fetched; this names it. */
  note?: string;
  isEnd: boolean;
  /** Instructions done when the machine asked for it. */
  instructions: number;
  /** Milliseconds since 1970. */
  date: number;
}

/** A publication of the open session's image, whichever session it came in. */
export interface NotebookEntry {
  text: string;
  /** The account last logged in to; empty if there was none. */
  account: string;
  /** To go there. */
  moment: string;
  /** When it passed, in milliseconds since 1970. */
  date: number;
  instructions: number;
  /** Lines typed before; absent when every session with that moment was deleted. */
  entries?: number;
  isInOpenSession?: boolean;
}

/** Where a text stands in a session. */
export interface FoundHit {
  /** Lines typed before the moment that printed it. */
  entries: number;
  /** Its line, as far as it is shown. */
  before: string;
  hit: string;
  after: string;
}

/** The five words of the state pill, plus the state before anything is loaded. */
export type MachineState = 'empty' | 'running' | 'awaiting-input' | 'paused' | 'halted' | 'failed';

/** What is known of the array that a failing instruction named. */
export interface ArrayKnowledge {
  identifier: number;
  /** `active` arrays have a capacity; the other two do not. */
  state: 'active' | 'abandoned' | 'never-allocated';
  capacityPlatters?: number;
  offset?: number;
}

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
  registers: number[];
  array?: ArrayKnowledge;
}

/** A program recognised by its hash (or, where `note` says so, by its size). */
export interface KnownProgram {
  title: string;
  note: string;
  /** Text that a button may offer to type; it ends with its own line feed. */
  offer?: { label: string; text: string };
}

/** Figures for the meter line. */
export interface Meters {
  /** Exact. */
  instructionsDone: number;
  /** Smoothed over about a second of computing; keeps its last value while nothing runs. */
  instructionsPerSecond: number;
  /** At most a second old while running, exact at every change of state. */
  liveArrays: number;
  /** Bytes that the arrays and their book-keeping occupy. As old as `liveArrays`. */
  memoryBytes: number;
  /** Milliseconds of computing since the program last asked for input (or was started). */
  busyMs: number;
  /** Bytes typed that the program has not read yet. */
  pendingInputBytes: number;
}

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
  /** Offset in the 0 array at which the compiled region begins. */
  entry: number;
  count: number;
}

/** What the translator did since the program began. */
export interface TranslatorFigures {
  /** Regions of the program compiled, each a wasm function. */
  regions: number;
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
  /** Calls of compiled code. */
  calls: number;
  /** Instructions done in compiled code. */
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
   * runs: unpacked, assembled.
   */
  | { type: 'loaded'; name: string; imageBytes: number; sha256: string; known?: KnownProgram }
  /** The file is no program: what it is and what to do, in a sentence. */
  | { type: 'refused'; name: string; sentence: string }
  /**
   * `running` is said when computing outlasts a slice (about 10 ms): a program
   * that answers a line sooner goes from `awaiting-input` to `awaiting-input`.
   */
  | { type: 'state'; state: MachineState; meters: Meters }
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
  /** Followed by `state: failed`. */
  | { type: 'failed'; failure: Failure }
  /**
   * The host's trouble, not the program's: out of memory, a bug of ours.
   * `sentence` has the figures. If it ended the program, `state: failed`
   * follows; `reset` and `load` work.
   */
  | { type: 'host-error'; sentence: string }
  | SessionEvent
  | ExchangeEvent;

/** How the moving of one file ended. */
export interface ExchangeResult {
  kind: 'send' | 'fetch';
  name: string;
  isDone: boolean;
  /** What happened, in a sentence. */
  sentence: string;
}

/** What the worker tells of files on their way. */
export type ExchangeEvent =
  /** At most ten times a second. `ofBytes`: absent where it is not known; `filesLeft`: those not begun. */
  | {
      type: 'exchange';
      kind: 'send' | 'fetch';
      name: string;
      doneBytes: number;
      ofBytes?: number;
      filesLeft: number;
    }
  /** Stands on the terminal in place of what was said to UMIX, and of its answers. */
  | { type: 'note'; text: string }
  | { type: 'file-fetched'; name: string; bytes: Uint8Array }
  /** All files are done, or given up, and the program asks the person again. */
  | { type: 'exchange-over'; results: ExchangeResult[] };

/** What the worker tells of sessions. */
export type SessionEvent =
  /** The list, newest first. */
  | { type: 'sessions'; sessions: SessionSummary[]; storage: StorageFigures }
  /** The open session changed: it was begun, continued, or an entry came. `head` of its `entries` are in force. */
  | { type: 'session'; id: string; name: string; entries: number; head: number }
  /** After `loaded` of a session that goes on: what its terminal showed. Needs no credit. `isCut`: there was more before. */
  | { type: 'history'; pieces: HistoryPiece[]; isCut: boolean }
  /** On the way to a moment, at most ten times a second. */
  | { type: 'replaying'; doneInstructions: number; ofInstructions: number }
  /** Whether the open session is kept as it goes; `sentence` says what is not, and why. */
  | { type: 'keeping'; isKept: boolean; sentence: string }
  /** Another tab has this session open. */
  | { type: 'session-elsewhere'; id: string; name: string }
  | { type: 'session-file'; name: string; bytes: Uint8Array }
  /** `isProgramKept`: its program is kept here too, so that it can be continued. */
  | {
      type: 'session-imported';
      id: string;
      name: string;
      imageName: string;
      isProgramKept: boolean;
    }
  | { type: 'timeline'; id: string; marks: TimelineMark[]; head: number }
  | { type: 'screen'; entries: number; pieces: HistoryPiece[] }
  /** What was asked of a session cannot be had: why, and what to do. */
  | { type: 'session-refused'; title: string; sentence: string }
  /** A file with several; `withoutProgram` of them cannot be continued until their program is opened. */
  | { type: 'sessions-imported'; count: number; withoutProgram: number }
  | { type: 'shared'; id: string; text: string }
  /** The program of a shared session is not kept here. */
  | { type: 'share-needs-program'; imageName: string; sha256: string }
  /** The shared session is the open one now, at its end. */
  | { type: 'share-opened'; id: string; entries: number }
  /** The next entry was delivered; absent `echo`: nothing of it is shown. */
  | { type: 'typed-again'; echo?: string }
  | { type: 'transcript'; name: string; text: string; isCut: boolean }
  /** An asciicast file, to be saved or played. */
  | { type: 'cast'; name: string; text: string; isToPlay: boolean }
  /** `hits` are the latest of `total`, in order. */
  | { type: 'found'; text: string; hits: FoundHit[]; total: number }
  /** In the order they came. */
  | { type: 'notebook'; entries: NotebookEntry[] };
