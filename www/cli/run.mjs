/**
 * Owns `um32 run`: a program from beginning to end, at full speed, with its
 * input and output connected, and recorded where asked. Does not know how an end
 * is told (ending.mjs), or how a machine is kept running (playing.mjs).
 */
import { createReadStream, openSync } from 'node:fs';
import { systemReason } from '../wording/system-reason.mjs';
import { ByteSink } from './byte-sink.mjs';
import { ByteSource } from './byte-source.mjs';
import { HostError, Misuse } from './complaint.mjs';
import { deedsBefore, GivenInput } from './doing-over.mjs';
import { ending, exitCodeOf, explain, reportFields, whereLeft, writeReport } from './ending.mjs';
import { asking, openEngine } from './engine.mjs';
import { nameOf, openToWrite, STANDARD, standardInput } from './files.mjs';
import { refuseOverwriting, STANDARD_OUTPUT } from './overwriting.mjs';
import { Playing } from './playing.mjs';
import { readProgram, sourceLineOf } from './program-file.mjs';
import { Lines, partOf, placeOfSession, Recording } from './recording.mjs';
import { statisticsText } from './statistics-text.mjs';
import { checkStops, stopsOf } from './stops.mjs';
import { tell, wasShown } from './terminal-line.mjs';

const ENGINES = ['interpreter', 'translator', 'auto'];

/** @typedef {import('./engine.mjs').Engine} Engine */
/** @typedef {import('../wasm/um32.js').Machine} Machine */
/** @typedef {{ input?: string | undefined, report?: string | undefined, engine?: string | undefined, stats?: boolean | undefined, record?: string | undefined, 'include-image'?: boolean | undefined } & import('./stops.mjs').StopOptions} RunOptions */

/**
 * @param {string} file
 * @param {RunOptions} options
 * @returns {Promise<number>} the exit code
 */
export async function runProgram(file, options) {
  const choice = options.engine ?? 'auto';
  checkEngine(choice);
  checkStreams(file, options);
  checkStops(options);
  const includeImage = options['include-image'] ?? false;
  if (includeImage && options.record === undefined) {
    throw new Misuse(
      '--include-image says what goes into the file of --record FILE, which is missing.',
    );
  }
  const input = options.input ?? STANDARD;
  const record = options.record === undefined ? undefined : placeOfSession(options.record);
  refuseOverwriting(
    [file, input],
    [
      ['--report', options.report],
      ['--record', record],
      ['--record', record && partOf(record)],
      [STANDARD_OUTPUT, STANDARD],
    ],
  );
  const source = openInput(input);
  // Opened now: nobody should learn after minutes that the report has no place.
  const report =
    options.report === undefined
      ? undefined
      : openToWrite(options.report, `The report ${options.report}`);
  try {
    const { stats = false } = options;
    const how = { report, choice, stats, record, includeImage, where: options };
    return await runFile(file, source, how);
  } catch (error) {
    const isMisuse = error instanceof Misuse;
    if (report !== undefined && (isMisuse || error instanceof HostError)) {
      const end = isMisuse ? 'misuse' : 'host-error';
      writeReport(report, { end, sentence: error.message, program: file });
    }
    throw error;
  } finally {
    source.close();
  }
}

/**
 * @param {string} file
 * @param {ByteSource} source
 * @param {{ report: number | undefined, choice: string, stats: boolean, record: string | undefined, includeImage: boolean, where: import('./stops.mjs').StopOptions }} options `report` is an open file
 */
