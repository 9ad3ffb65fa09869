/**
 * Owns the messages between the page and the worker about what is kept and
 * moved: sessions, and files that go into UMIX or out of it. Types only, no
 * logic; order and the names of fields are as in protocol.ts, which has them
 * all. Deliberately knows nothing of the machine that runs.
 */
import type { CharacterSet } from './session-log/characters.mjs';

/**
 * What goes to another moment, in this session or another one. Input that comes after
 * it is for the moment arrived at. `departure` numbers such commands, ascending; every
 * `state` tells the last one that has been gone, and one from before it is of the moment
 * that was left.
 */
export type DepartureCommand = Departure & { departure?: number };

type Departure =
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
  /** The same for so many steps further on, or back below 0, from where the session is by then. */
  | { type: 'go-by'; steps: number }
  /**
   * Back from where the program stands, paused, asking or over, to where it had done so many
   * instructions less, and is `paused`. A line that it had not had by then is taken back as by
   * `go-by`. Answered like `continue-session`.
   */
  | { type: 'step-back'; instructions: number }
  /**
   * Back to where the program last came to one of the places that it is to be paused at, or changed
   * what is watched, and is `paused`. A change by the instruction done last counts, unless it was
   * told. Answered like `continue-session`; where there was none, by a `state` alone, and
   * `statistics` tells.
   */
  | { type: 'run-back' }
  /** Goes to a moment of the notebook, in whichever session it is. Answered like `continue-session`. */
  | { type: 'go-to-moment'; moment: string }
  /**
   * Begins the open program anew in a session of its own, at its first request
   * for input if it has been there before. Answered like `continue-session`.
   */
  | { type: 'start-over' };

/** What the page asks about sessions that are kept. */
export type SessionCommand =
  | DepartureCommand
  /** Answered by `sessions`. */
  | { type: 'list-sessions' }
  /** Searches all that the open session printed and typed, without regard to case. Answered by `found`, unless another search came first. */
  | { type: 'find-text'; text: string; characters: CharacterSet }
  /** Answered by `notebook`, which comes too when a publication passed. */
  | { type: 'read-notebook' }
  /** Ends a way back or forth early: the program goes on from the entry reached. */
  | { type: 'interrupt' }
  /** Answered by `timeline`; the page has the first `known` of the marks that it was told, or more. */
  | { type: 'read-timeline'; known: number }
  /** What the screen showed after this many entries of the open session. Answered by `screen`, also on a way elsewhere; or by `no-screen`. */
  | { type: 'read-screen'; entries: number }
  /** Answered by `image`: what the open session runs, unpacked and assembled; or by `no-image`. */
  | { type: 'read-image' }
  /** `rename` numbers them, ascending. Answered by `sessions`. */
  | { type: 'rename-session'; id: string; name: string; rename: number }
  /** All that is kept of it, under a new id. Answered by `sessions`, like the next two. */
  | { type: 'duplicate-session'; id: string }
  /** Put aside; gone when the page is opened next, or room is wanted. */
  | { type: 'delete-session'; id: string }
  | { type: 'restore-session'; id: string }
  /**
   * Answered by `session-file`; of `shelves`, the one of its program goes with
   * it. To be shared it is without program and shelf, and only as far as it is in
   * force; whoever opens that file opens it like a link.
   */
  | {
      type: 'export-session';
      id: string;
      terminal: { columns: number; rows: number };
      shelves?: readonly Shelf[];
      isToShare?: boolean;
    }
  /** All sessions in one file, each program and its shelf once. Answered by `session-file`. */
  | {
      type: 'export-all-sessions';
      terminal: { columns: number; rows: number };
      shelves?: readonly Shelf[];
    }
  /** Answered by `shared`: what a link to the open session has to carry; or by `session-refused`. */
  | { type: 'share-session' }
  /**
   * A link's text, or a file that was made to be shared: its session is gone
   * through once, then kept as one of its own. `file` is the program, where it is not kept here. Answered like
   * `continue-session`, then by `share-opened`; or by `share-needs-program`, or
   * `session-refused`.
   */
  | {
      type: 'open-share';
      shared: string | Uint8Array;
      file?: { name: string; bytes: Uint8Array };
    }
  /** Ends the going through where it is: what was asked for is given up to there. */
  | { type: 'stop-going-through' }
  /**
   * Types the entry that comes next in the session `id`, which was gone back in to after
   * `head` entries. Answered by `typed-again`; by nothing, where it is not there any more.
   */
  | { type: 'type-again'; id: string; head: number }
  /** Answered by `transcript`. A session that was never gone on with here is gone through first, beside what runs: `going-through`. */
  | { type: 'export-transcript'; id: string; characters: CharacterSet }
  /** Answered by `cast`, for a terminal of that size, and else likewise. */
  | { type: 'export-cast'; id: string; columns: number; rows: number; isToPlay: boolean }
  /**
   * A file with one or several sessions. Answered by `session-imported` or `sessions-imported`, and
   * `sessions`; by `shared-file`; or by `refused`; then, whatever came of it, by `import-over`.
   */
  | { type: 'import-session'; import?: number; name: string; bytes: Uint8Array };

