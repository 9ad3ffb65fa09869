/**
 * Owns `um32 replay`: a session from its beginning, at full speed, to its end or
 * any point, compared with what was recorded where asked. Does not know how a
 * session file is made up; the engine reads it.
 */
import { entriesInForce } from '../session-log/in-force.mjs';
import { counted } from '../wording/figures.mjs';
import { isSource } from '../wording/program-names.mjs';
import { wholeNumber } from './arguments.mjs';
import { print } from './byte-sink.mjs';
import { HostError, Misuse } from './complaint.mjs';
import { deedsBefore, GivenInput } from './doing-over.mjs';
import { ending, exitCodeOf, explain } from './ending.mjs';
import { asking, openEngine } from './engine.mjs';
import { nameOf, readWhole, STANDARD, sinkTo } from './files.mjs';
import { isLink, LinkEchoes, sessionOfLink } from './link.mjs';
import { refuseOverwriting, STANDARD_OUTPUT } from './overwriting.mjs';
import { Playing } from './playing.mjs';
import { readProgram, sourceLineOf } from './program-file.mjs';
import { listing, readSessions } from './session-bundle.mjs';
import { ShownFiles } from './shown-files.mjs';
import { isOfSignal } from './signal-code.mjs';
import { checkStops, stopsAnywhere, stopsOf } from './stops.mjs';
import { tell } from './terminal-line.mjs';
import { Verification } from './verification.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine */
/** @typedef {import('../wasm/um32.js').ReadSession} ReadSession */

/**
 * @typedef {object} ReplayOptions
 * @property {string} [image] the file with the image, when the session has none
 * @property {boolean} [verify]
 * @property {string} [until] instructions
 * @property {string} [mark] entries
 * @property {string} [session] which one of a file with several, counted from 1
 * @property {string} [asciicast] a file to write
 * @property {string} [transcript] a file to write
 */

/** @typedef {ReplayOptions & import('./stops.mjs').StopOptions} Options */

/**
 * @param {string} file its path, or a link to a session
 * @param {Options} options
 * @returns {Promise<number>} the exit code
 */
export async function replaySession(file, options) {
  const until = wholeNumber('--until', options.until);
  const mark = wholeNumber('--mark', options.mark);
  if (until !== undefined && mark !== undefined) {
    throw new Misuse('--until and --mark both say where to end: one of them, please.');
  }
  const link = isLink(file);
  if (link && options.verify) {
    throw new Misuse('A link has nothing to compare with: --verify is for session files.');
  }
  checkStops(options);
  if (options.verify && stopsAnywhere(options)) {
    throw new Misuse('--verify compares the whole session: it stops nowhere.');
  }
  checkFiles(link ? undefined : file, options);
  const engine = await openEngine();
  const sessions = link
    ? [sessionOfLink(engine, file)]
    : readSessions(engine, await readWhole(file), nameOf(file));
  const wanted = wholeNumber('--session', options.session);
  if (wanted === undefined && sessions.length > 1) return severalAtOnce(engine, sessions, options);
  const session = sessions[(wanted ?? 1) - 1];
  if (!session) {
    throw new Misuse(
      `There is no session ${wanted} in ${nameOf(file)}: it has ${sessions.length}.`,
    );
  }
  if (mark !== undefined && mark > session.entries.length) {
    throw new Misuse(
      `--mark ${mark} is beyond the session's end: it has ${counted(session.entries.length, 'entry', 'entries')}.`,
    );
  }
  const program = await programOf(engine, session, options.image);
  return replay(engine, session, program, {
    ...options,
    ...(until !== undefined && { untilInstructions: until }),
    entries: mark ?? inForceOf(session),
    ...(link && { echoes: new LinkEchoes(session) }),
  });
}

/**
 * Refuses files that are in one another's way.
 * @param {string | undefined} file that of the session, if it is in one
 * @param {ReplayOptions} options
 */