async function runFile(file, source, { report, choice, stats, record, includeImage, where }) {
  const engine = await openEngine();
  const complain = (/** @type {string} */ sentence) =>
    new HostError(`${nameOf(file)}: ${sentence}`);
  const programFile = await readProgram(engine, file, complain);
  const { bytes, image, isSource } = programFile;
  const sourceLine = sourceLineOf(engine, programFile);
  const program = { engine, image, source: isSource ? bytes : undefined };
  const stops = stopsOf(where, program, sourceLine);
  const machine = asking(() => engine.Machine.ofImage(image), complain);
  const translates = choice !== 'interpreter' && machine.translate();
  if (choice === 'translator' && !translates) {
    throw new HostError('This Node has no wasm tail calls, which the translator needs.');
  }
  const recording =
    record === undefined
      ? undefined
      : new Recording(engine, record, {
          image,
          program: nameOf(file),
          includeImage,
        });
  const { run, end, given, isSilent } = await play(engine, machine, source, { recording, stops });
  const common = ending(end, machine, {
    program: file,
    engine: translates ? 'translator' : 'interpreter',
    computingMs: run.computingMs,
    ...(sourceLine && { sourceLine }),
  });
  const ended = { ...common, ...whereLeft(end, machine, isSilent, sourceLine) };
  if (end === 'stopped') ended.stopped = stops?.place(machine);
  const statistics = stats && statisticsOf(machine);
  const { failed, instructions } = ended;
  if (failed) {
    failed.led = deedsBefore(engine, { image, sourceLine }, given, { failed, instructions });
  }
  explain(ended);
  if (end === 'halted' || end === 'failed') stops?.tellNone();
  if (statistics) tell(statistics);
  if (report !== undefined) writeReport(report, reportFields(ended));
  return exitCodeOf(end, run.interruptedBy);
}

/**
 * Runs the program to its end, with what comes from the source and goes to standard output.
 * @param {Engine} engine
 * @param {Machine} machine
 * @param {ByteSource} source
 * @param {{ recording: Recording | undefined, stops: import('./stops.mjs').Stops | undefined }} beside
 */
async function play(engine, machine, source, { recording, stops }) {
  const sink = new ByteSink(process.stdout);
  const input = recording ? new Lines(source) : source;
  const given = new GivenInput();
  let isSilent = true;
  const run = new Playing(engine, machine, {
    async input() {
      const bytes = await input.read();
      const piece = { bytes: bytes ?? new Uint8Array(0), isEnd: bytes === undefined };
      if (source.isTerminal()) wasShown(piece.bytes);
      recording?.given(piece, machine.instructions());
      given.gave(piece);
      return piece;
    },
    async output(bytes) {
      recording?.printed(bytes);
      if (bytes.length > 0) isSilent = false;
      await sink.write(bytes);
    },
    flush: () => sink.end(),
    ...(stops && { stops }),
  });
  try {
    const end = await run.toTheEnd();
    if (end === 'halted' || end === 'failed') recording?.mark(machine.instructions());
    return { run, end, given, isSilent };
  } finally {
    recording?.save();
  }
}

/** @param {import('../wasm/um32.js').Machine} machine */
function statisticsOf(machine) {
  const report = machine.translatorReport(0);
  return report ? statisticsText(report) : 'No translator, no statistics.\n';
}

/**
 * Refuses what standard input or output is wanted for twice.
 * @param {string} file
 * @param {RunOptions} options
 */
function checkStreams(file, options) {
  if (file === STANDARD && (options.input ?? STANDARD) === STANDARD) {
    throw new Misuse('The program takes standard input, so its own input needs --input FILE.');
  }
  for (const option of /** @type {const} */ (['report', 'record'])) {
    if (options[option] === STANDARD) {
      throw new Misuse(
        `Standard output is what the program prints: --${option} needs a file of its own.`,
      );
    }
  }
}

/** @param {string} engine */
function checkEngine(engine) {
  if (!ENGINES.includes(engine)) {
    throw new Misuse(`There is no engine ${engine}; there are ${ENGINES.join(', ')}.`);
  }
}

/** @param {string} path */
function openInput(path) {
  if (path === STANDARD) return new ByteSource(standardInput);
  try {
    const fd = openSync(path, 'r');
    return new ByteSource(() => createReadStream(path, { fd }), `The input ${path}`);
  } catch (error) {
    throw new HostError(`The input ${path} cannot be read: ${systemReason(error)}.`);
  }
}
