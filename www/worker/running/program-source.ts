/**
 * Owns what is told of the source of the program that runs, where it was opened as one in
 * notation: which line of it an instruction comes from, and where that of a line or a label stands. Does
 * not know the notation.
 */
import type { Place } from '../../protocol.ts';
import { counted, exact } from '../../wording/figures.mjs';
import type { LoadedImage } from './loaded-image.ts';
import type { EnginePort } from './machine-port.ts';

/** An instruction of the 0 array. */
export interface Instruction {
  finger: number;
  platter?: number;
  /** The line that it comes from. */
  source?: string;
}

export class ProgramSource {
  readonly #engine: EnginePort;

  constructor(engine: EnginePort) {
    this.#engine = engine;
  }

  /** The same, with the line it comes from where that is known. */
  withLine<Told extends Instruction>(told: Told, running: LoadedImage | undefined): Told {
    if (!running?.source) return told;
    const source = this.#engine.sourceLine(running.source, told.finger, told.platter);
    return source === undefined ? told : { ...told, source };
  }

  /** The finger at that place of a program that is `platters` long; a sentence where it cannot stand there. */
  fingerAt(place: Place, running: LoadedImage | undefined, platters: number): number | string {
    const finger = 'finger' in place ? place.finger : this.#fingerIn(place, running);
    if (typeof finger === 'string' || finger < platters) return finger;
    const all = counted(platters, 'platter');
    return `The finger cannot stand at ${exact(finger)}: the program has ${all}, counted from 0.`;
  }

  #fingerIn(
    place: Exclude<Place, { finger: number }>,
    running: LoadedImage | undefined,
  ): number | string {
    if (!running?.source) {
      return 'The source of this program is not known: say where the finger is to stand.';
    }
    if ('label' in place) return this.#engine.labelOffset(running.source, place.label);
    const { line } = place;
    const finger = this.#engine.sourceOffset(running.source, line);
    return finger ?? `The source has no instruction in line ${exact(line)}, nor below.`;
  }
}