function checkFiles(file, { image, transcript, asciicast, verify }) {
  if (file === STANDARD && image === STANDARD) {
    throw new Misuse(
      'The session takes standard input, so the program needs a file: --image FILE.',
    );
  }
  const printed = !verify && transcript !== STANDARD && asciicast !== STANDARD;
  refuseOverwriting(
    [file, image],
    [
      ['--transcript', transcript],
      ['--asciicast', asciicast],
      [STANDARD_OUTPUT, printed ? STANDARD : undefined],
    ],
  );
}

/**
 * A file with several sessions, none of them chosen: all are compared, or listed.
 * @param {Engine} engine
 * @param {ReadSession[]} sessions
 * @param {Options} options
 */
async function severalAtOnce(engine, sessions, options) {
  const forOne = /** @type {const} */ ([
    'until',
    'mark',
    'transcript',
    'asciicast',
    'stop-at',
    'watch',
  ]).find((option) => options[option] !== undefined);
  if (forOne !== undefined) {
    throw new Misuse(
      `--${forOne} is for one session, and the file has ${sessions.length}: say which with --session N.`,
    );
  }
  if (options.verify) return verifyAll(engine, sessions, options);
  await print(`${listing(sessions)}\n`);
  return 0;
}

/**
 * Each session of a file, one after the other; 1 when any differs.
 * @param {Engine} engine
 * @param {ReadSession[]} sessions
 * @param {ReplayOptions} options
 */
async function verifyAll(engine, sessions, options) {
  let exitCode = 0;
  for (const [nth, session] of sessions.entries()) {
    const path = session.image.bytes ? undefined : options.image;
    const program = await programOf(engine, session, path);
    tell(`${nth + 1}. ${session.name || session.image.name}: `);
    const entries = inForceOf(session);
    const ended = await replay(engine, session, program, { verify: true, entries });
    exitCode = Math.max(exitCode, ended);
    if (isOfSignal(ended)) {
      tell('\n');
      break;
    }
  }
  return exitCode;
}

/**
 * What was taken back is played to its end only where that is asked for: it may have none.
 * @param {ReadSession} session
 */
function inForceOf({ notes, entries }) {
  return entriesInForce(notes, entries.length);
}

/**
 * One session from its beginning to where it is to end.
 * @param {Engine} engine
 * @param {ReadSession} session
 * @param {Program} program
 * @param {Options & { untilInstructions?: number, entries: number, echoes?: LinkEchoes }} options
 */
async function replay(engine, session, program, options) {
  const { image, source, sourceLine } = program;
  const stops = stopsOf(options, { engine, image, source }, sourceLine);
  const machine = machineOf(engine, session, image);
  const files = new ShownFiles(session, options);
  const verification = options.verify ? new Verification(engine, session) : undefined;
  const typed = new TypedAgain(session, options.entries);
  const { untilInstructions } = options;
  const playing = new Playing(engine, machine, {
    ...(untilInstructions !== undefined && { untilInstructions }),
    ...(stops && { stops }),
    ...connections({ machine, files, verification, typed, options }),
  });
  const end = await playing.toTheEnd();
  if (end === 'halted' || end === 'failed') {
    verification?.over(typed.count, machine.instructions());
  }
  await files.writeAsciicast(engine);
  if (verification && end !== 'interrupted' && end !== 'out-of-memory') {
    tell(`${verification.sentence(typed.count)}\n`);
    // A failure that was recorded is the same session.
    return verification.difference === undefined ? 0 : 1;
  }
  const run = {
    program: session.image.name,
    engine: 'translator',
    computingMs: playing.computingMs,
    ...(sourceLine && { sourceLine }),
  };
  const ended = ending(end, machine, run);
  const { failed, instructions } = ended;
  if (failed) {
    failed.led = deedsBefore(engine, program, typed.given, { failed, instructions });
  }
  explain(ended);
  if (end !== 'stopped' && end !== 'interrupted') {
    stops?.tellNone();
    tellShort(instructions, untilInstructions);
  }
  const { name } = session.image;
  if (failed && !sourceLine && isSource(name)) {
    tell(`um32: Given ${name} after the session, it tells the lines of the source too.\n`);
  }
  return exitCodeOf(end, playing.interruptedBy);
}

