/**
 * Owns the looking back at what led to a failure: the program is done over again by the session's
 * log, and what it does towards the end is noted. Deliberately knows neither where that is done
 * nor what becomes of the notes.
 */
import type { Deed, Failure } from '../../protocol.ts';
import { deedsIn } from '../../wording/led-here.mjs';
import type { Entry } from '../keeping/records.ts';
import { OutputTrail } from '../output/output-trail.ts';
import type { EnginePort } from '../running/machine-port.ts';
import { Replay, type ReplayEnd } from '../session/replay.ts';

/** How a program failed, and the way there. */
export interface LookBack {
  failure: Failure;
  image: { bytes: Uint8Array; source?: Uint8Array };
  /** What it has had. */
  log: readonly Entry[];
  /** What it has done. */
  instructions: number;
  /** It is noted what was done after so many. */
  unseen: number;
}

/**
 * What was the last to be done of each kind; nothing where the program does not fail so: what
 * it did would lead to something else.
 * @throws where the log is not the program's.
 */
export function lookingBack(
  engine: Pick<EnginePort, 'createMachine' | 'meaning' | 'sourceLine'>,
  { failure, image, log, instructions, unseen }: LookBack,
  nowMs: () => number,
): Deed[] {
  const machine = engine.createMachine(image.bytes, 'translator');
  const go = (from: number, end: ReplayEnd): void => {
    const start = { machine, from, trail: OutputTrail.unknown() };
    const replay = new Replay(start, log, end, { reached() {} }, nowMs);
    while (replay.slice() === undefined);
  };
  const had = log.filter((entry) => entry.instructions < unseen).length;
  go(0, { to: had, instructions: unseen });
  machine.trace(failure.array?.identifier, failure.finger);
  go(had, { to: log.length, instructions });
  const deeds = deedsIn(machine.deeds(), engine.meaning);
  const isThere = machine.instructions() === instructions;
  if (!isThere || machine.run(1) !== 'failed' || !isSame(machine.failure(), failure)) return [];
  return deeds.map((deed) => {
    const line = image.source && engine.sourceLine(image.source, deed.finger, deed.platter);
    return line === undefined ? deed : { ...deed, source: line };
  });
}

function isSame(one: Failure | undefined, { sentence, registers }: Failure): boolean {
  return one?.sentence === sentence && one.registers.join() === registers.join();
}
