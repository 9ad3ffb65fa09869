/**
 * Owns how a program's file is read: by its name, and where it has none, on standard input,
 * by its content, of which text is taken for assembly. Does not know what is done with the
 * program.
 */
import { isSource } from '../wording/program-names.mjs';
import { asking } from './engine.mjs';
import { readWhole, STANDARD } from './files.mjs';

/** What assembly on standard input is called where the engine goes by names. */
const UNNAMED_SOURCE = 'source.ums';

/**
 * @typedef {object} ProgramFile
 * @property {Uint8Array} bytes as they were read
 * @property {Uint8Array} image unpacked or assembled
 * @property {boolean} isSource it was assembled
 */

/**
 * @param {import('./engine.mjs').Engine} engine
 * @param {string} file
 * @param {(sentence: string) => Error} complain what is thrown where it is no program
 * @returns {Promise<ProgramFile>}
 */
export async function readProgram(engine, file, complain) {
  const bytes = await readWhole(file);
  const isUnnamedSource = file === STANDARD && engine.isText(bytes);
  const name = isUnnamedSource ? UNNAMED_SOURCE : file;
  const image = asking(
    () => engine.readImage(bytes, name),
    (sentence) =>
      complain(
        isUnnamedSource ? `This is text, so it is taken for assembly.\n${sentence}` : sentence,
      ),
  );
  return { bytes, image, isSource: isSource(name) };
}

/**
 * The line of its source that an instruction comes from; nothing of a program that was not assembled.
 * @param {import('./engine.mjs').Engine} engine
 * @param {ProgramFile} file
 * @returns {import('./ending.mjs').SourceLine | undefined}
 */
export function sourceLineOf(engine, { bytes, isSource }) {
  if (!isSource) return undefined;
  return (finger, platter) => engine.sourceLine(bytes, finger, platter);
}
