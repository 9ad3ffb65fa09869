/**
 * Owns what the worker needs of the machine, as interfaces: the seam between
 * the slicing logic and the wasm, so that the logic is tested without it.
 * Deliberately knows neither the wasm package nor the page.
 */
import type {
  ArrayKnowledge,
  Changed,
  EngineName,
  Failure,
  MemoryRequest,
  Position,
  TranslatorFigures,
  Watched,
} from '../../protocol.ts';

/** Why a run ended. */
export type StopReason =
  | 'halted'
  | 'awaiting-input'
  | 'budget-spent'
  | 'output-full'
  | 'failed'
  | 'out-of-memory';

/** Why a run to a goal ended: it may have come there. */
export type GoalStop = StopReason | 'arrived';

/** One program in one machine. A method that throws has trapped: the machine is lost. */
export interface MachinePort {
  /** Runs at most this many instructions. */
  run(budgetInstructions: number): StopReason;
  /**
   * As `run`, one instruction at least, and on to where the finger stands at one of these, or one of
   * the `watched` has changed: `arrived`.
   */
  runTo(fingers: Uint32Array, watched: readonly Watched[], budgetInstructions: number): GoalStop;
  /** What the instruction done last changed of what the last run watched. */
  changed(watched: readonly Watched[]): Changed | undefined;
  /** Instructions done since the program was loaded. */
  instructions(): number;
  pushInput(bytes: Uint8Array): void;
  endInput(): void;
  /** Bytes pushed and not yet read. */
  pendingInput(): number;
  /** What was printed since the last call. */
  takeOutput(): Uint8Array;
  /** A run ends with `output-full` when this many bytes wait to be taken. */
  setOutputCapacity(bytes: number): void;
  /** The broken rule, after `failed`. */
  failure(): Failure | undefined;
  /** What whoever wrote the program may have done wrongly, by its look, in a sentence. */
  doubt(): string | undefined;
  /** A sentence with figures, after `out-of-memory`. */
  hostError(): string | undefined;
  /** What asked for memory, after `out-of-memory`. */
  memoryRequest(): MemoryRequest | undefined;
  finger(): number;
  /** The instruction that is next; none where the finger is outside the 0 array. */
  position(): Position | undefined;
  /**
   * How many platters an active array has, then those from `offset` on, at most `most`; nothing
   * of an array that is not active.
   */
  lookInto(identifier: number, offset: number, most: number): number[] | undefined;
  /** What is known of an identifier; takes long where much was abandoned. */
  arrayState(identifier: number): ArrayKnowledge['state'];
  /**
   * From now on `run` notes what is done, slowly. Asked about are the array with this identifier
   * and the platter at this offset of the 0 array.
   */
  trace(array: number | undefined, platter: number): void;
  /** What was done last of each kind since then, in the engine's numbers. */
  deeds(): Float64Array;
  /** How long the 0 array is. */
  programPlatters(): number;
  liveArrays(): number;
  memoryBytes(): number;
  /** What runs the program: the interpreter also where the host cannot run translated code. */
  readonly engine: EngineName;
  /** Nothing when the interpreter runs it all. */
  translatorFigures(): TranslatorFigures | undefined;
  /** Begins to write the machine's whole state, compressed: some milliseconds for each megabyte. */
  checkpoint(): CheckpointPort;
  /**
   * Makes the machine the one of a checkpoint; compiled code stays. Throws when
   * the bytes are none, or are damaged: the machine may be of no use then.
   */
  restore(checkpoint: Uint8Array): void;
  /** Begins to copy the machine's whole state within its own memory. */
  snapshot(): SnapshotPort;
}

/** What a machine was at one moment, in its own memory: of use to that machine, as long as it is there. */
export interface SnapshotPort {
  /** Bytes that it takes when it is whole. */
  readonly sizeBytes: number;
  /**
   * Copies on for a few milliseconds, of a machine that stands still meanwhile;
   * never whole when it has not, or when there is too little memory.
   */
  advance(): 'whole' | 'in part' | 'never';
  /** Makes the machine, once this is whole, what it was when this was begun. Compiled code stays. */
  rewind(): void;
  /** To be called in the end. */
  release(): void;
}

