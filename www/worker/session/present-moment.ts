/**
 * Owns the moment that is being made: what was printed since the last entry, the trail up to
 * there, and the moment that comes of it once the machine asks or is over. Deliberately
 * does not know which moment of a log it is, nor where any is kept.
 */
import type { MachineState } from '../../protocol.ts';
import type { Moment, MomentId } from '../keeping/records.ts';
import { ByteLog } from '../output/byte-log.ts';
import type { OutputTrail, SettledTrail } from '../output/output-trail.ts';
import type { StopReason } from '../running/machine-port.ts';

/** What is kept of the output of one moment, to be shown, searched and saved. */
const MOMENT_OUTPUT_BYTES = 1024 * 1024;

/** The output of one moment, as the terminal was given it, as far as it is kept. */
export class MomentOutput {
  readonly #shown = new ByteLog(MOMENT_OUTPUT_BYTES);

  add(bytes: Uint8Array): void {
    this.#shown.append(bytes);
  }

  /** The latest of the bytes, and how many there were in all. */
  get kept(): Pick<Moment, 'output' | 'outputBytes'> {
    return { output: this.bytes, outputBytes: this.#shown.appendedBytes };
  }

  /** The latest of them. */
  get bytes(): Uint8Array {
    const kept = this.#shown.bytes();
    return kept.length > MOMENT_OUTPUT_BYTES ? kept.slice(-MOMENT_OUTPUT_BYTES) : kept;
  }
}

/** A moment that is made: how the machine stood, and what it had printed. */
export interface MadeMoment {
  end: Moment['end'];
  instructions: number;
  output: MomentOutput;
  trail: SettledTrail;
}

/** How a moment ends that the machine stands at; undefined where it is at none. */
export function endOf(standing: StopReason | MachineState): Moment['end'] | undefined {
  switch (standing) {
    case 'awaiting-input':
    case 'halted':
    case 'failed':
      return standing;
    default:
      return undefined;
  }
}

/** The moment as it is kept. */
export function momentOf(
  { id, image, date }: { id: MomentId; image: string; date: number },
  { end, instructions, output, trail: { publications, ...trail } }: MadeMoment,
): Moment {
  return {
    id,
    image,
    ...output.kept,
    instructions,
    end,
    trail,
    ...(publications.length > 0 && {
      publications: publications.map((one) => ({ ...one, date })),
    }),
  };
}

export class PresentMoment {
  #output = new MomentOutput();
  #trail: OutputTrail;
  #isSettled = false;

  /** What was printed up to where it begins. */
  constructor(trail: OutputTrail) {
    this.#trail = trail;
  }

  /** All that was printed so far. */
  get trail(): OutputTrail {
    return this.#trail;
  }

  /** What was shown since the last entry. */
  get output(): MomentOutput {
    return this.#output;
  }

  /** The program is handed an entry: what it prints from now on is the next moment's. */
  begin(): void {
    this.#output = new MomentOutput();
    this.#isSettled = false;
  }

  /** The program printed this, a dump perhaps. */
  printed(bytes: Uint8Array): void {
    this.#trail.printed(bytes);
  }

  /** The terminal was given this. */
  showed(bytes: Uint8Array): void {
    this.#trail.showed(bytes);
    this.#output.add(bytes);
    this.#isSettled = false;
  }

  /** The machine asks, or is over; undefined when nothing came since it was so before. */
  settle(end: Moment['end'], instructions: number): MadeMoment | undefined {
    if (this.#isSettled) return undefined;
    this.#isSettled = true;
    return { end, instructions, output: this.#output, trail: this.#trail.settle() };
  }

  /** What the moment has printed so far was printed elsewhere. */
  continueWith(output: MomentOutput): void {
    this.begin();
    this.#output.add(output.bytes);
  }

  /** It is another moment, which was reached before: what that printed is known. */
  goneTo(trail: OutputTrail): void {
    this.#output = new MomentOutput();
    this.#trail = trail;
    this.#isSettled = true;
  }
}
