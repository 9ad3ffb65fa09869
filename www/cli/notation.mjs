/**
 * Owns `um32 asm` and `um32 dis`: between files and the engine's assembler and
 * disassembler.
 */
import { isUtf8 } from 'node:buffer';
import { isSource } from '../wording/program-names.mjs';
import { OutputClosed } from './byte-sink.mjs';
import { Misuse } from './complaint.mjs';
import { asking, openEngine } from './engine.mjs';
import { nameOf, readWhole, STANDARD, sinkTo } from './files.mjs';
import { refuseOverwriting, STANDARD_OUTPUT } from './overwriting.mjs';
import { readProgram } from './program-file.mjs';
import { tell } from './terminal-line.mjs';

const PLATTER_BYTES = 4;
/** A listing is made in parts: that of a 16 MB image is 150 MB of text. */
const PART_PLATTERS = 16_384;

/** The file's content is not what the command is for; the message says why. */
class Mistake extends Error {}

/**
 * @param {string} file
 * @param {string | undefined} output
 * @returns {Promise<number>} the exit code
 */
export async function assembleFile(file, output) {
  if (output === undefined && process.stdout.isTTY) {
    throw new Misuse(
      'The program would go to the terminal as binary: name a file with -o, or -o - if you mean it.',
    );
  }
  return translating(file, output ?? STANDARD, async (engine, sink) => {
    const bytes = await readWhole(file);
    // Of what is called assembly the engine knows better what is wrong.
    if (!isUtf8(bytes) && !isSource(file)) {
      throw new Mistake(
        'This is not text in UTF-8, so it is not assembly. um32 dis lists what is a program already.',
      );
    }
    const image = asking(
      () => engine.readImage(bytes, 'source.ums'),
      (sentence) => new Mistake(sentence),
    );
    await sink().write(image);
  });
}

/**
 * @param {string} file
 * @param {string | undefined} output
 * @returns {Promise<number>} the exit code
 */
export function disassembleFile(file, output) {
  return translating(file, output ?? STANDARD, async (engine, sink) => {
    const { image } = await readProgram(engine, file, (sentence) => new Mistake(sentence));
    const out = sink();
    const platters = image.length / PLATTER_BYTES;
    for (let first = 0; first < platters; first += PART_PLATTERS) {
      const part = image.subarray(first * PLATTER_BYTES, (first + PART_PLATTERS) * PLATTER_BYTES);
      await out.write(engine.listing(part, first));
    }
  });
}

/**
 * What both have in common: one file in, one out, and the ways it can go wrong.
 * @param {string} file
 * @param {string} output
 * @param {(engine: import('./engine.mjs').Engine, sink: () => import('./byte-sink.mjs').ByteSink) => Promise<void>} translate
 *   calls `sink` when it has something to write: a mistake leaves an older OUT alone
 */
async function translating(file, output, translate) {
  refuseOverwriting([file], [[output === STANDARD ? STANDARD_OUTPUT : '-o', output]]);
  const engine = await openEngine();
  /** @type {import('./byte-sink.mjs').ByteSink | undefined} */
  let sink;
  try {
    await translate(engine, () => {
      sink = sinkTo(output);
      return sink;
    });
    await sink?.end();
    return 0;
  } catch (error) {
    if (error instanceof OutputClosed) return error.exitCode;
    if (!(error instanceof Mistake)) throw error;
    tell(`um32: ${nameOf(file)}: ${error.message}\n`);
    return 1;
  }
}