/** A checkpoint that is being written of a machine that stands still meanwhile. */
export interface CheckpointPort {
  /**
   * Writes on for a few milliseconds; the checkpoint when that was all. Throws
   * when the machine has gone on, or is there no more.
   */
  advance(): Uint8Array | undefined;
  /** To be called in the end, whatever that was. */
  release(): void;
}

/** What makes machines. */
export interface EnginePort {
  /**
   * The image in this file, unpacked or assembled, as the machine reads it.
   * Throws an `ImageRefusal` for a file that is no program.
   */
  readImage(file: Uint8Array, name: string): Uint8Array;
  /** The SHA-256 of bytes, in lower-case hexadecimal. About 4 ms a megabyte. */
  sha256Hex(bytes: Uint8Array): string;
  /**
   * The line of a source that this platter at `offset` comes from; none where there is none, or
   * where the source has another platter there.
   */
  sourceLine(source: Uint8Array, offset: number, platter?: number): string | undefined;
  /** A platter in notation. */
  meaning(platter: number): string;
  /** The first platter that comes from this line of a source, or from those below it; none where there is none. */
  sourceOffset(source: Uint8Array, line: number): number | undefined;
  /** What a label of a source stands for; a sentence where there is none. */
  labelOffset(source: Uint8Array, label: string): number | string;
  /**
   * A machine with this image, in fresh memory: every machine made before is
   * lost, and its memory is given back to the host. Works after a trap, too.
   */
  createMachine(image: Uint8Array, engine: EngineName): MachinePort;
  /**
   * A machine that is only there to make the browser compile the engine: runs
   * that many instructions, and answers false once another machine was made.
   */
  createWarmUpMachine(): (instructions: number) => boolean;
  /**
   * The machine of a checkpoint, like `createMachine` in all else. Throws when
   * the bytes are none, or are damaged.
   */
  restoreMachine(checkpoint: Uint8Array, engine: EngineName): MachinePort;
  /** The file of a session. */
  writeSession(session: SessionFile): Uint8Array;
  /** The session in a file; throws an `Error` whose message is a sentence about what is wrong with it. */
  readSession(bytes: Uint8Array): SessionFile;
  /** The sessions of a file with one or several, each to be read on its own. */
  splitSessions(bytes: Uint8Array): Uint8Array[];
  /** The text for a link to a session; throws an `Error` whose message is a sentence where it is too long. */
  writeShare(shared: SharedSession): string;
  /** What a link's text holds; throws an `Error` whose message is a sentence about what is wrong with it. */
  readShare(text: string): SharedSession;
  /** An asciicast file. */
  writeAsciicast(cast: CastFile): string;
  /** Gives back the memory of whatever machine there is. */
  release(): void;
}

/** A session's essence: enough to play it again. */
export interface SharedSession {
  /** Of the image. */
  sha256: string;
  imageName: string;
  /** The bytes of each entry. */
  entries: Uint8Array[];
  /** The end of input came after them. */
  ends: boolean;
}

/** What a terminal of so many columns and rows showed, and when. Dates are milliseconds since 1970. */
interface CastFile {
  title: string;
  columns: number;
  rows: number;
  created: number;
  pieces: CastPieces;
}

/** What was printed, then the line typed, and when. */
export type CastPieces = { output: Uint8Array; echo?: string; date?: number }[];

/** A session as a file holds it, as far as the page makes use of it. Dates are milliseconds since 1970. */
export interface SessionFile {
  id: string;
  name: string;
  created: number;
  image: { sha256: string; sizeBytes: number; name: string; bytes?: Uint8Array };
  entries: {
    bytes: Uint8Array;
    isEnd: boolean;
    echo?: string;
    /** Done when the program asked for it. */
    instructions: number;
    date: number;
  }[];
  parent?: { id: string; entries: number };
  /** What was printed up to each moment, to compare a replay with. */
  marks?: { entries: number; instructions: number; outputBytes: number; outputHash: string }[];
  notes?: Record<string, string>;
  /** Files kept with the program. */
  shelf?: { name: string; bytes: Uint8Array }[];
}

/** A file is no program; the message says in a sentence what it is and what to do. */
export class ImageRefusal extends Error {
  override name = 'ImageRefusal';
}
