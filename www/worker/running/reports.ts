/**
 * Owns what the page is told of a machine at rest: which rule its program broke, what asked for
 * memory that is not there, where it stands, what the engine did. Deliberately does not know
 * when that is told.
 */
import type {
  Approach,
  ArrayLook,
  ArrayPart,
  EngineName,
  Event,
  KeptWatch,
  Position,
  Statistics,
  Watched,
} from '../../protocol.ts';
import type { LoadedImage } from './loaded-image.ts';
import type { MachinePort, StopReason } from './machine-port.ts';
import type { ProgramSource } from './program-source.ts';
import type { Standstill } from './standstill.ts';

/** How a machine stood when it was given away. */
export interface Standing {
  isThere: boolean;
  instructions: number;
  /** Between two requests for input, not at one. */
  isComputing: boolean;
}

/** A machine that was brought to a moment elsewhere, and why it last stopped. */
export interface Brought {
  machine: MachinePort;
  stop: StopReason;
  inputEnded: boolean;
}

/** Why a program is over; of one that halted only where it has printed nothing. */
export function endEvents(
  stop: 'halted' | 'failed' | 'out-of-memory',
  machine: MachinePort,
  source: ProgramSource,
  image: LoadedImage | undefined,
  isSilent: boolean,
): Event[] {
  if (stop === 'halted') return isSilent ? [silentHaltEvent(machine)] : [];
  if (stop === 'out-of-memory') return [memoryEvent(machine, source, image)];
  const failure = machine.failure();
  return failure ? [{ type: 'failed', failure: source.withLine(failure, image) }] : [];
}

function silentHaltEvent(machine: MachinePort): Event {
  const doubt = machine.doubt();
  // It stands behind the instruction.
  const finger = machine.finger() - 1;
  const instructions = machine.instructions();
  return { type: 'halted-silently', finger, instructions, ...(doubt && { doubt }) };
}

function memoryEvent(
  machine: MachinePort,
  source: ProgramSource,
  image: LoadedImage | undefined,
): Event {
  const sentence = hostTroubleOf(machine);
  const asked = machine.memoryRequest();
  return { type: 'host-error', sentence, ...(asked && { asked: source.withLine(asked, image) }) };
}

/** Why a machine that is out of memory could not go on, in a sentence. */
export function hostTroubleOf(machine: Pick<MachinePort, 'hostError'>): string {
  return machine.hostError() ?? 'The host has no memory left for the program.';
}

/** What the machine runs, and how it came to stand still, if it does. */
interface About {
  /** The engine that it was to have. */
  asked: EngineName;
  source: ProgramSource;
  image: LoadedImage | undefined;
  standstill: Standstill;
  hasFailed: boolean;
}

/** What is told besides: what was asked for, or why something was refused. */
export interface Besides {
  look?: ArrayLook | undefined;
  refusal?: string | undefined;
}

export function statisticsOf(
  machine: MachinePort | undefined,
  { asked, source, image, standstill, hasFailed }: About,
  { look, refusal }: Besides,
): Statistics {
  if (!machine) return { instructionsDone: 0 };
  const { isOn, approach, places, watched } = standstill;
  const translator = machine.translatorFigures();
  const position = isOn || hasFailed ? machine.position() : undefined;
  return {
    engine: machine.engine,
    asked,
    instructionsDone: machine.instructions(),
    ...(position && {
      position: source.withLine(position, image),
      arrays: position.registers.map((register) => machine.lookInto(register, 0, 0)?.[0]),
    }),
    ...(look && { array: partOf(machine, look) }),
    ...(places.length > 0 && { places: [...places] }),
    ...(watched.length > 0 && { watches: watched.map((one) => seen(one, machine, position)) }),
    ...(approach && { approach: withLine(approach, source, image) }),
    ...(translator && { translator }),
    ...(refusal !== undefined && { refusal }),
  };
}

/** What is there now, where the program stands still. */
function seen(watched: Watched, machine: MachinePort, position: Position | undefined): KeptWatch {
  const value =
    'register' in watched
      ? position?.registers[watched.register]
      : position && machine.lookInto(watched.identifier, watched.offset, 1)?.[1];
  return { watched, ...(value !== undefined && { value }) };
}

/** With the line of the source that changed what is watched, if that is how it came there. */
function withLine(
  approach: Approach,
  source: ProgramSource,
  image: LoadedImage | undefined,
): Approach {
  const { watched } = approach;
  return watched ? { ...approach, watched: source.withLine(watched, image) } : approach;
}

function partOf(machine: MachinePort, { identifier, offset, platters }: ArrayLook): ArrayPart {
  const [capacityPlatters, ...seen] = machine.lookInto(identifier, offset, platters) ?? [];
  const place = { identifier, offset, platters: seen };
  if (capacityPlatters === undefined) return { ...place, state: machine.arrayState(identifier) };
  return { ...place, state: 'active', capacityPlatters };
}
