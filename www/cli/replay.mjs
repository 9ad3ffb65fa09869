/**
 * Owns `um32 replay`: a session from its beginning, at full speed, to its end or
 * any point, compared with what was recorded where asked. Does not know how a
 * session file is made up; the engine reads it.
 */
import { createWriteStream, writeFileSync } from 'node:fs';
import { ByteSink, print } from './byte-sink.mjs';
import { HostError, Misuse, systemReason } from './complaint.mjs';
import { counted } from './counted.mjs';
import { ending, exitCodeOf, explain } from './ending.mjs';
import { asking, openEngine } from './engine.mjs';
import { readWhole } from './files.mjs';
import { isLink, LinkEchoes, sessionOfLink } from './link.mjs';
import { refuseOverwriting, STANDARD_OUTPUT } from './overwriting.mjs';
import { Playing } from './playing.mjs';
import { listing, readSessions } from './session-bundle.mjs';
import { CastPieces, TerminalView, TranscriptText } from './terminal-view.mjs';
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

/**
 * @param {string} file its path, or a link to a session
 * @param {ReplayOptions} options
 * @returns {Promise<number>} the exit code
 */
export async function replaySession(file, options) {
  const until = count('--until', options.until);
  const mark = count('--mark', options.mark);
  if (until !== undefined && mark !== undefined) {
    throw new Misuse('--until and --mark both say where to end: one of them, please.');
  }
  const link = isLink(file);
  refuseOverwriting(
    [link ? undefined : file, options.image],
    [
      ['--transcript', options.transcript],
      ['--asciicast', options.asciicast],
      [STANDARD_OUTPUT, options.verify ? undefined : '-'],
    ],
  );
  const engine = await openEngine();
  if (link && options.verify) {
    throw new Misuse('A link has nothing to compare with: --verify is for session files.');
  }
  const sessions = link
    ? [sessionOfLink(engine, file)]
    : readSessions(engine, await readWhole(file), file);
  const wanted = count('--session', options.session);
  if (wanted === undefined && sessions.length > 1) {
    if (options.verify) return verifyAll(engine, sessions, options);
    await print(`${listing(sessions)}\n`);
    return 0;
  }
  const session = sessions[(wanted ?? 1) - 1];
  if (!session) {
    throw new Misuse(`There is no session ${wanted} in ${file}: it has ${sessions.length}.`);
  }
  if (mark !== undefined && mark > session.entries.length) {
    throw new Misuse(
      `--mark ${mark} is behind the session's end: it has ${counted(session.entries.length, 'entry', 'entries')}.`,
    );
  }
  const image = await imageOf(engine, session, options.image);
  return replay(engine, session, image, {
    ...options,
    ...(until !== undefined && { untilInstructions: until }),
    entries: mark ?? session.entries.length,
    ...(link && { echoes: new LinkEchoes(session) }),
  });
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
    const image = await imageOf(engine, session, session.image.bytes ? undefined : options.image);
    process.stderr.write(`${nth + 1}. ${session.name || session.image.name}: `);
    const entries = session.entries.length;
    const ended = await replay(engine, session, image, { verify: true, entries });
    exitCode = Math.max(exitCode, ended);
  }
  return exitCode;
}

/**
 * @param {Engine} engine
 * @param {ReadSession} session
 * @param {Uint8Array} image
 * @param {ReplayOptions & { untilInstructions?: number, entries: number, echoes?: LinkEchoes }} options
 */
async function replay(engine, session, image, options) {
  const machine = asking(
    () => engine.Machine.ofImage(image),
    (sentence) => new HostError(`${session.image.name}: ${sentence}`),
  );
  machine.translate();
  // Comparing is all that is wanted then, and the files have what was printed.
  const sink = options.verify ? undefined : new ByteSink(process.stdout);
  const transcript =
    options.transcript === undefined
      ? undefined
      : new ByteSink(createWriteStream(options.transcript));
  const cast = options.asciicast === undefined ? undefined : new CastPieces();
  const view =
    transcript || cast
      ? new TerminalView(session.entries.slice(0, options.entries), [
          ...(transcript ? [new TranscriptText(transcript)] : []),
          ...(cast ? [cast] : []),
        ])
      : undefined;
  const verification = options.verify ? new Verification(engine, session) : undefined;
  let given = 0;
  const playing = new Playing(engine, machine, {
    ...(options.untilInstructions !== undefined && {
      untilInstructions: options.untilInstructions,
    }),
    async input() {
      verification?.asked(given, machine.instructions());
      if (verification?.difference !== undefined) return undefined;
      const entry = given < options.entries ? session.entries[given] : undefined;
      if (!entry) return undefined;
      await view?.typed(options.echoes?.noted(entry, given) ?? entry);
      given += 1;
      return entry;
    },
    async output(bytes) {
      verification?.printed(bytes);
      options.echoes?.printed(bytes);
      await view?.printed(bytes);
      await sink?.write(bytes);
    },
    async flush() {
      await view?.ended();
      await transcript?.end();
      await sink?.end();
    },
  });
  const end = await playing.toTheEnd();
  if (end === 'halted' || end === 'failed') {
    verification?.over(given, machine.instructions());
  }
  if (cast && options.asciicast !== undefined) {
    write(options.asciicast, engine.writeAsciicast(cast.fields(session)));
  }
  const ended = ending(end, machine, {
    program: session.image.name,
    engine: 'translator',
    computingMs: playing.computingMs,
  });
  if (verification && end !== 'interrupted' && end !== 'out-of-memory') {
    process.stderr.write(`${verification.sentence(given)}\n`);
    // A failure that was recorded is the same session.
    return verification.difference === undefined ? 0 : 1;
  }
  explain(ended, playing.midLine && process.stdout.isTTY);
  return exitCodeOf(end);
}

/**
 * The session's image: its own, or the one in a file.
 * @param {Engine} engine
 * @param {ReadSession} session
 * @param {string | undefined} path
 */
async function imageOf(engine, { image }, path) {
  if (path === undefined) {
    if (image.bytes) return image.bytes;
    const size = image.sizeBytes > 0 ? `${image.sizeBytes} bytes unpacked, ` : '';
    throw new HostError(
      `This session was played with ${image.name} (${size}SHA-256 ${image.sha256}), ` +
        'which it does not contain. Say where it is: --image FILE.',
    );
  }
  const file = await readWhole(path);
  const found = asking(
    () => engine.readImage(file, path),
    (sentence) => new HostError(`${path}: ${sentence}`),
  );
  const sha256 = engine.sha256Hex(found);
  if (sha256 !== image.sha256) {
    throw new HostError(
      `${path} is not the image of this session: its SHA-256 is ${sha256}, ${image.name} has ${image.sha256}.`,
    );
  }
  return found;
}

/**
 * @param {string} option
 * @param {string | undefined} text
 */
function count(option, text) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new Misuse(`${option} takes a whole number, not ${text}.`);
  }
  return value;
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new HostError(`${path} cannot be written: ${systemReason(error)}.`);
  }
}
