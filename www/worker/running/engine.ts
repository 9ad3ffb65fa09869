/**
 * Owns the wasm package: the only file of the worker that imports it. Turns its
 * classes into the worker's ports, and gives every program a fresh wasm
 * instance: linear memory never shrinks, so that is how memory goes back to
 * the host, and how a trap is left behind. Deliberately knows nothing of slices.
 */
import type {
  ArrayKnowledge,
  EngineName,
  Failure,
  MemoryRequest,
  Position,
} from '../../protocol.ts';
import init, {
  assemble,
  CheckpointWriter,
  labelOffset,
  Machine,
  meaning,
  type PositionReport,
  readImage,
  readSession,
  readShare,
  __wbg_reset_state as renewInstance,
  Stop,
  sha256Hex,
  sourceLine,
  sourceOffset,
  splitSessions,
  warmUpImage,
  writeAsciicast,
  writeSession,
  writeShare,
} from '../../wasm/um32.js';
import { noLabel } from '../../wording/place.mjs';
import {
  arrayIn,
  changedIn,
  readsIn,
  sizeRegisterOf,
  watchedWords,
} from '../../wording/reported.mjs';
import { concatenate } from '../output/byte-log.ts';
import {
  type CheckpointPort,
  type EnginePort,
  type GoalStop,
  ImageRefusal,
  type MachinePort,
  type SnapshotPort,
  type StopReason,
} from './machine-port.ts';

const STOPS: Record<Stop, GoalStop> = {
  [Stop.Halted]: 'halted',
  [Stop.AwaitingInput]: 'awaiting-input',
  [Stop.BudgetSpent]: 'budget-spent',
  [Stop.OutputFull]: 'output-full',
  [Stop.Failed]: 'failed',
  [Stop.OutOfMemory]: 'out-of-memory',
  [Stop.Arrived]: 'arrived',
};

/** Address space of the machine that only warms the engine up, in bytes. */
const WARM_UP_BYTES = 16 << 20;
/** Jumps after which it has something translated: soon, it is not there for long. */
const WARM_UP_THRESHOLD = 100;

/** How long a checkpoint is written at a time, and how much between two looks at the clock. */
const CHECKPOINT_PIECE_MS = 6;
const CHECKPOINT_PIECE_BYTES = 256 * 1024;

/** How long a snapshot is copied at a time, and how much between two looks at the clock. */
const SNAPSHOT_PIECE_MS = 6;
const SNAPSHOT_PIECE_BYTES = 2 * 1024 * 1024;

/** How many places of exits the figures name. */
const BUSIEST_SITES = 12;

/** Fetches and compiles the wasm. */
export async function openEngine(): Promise<EnginePort> {
  await init();
  let instances = 0;
  const renew = () => {
    instances += 1;
    renewInstance();
  };
  // Older browsers lack wasm tail calls: then the interpreter does it all.
  const withEngine = (machine: Machine, wanted: EngineName): MachinePort => {
    const translates = wanted === 'translator' && machine.translate();
    const instance = instances;
    const isThere = () => instance === instances;
    return machinePort(machine, translates ? 'translator' : 'interpreter', isThere);
  };
  return {
    readImage(file, name) {
      try {
        return readImage(file, name);
      } catch (error) {
        throw isSentence(error) ? new ImageRefusal(error.message) : error;
      }
    },
    sha256Hex: (bytes) => sha256Hex(bytes),
    sourceLine: (source, offset, platter) => sourceLine(source, offset, platter),
    meaning: (platter) => meaning(platter),
    sourceOffset: (source, line) => sourceOffset(source, line),
    labelOffset: (source, label) => labelOffset(source, label) ?? noLabel(assemble, source, label),
    createMachine(image, wanted) {
      renew();
      return withEngine(Machine.ofImage(image), wanted);
    },
    restoreMachine(checkpoint, wanted) {
      renew();
      return withEngine(Machine.restore(checkpoint), wanted);
    },
    createWarmUpMachine() {
      renew();
      const own = instances;
      const machine = Machine.ofImage(warmUpImage(), WARM_UP_BYTES);
      machine.translate(WARM_UP_THRESHOLD);
      return (instructions) => {
        if (instances !== own) return false;
        machine.run(instructions);
        return true;
      };
    },
    writeSession: (session) => writeSession(session),
    readSession: (bytes) => readSession(bytes),
    splitSessions: (bytes) => splitSessions(bytes),
    writeShare: (shared) => writeShare(shared),
    readShare: (text) => readShare(text),
    writeAsciicast: (cast) => writeAsciicast(cast),
    release() {
      renew();
    },
  };
}

