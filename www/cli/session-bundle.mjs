/**
 * Owns files with several sessions: which there are, in words, and their images,
 * which only the first session of each has. Does not know how a session is made
 * up, nor how it is replayed.
 */
import { lackOfSessions } from '../session-log/bundle-note.mjs';
import { givenName } from '../session-log/given-name.mjs';
import { MOST_BYTES, TOO_LARGE, unpackedBytes } from '../session-log/unpacked-size.mjs';
import { counted } from '../wording/figures.mjs';
import { HostError } from './complaint.mjs';
import { asking } from './engine.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine */
/** @typedef {import('../wasm/um32.js').ReadSession} ReadSession */

/** The end of the year 9999, after which dates are written in another way and then not at all. */
const LAST_DATE = Date.UTC(9999, 11, 31);

/**
 * The sessions of a file that holds one or several.
 * @param {Engine} engine
 * @param {Uint8Array} bytes
 * @param {string} file its name, for complaints
 * @returns {ReadSession[]}
 */
export function readSessions(engine, bytes, file) {
  const pieces = asking(
    () => engine.splitSessions(bytes),
    (sentence) => new HostError(`${file}: ${sentence}`),
  );
  let sizeBytes = 0;
  const sessions = pieces.map((piece, nth) => {
    if (sizeBytes > MOST_BYTES) throw new HostError(`${file}: ${TOO_LARGE}`);
    const session = asking(
      () => named(engine.readSession(piece)),
      (sentence) =>
        new HostError(
          pieces.length === 1 ? `${file}: ${sentence}` : `${file}, session ${nth + 1}: ${sentence}`,
        ),
    );
    sizeBytes += unpackedBytes(session);
    return session;
  });
  const lack = lackOfSessions(sessions[0]?.notes, sessions.length);
  if (lack !== undefined) throw new HostError(`${file} ${lack}`);
  /** @type {Map<string, Uint8Array>} */
  const images = new Map();
  for (const { image } of sessions) if (image.bytes) images.set(image.sha256, image.bytes);
  return sessions.map((session) => {
    const found = session.image.bytes ?? images.get(session.image.sha256);
    return found ? { ...session, image: { ...session.image, bytes: found } } : session;
  });
}

/**
 * The session with its names as they can be told.
 * @param {ReadSession} session
 * @returns {ReadSession}
 */
function named({ name, image, ...session }) {
  return { ...session, name: givenName(name), image: { ...image, name: givenName(image.name) } };
}

/**
 * What a file holds, a line for each session.
 * @param {ReadSession[]} sessions
 */
export function listing(sessions) {
  return sessions
    .map(({ name, image, entries, created }, nth) => {
      const count = counted(entries.length, 'line');
      const program = image.bytes ? image.name : `${image.name} (not in the file)`;
      return `${String(nth + 1).padStart(4)}  ${minuteOf(created).padStart(16)}  ${count.padStart(9)}  ${program}  ${name}`.trimEnd();
    })
    .join('\n');
}

/**
 * A date to the minute; nothing where the number is no date.
 * @param {number} date in milliseconds since 1970
 */
function minuteOf(date) {
  return date <= LAST_DATE ? new Date(date).toISOString().slice(0, 16).replace('T', ' ') : '';
}