/** The files that the page keeps with a program. */
export interface Shelf {
  /** SHA-256 of the program's image. */
  project: string;
  /** `mode`: how the person chose to have it sent, if so. */
  files: { name: string; bytes: Uint8Array; mode?: 'text' | 'binary' }[];
}

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
  /**
   * Ends the file that is half sent, takes it away, and begins no other. A file
   * that is half fetched is left by going back to before it was asked for.
   */
  | { type: 'stop-exchange' };

/**
 * Why something is not kept: for want of room, because the program is too large for any room, or
 * the browser refuses. Where it keeps nothing at all, all sessions are in memory until the tab is closed.
 */
export type UnkeptReason = 'no-room' | 'too-large' | 'refused' | 'in-memory';

/** A kept session, as the list shows it. */
export interface SessionSummary {
  id: string;
  /** Given by the person, or made of what is known. */
  name: string;
  imageName: string;
  /** When it was last typed to, copied or imported, in milliseconds since 1970. */
  changed: number;
  /** Deliveries of input that the person made: lines typed, and an end of input; none of a file sent. */
  lines: number;
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
  /** More of the file follows: there is no moment here to stand at. */
  isMidst?: boolean;
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
  /** Files that came with imported sessions. Names may be anybody's. */
  | { type: 'shelves-imported'; shelves: Shelf[] }
  /** All files are done, or given up, and the program asks the person again. */
  | { type: 'exchange-over'; results: ExchangeResult[] };

/** What the worker tells of sessions. */
export type SessionEvent =
  /** The list, newest first, with the names given up to the renaming of that number. */
  | { type: 'sessions'; sessions: SessionSummary[]; storage: StorageFigures; renamed: number }
  /** The open session changed: it was begun, continued, or an entry came. `head` of its `entries` are in force. */
  | { type: 'session'; id: string; name: string; entries: number; head: number }
  /** After `loaded` of a session that goes on: what its terminal showed. Needs no credit. `isCut`: there was more before. */
  | { type: 'history'; pieces: HistoryPiece[]; isCut: boolean }
  /**
   * On the way to a moment, at most ten times a second. `isLookedThrough`: who runs back has found
   * nothing yet in so many instructions, the last ones of all.
   */
  | {
      type: 'replaying';
      doneInstructions: number;
      ofInstructions: number;
      isLookedThrough?: boolean;
    }
  /**
   * Whether the open session is kept as it goes; `sentence` says what is not, and why; `why` is there
   * when it is not. `isProgramOnly`: its lines are, and it is the program that does not fit.
   */
  | {
      type: 'keeping';
      isKept: boolean;
      sentence: string;
      why?: UnkeptReason;
      isProgramOnly?: boolean;
    }
  /** Whether sessions that were left have lines that are not kept: closing the tab loses them. */
  | { type: 'left-unkept'; isUnkept: boolean }
  /** A session is gone through beside what runs, so that its output is known; told a few times a second. */
  | { type: 'going-through'; name: string; doneInstructions: number; ofInstructions: number }
  | { type: 'gone-through' }
  /** A program was opened anew, and the person left it before: the session of it that was changed last. */
  | { type: 'left-before'; session: SessionSummary }
  /** Another tab has this session open. */
  | { type: 'session-elsewhere'; id: string; name: string }
  | { type: 'session-file'; name: string; bytes: Uint8Array }
  /**
   * `hasProgram`: its program is at hand too, so that it can be continued. `unkept`: it came with
   * the session and does not fit into the store, in a sentence; it is at hand until the page is left.
   */
  | {
      type: 'session-imported';
      id: string;
      name: string;
      imageName: string;
      hasProgram: boolean;
      unkept?: string;
    }
  /** Nothing more comes of the `import-session` of that number. */
  | { type: 'import-over'; import: number }
  /** `marks` come after the first `from` of those that the page was told before. */
  | { type: 'timeline'; id: string; from: number; marks: TimelineMark[]; head: number }
  | { type: 'screen'; entries: number; pieces: HistoryPiece[] }
  /** The session is not open any more. */
  | { type: 'no-screen'; entries: number }
  | { type: 'image'; name: string; bytes: Uint8Array }
  /** No session is open. */
  | { type: 'no-image' }
  /** What was asked of a session cannot be had: why, and what to do. */
  | { type: 'session-refused'; title: string; sentence: string }
  /** A file with several; `withoutProgram` of them cannot be continued until their program is opened; `unkept` as above. */
  | { type: 'sessions-imported'; count: number; withoutProgram: number; unkept?: string }
  | { type: 'shared'; id: string; text: string }
  /** The file that was to be imported was made to be shared: it is to be opened, by `open-share`. */
  | { type: 'shared-file'; bytes: Uint8Array }
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