/** Whether Rust threw this as a sentence for the user; a trap or a JavaScript error is none. */
function isSentence(error: unknown): error is Error {
  return error instanceof Error && error.constructor === Error;
}

function machinePort(machine: Machine, engine: EngineName, isThere: () => boolean): MachinePort {
  return {
    engine,
    // Only a run to a place arrives.
    run: (budgetInstructions) => STOPS[machine.run(budgetInstructions)] as StopReason,
    runTo: (fingers, watched, budgetInstructions) =>
      STOPS[machine.runTo(fingers, watchedWords(watched), budgetInstructions)],
    changed: (watched) => changedIn(machine.changed(), watched, meaning),
    instructions: () => machine.instructions(),
    pushInput: (bytes) => machine.pushInput(bytes),
    endInput: () => machine.endInput(),
    pendingInput: () => machine.pendingInput(),
    takeOutput: () => machine.takeOutput(),
    setOutputCapacity: (bytes) => machine.setOutputCapacity(bytes),
    failure: () => failureOf(machine),
    doubt: () => machine.doubt(),
    hostError: () => machine.hostError(),
    memoryRequest: () => requestOf(machine),
    finger: () => machine.finger(),
    position: () => positionOf(machine.position()),
    lookInto(identifier, offset, most) {
      const seen = machine.lookInto(identifier, offset, most);
      return seen && Array.from(seen);
    },
    arrayState: (identifier) => machine.arrayState(identifier) as ArrayKnowledge['state'],
    trace: (array, platter) => machine.trace(array, platter),
    deeds: () => machine.deeds(),
    programPlatters: () => machine.programPlatters(),
    liveArrays: () => machine.liveArrays(),
    memoryBytes: () => machine.memoryBytes(),
    checkpoint: () => checkpointPort(machine, isThere),
    restore: (checkpoint) => machine.restoreOver(checkpoint),
    snapshot: () => snapshotPort(machine, isThere),
    translatorFigures: () => machine.translatorReport(BUSIEST_SITES),
  };
}

function checkpointPort(machine: Machine, isThere: () => boolean): CheckpointPort {
  const writer = new CheckpointWriter(machine);
  const pieces: Uint8Array[] = [];
  return {
    advance() {
      const end = performance.now() + CHECKPOINT_PIECE_MS;
      do pieces.push(writer.advance(machine, CHECKPOINT_PIECE_BYTES));
      while (!writer.isDone() && performance.now() < end);
      return writer.isDone() ? concatenate(pieces) : undefined;
    },
    release() {
      // Its memory went with the machine's: freed in another instance it would be another's.
      if (isThere()) writer.free();
    },
  };
}

function snapshotPort(machine: Machine, isThere: () => boolean): SnapshotPort {
  const snapshot = machine.snapshot();
  return {
    sizeBytes: snapshot.bytes(),
    advance() {
      const end = performance.now() + SNAPSHOT_PIECE_MS;
      for (;;) {
        const isWhole = snapshot.advance(machine, SNAPSHOT_PIECE_BYTES);
        if (isWhole === undefined) return 'never';
        if (isWhole) return 'whole';
        if (performance.now() >= end) return 'in part';
      }
    },
    rewind: () => machine.rewind(snapshot),
    release() {
      if (isThere()) snapshot.free();
    },
  };
}

function failureOf(machine: Machine): Failure | undefined {
  const report = machine.failure();
  if (!report) return undefined;
  const { array, ...told } = report;
  return {
    ...told,
    kind: told.kind as Failure['kind'],
    reads: readsIn(told.reads),
    ...(array !== undefined && { array: arrayIn(array) }),
  };
}

/** What asked for memory that is not there. */
function requestOf(machine: Machine): MemoryRequest | undefined {
  const position = positionOf(machine.memoryReport());
  if (!position) return undefined;
  const sizeRegister = sizeRegisterOf(position.platter);
  return {
    ...position,
    ...(sizeRegister !== undefined && { sizeRegister }),
    instructionsDone: machine.instructions(),
  };
}

/** Where a machine stands. */
function positionOf(report: PositionReport | undefined): Position | undefined {
  return report && { ...report, reads: readsIn(report.reads) };
}
