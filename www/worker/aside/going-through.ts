/**
 * Owns the going through a session that is not the open one, from its beginning:
 * what each of its moments printed, as they are come to. Deliberately knows
 * neither where it is done nor what becomes of it.
 */
import { reasonOf } from '../../wording/reason.mjs';
import { momentAt } from '../keeping/moments.ts';
import type { Entry, Moment } from '../keeping/records.ts';
import { OutputTrail } from '../output/output-trail.ts';
import type { EnginePort } from '../running/machine-port.ts';
import { type MadeMoment, momentOf } from '../session/present-moment.ts';
import { Replay } from '../session/replay.ts';

/** What is to be gone through, up to the moment after `to` entries. */
export interface Passage {
  image: { sha256: string; bytes: Uint8Array };
  log: readonly Entry[];
  to: number;
  /** Milliseconds since 1970. */
  created: number;
}

/** What is told on the way, in order. */
export type PassageNews =
  | { type: 'came'; entries: number; moment: Moment }
  /** After each slice. */
  | { type: 'went'; doneInstructions: number }
  | { type: 'over' }
  /** It can go no further. */
  | { type: 'failed'; sentence: string };

/** Goes through it, slice by slice. */
export function* goingThrough(
  engine: Pick<EnginePort, 'createMachine'>,
  passage: Passage,
  nowMs: () => number,
): Generator<PassageNews, void> {
  const { image, log, to } = passage;
  let came: PassageNews[] = [];
  try {
    const machine = engine.createMachine(image.bytes, 'translator');
    const start = { machine, from: 0, trail: OutputTrail.atBeginning() };
    const reached = (entries: number, made: MadeMoment): void => {
      const id = momentAt(image.sha256, log, entries);
      const date = log[entries - 1]?.date ?? passage.created;
      const moment = momentOf({ id, image: image.sha256, date }, made);
      came.push({ type: 'came', entries, moment });
    };
    const replay = new Replay(start, log, { to }, { reached }, nowMs);
    for (let isOver = false; !isOver; ) {
      isOver = replay.slice() !== undefined;
      yield* came;
      came = [];
      yield { type: 'went', doneInstructions: machine.instructions() };
    }
    yield { type: 'over' };
  } catch (error) {
    yield* came;
    yield { type: 'failed', sentence: reasonOf(error) };
  }
}