/**
 * That there is less of a session than was to be replayed, which nobody can know before.
 * @param {number} instructions
 * @param {number | undefined} until
 */
function tellShort(instructions, until) {
  if (until === undefined || instructions >= until) return;
  const end = counted(instructions, 'instruction');
  tell(`um32: --until ${until} is beyond the session's end, which was after ${end}.\n`);
}

/**
 * A machine with the session's program, at its beginning.
 * @param {Engine} engine
 * @param {ReadSession} session
 * @param {Uint8Array} image
 */
function machineOf(engine, session, image) {
  const machine = asking(
    () => engine.Machine.ofImage(image),
    (sentence) => new HostError(`${session.image.name}: ${sentence}`),
  );
  machine.translate();
  return machine;
}

/** The entries of a session that are typed again, one after the other. */
class TypedAgain {
  /** Those the program has had. */
  count = 0;
  /** They again, for whoever does it over. */
  given = new GivenInput();
  #entries;

  /**
   * @param {ReadSession} session
   * @param {number} entries how many at most
   */
  constructor(session, entries) {
    this.#entries = session.entries.slice(0, entries);
  }

  /** The next one; undefined when there is none left. */
  next() {
    const entry = this.#entries[this.count];
    if (!entry) return undefined;
    this.count += 1;
    this.given.gave(entry);
    return entry;
  }
}

/**
 * What the machine is connected to: the session's entries on one side, on the other
 * all who want what is printed.
 * @param {object} parts
 * @param {import('../wasm/um32.js').Machine} parts.machine
 * @param {ShownFiles} parts.files
 * @param {Verification | undefined} parts.verification
 * @param {TypedAgain} parts.typed
 * @param {{ verify?: boolean, echoes?: LinkEchoes }} parts.options
 * @returns {import('./playing.mjs').Connections}
 */
function connections({ machine, files, verification, typed, options: { verify, echoes } }) {
  // Comparing is all that is wanted then, and the files have what was printed.
  const sink = verify || files.takesStandardOutput ? undefined : sinkTo(STANDARD);
  return {
    async input() {
      const nth = typed.count;
      verification?.asked(nth, machine.instructions());
      if (verification?.difference !== undefined) return undefined;
      const entry = typed.next();
      if (entry) await files.typed(echoes?.noted(entry, nth) ?? entry);
      return entry;
    },
    async output(bytes) {
      verification?.printed(bytes);
      echoes?.printed(bytes);
      await files.printed(bytes);
      await sink?.write(bytes);
    },
    async flush() {
      await files.ended();
      await sink?.end();
    },
  };
}

/**
 * A session's image, and the lines that its platters come from, where its source is at hand.
 * @typedef {{ image: Uint8Array, source?: Uint8Array | undefined, sourceLine: import('./ending.mjs').SourceLine | undefined }} Program
 */

/**
 * The session's program: its own, or the one in a file, which may be its source.
 * @param {Engine} engine
 * @param {ReadSession} session
 * @param {string | undefined} path
 * @returns {Promise<Program>}
 */
async function programOf(engine, { image }, path) {
  if (path === undefined) {
    if (image.bytes) return { image: image.bytes, sourceLine: undefined };
    const size = image.sizeBytes > 0 ? `${counted(image.sizeBytes, 'byte')} unpacked, ` : '';
    throw new HostError(
      `This session was played with ${image.name} (${size}SHA-256 ${image.sha256}), ` +
        'which it does not contain. Say where it is: --image FILE.',
    );
  }
  const program = await readProgram(
    engine,
    path,
    (sentence) => new HostError(`${nameOf(path)}: ${sentence}`),
  );
  const sha256 = engine.sha256Hex(program.image);
  if (sha256 !== image.sha256) {
    throw new HostError(
      `${nameOf(path)} is not the image of this session: its SHA-256 is ${sha256}, ${image.name} has ${image.sha256}.`,
    );
  }
  const source = program.isSource ? program.bytes : undefined;
  return { image: program.image, source, sourceLine: sourceLineOf(engine, program) };
}
