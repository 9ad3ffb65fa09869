/**
 * Owns what the page is told of the loaded program and of its worker. Does not know who tells it
 * (see program-connection.ts), nor who listens.
 */
import type {
  EngineName,
  Event,
  ExchangeEvent,
  Failure,
  MachineState,
  MemoryRequest,
  Meters,
  SessionEvent,
  Statistics,
} from '../../protocol.ts';
import type { ProgramFile } from '../opening/open-program.ts';
import type { Beginning } from './on-the-way.ts';
import type { DumpListeners } from './program-dumps.ts';
import type { LoadedProgram } from './program-facts.ts';

export interface ConnectionListeners extends DumpListeners {
  /** It is about to begin again, or another program to take its place; or that came to nothing. */
  leaving: () => void;
  loaded: (program: LoadedProgram, beginning: Beginning) => void;
  state: (state: MachineState) => void;
  /** `instructions` since the program last asked, or began. */
  meters: (meters: Meters, instructions: number) => void;
  output: (bytes: Uint8Array) => void;
  /** One of the lines ahead went to the program. */
  lineTaken: (echo: string) => void;
  failed: (failure: Failure) => void;
  haltedSilently: (halt: SilentHalt) => void;
  ledToFailure: (led: LedToFailure) => void;
  /** `asked`: where memory was asked for that is not there. */
  hostError: (sentence: string, asked?: MemoryRequest) => void;
  /** `file`: what was to be loaded. */
  refused: (name: string, sentence: string, file?: ProgramFile) => void;
  savedOutput: (bytes: Uint8Array, truncated: boolean) => void;
  statistics: (statistics: Statistics) => void;
  /** What the worker tells of kept sessions. */
  ofSessions: (event: SessionEvent) => void;
  /** What the worker tells of files on their way. */
  ofExchange: (event: ExchangeEvent) => void;
  /** The worker died, and with it whatever it was asked. */
  lost: () => void;
  /** What is to run the program that begins now. */
  engine: () => EngineName;
}

export type LedToFailure = Extract<Event, { type: 'led-to-failure' }>;
export type SilentHalt = Extract<Event, { type: 'halted-silently' }>;
