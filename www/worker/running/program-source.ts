/**
 * Owns the source of the program that was opened, where it was one in notation: which line of it
 * an instruction comes from, and where that of a line stands. Does not know the notation.
 */
import type { Place } from '../../protocol.ts';
import { counted, exact } from '../../wording/figures.mjs';
import type { LoadedImage } from './loaded-image.ts';
import type { EnginePort } from './machine-port.ts';

/** An instruction of the 0 array. */
interface Instruction {
  finger: number;
  platter?: number;
}

export class ProgramSource {
  readonly #engine: EnginePort;
  #opened: { text: Uint8Array; image: LoadedImage } | undefined;

  constructor(engine: EnginePort) {
    this.#engine = engine;
  }

  /** This image was read from this file. */
  opened(file: Uint8Array, image: LoadedImage): void {
    const isSource = image.name.toLowerCase().endsWith('.ums');
    this.#opened = isSource ? { text: file, image } : undefined;
  }

  /** The same, with the line it comes from where that is known. */
  withLine<Told extends Instruction>(told: Told, running: LoadedImage | undefined): Told {
    const line = this.#line(told, running);
    return line === undefined ? told : { ...told, source: line };
  }

  /** The finger at that place of a program that is `platters` long; a sentence where it cannot stand there. */
  fingerAt(place: Place, running: LoadedImage | undefined, platters: number): number | string {
    if ('line' in place) return this.#fingerAtLine(place.line, running);
    const { finger } = place;
    if (finger < platters) return finger;
    const all = counted(platters, 'platter');
    return `The finger cannot stand at ${exact(finger)}: the program has ${all}, counted from 0.`;
  }

  #fingerAtLine(line: number, running: LoadedImage | undefined): number | string {
    if (!this.#opened || running?.sha256 !== this.#opened.image.sha256) {
      return 'The source of this program was not opened: say where the finger is to stand.';
    }
    const finger = this.#engine.sourceOffset(this.#opened.text, line);
    return finger ?? `The source has no instruction in line ${exact(line)}, nor below.`;
  }

  #line({ finger, platter }: Instruction, running: LoadedImage | undefined): string | undefined {
    if (!this.#opened || running?.sha256 !== this.#opened.image.sha256) return undefined;
    const { text, image } = this.#opened;
    const { buffer, byteOffset, byteLength } = image.bytes;
    const [at, view] = [4 * finger, new DataView(buffer, byteOffset, byteLength)];
    // What was written over, or loaded since, stands in no line.
    if (at + 4 > byteLength || view.getUint32(at) !== platter) return undefined;
    return this.#engine.sourceLine(text, finger);
  }
}
