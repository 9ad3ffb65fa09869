/**
 * Owns files with several sessions: which there are, in words, and their images,
 * which only the first session of each has. Does not know how a session is made
 * up, nor how it is replayed.
 */
import { HostError } from './complaint.mjs';
import { asking } from './engine.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine */
/** @typedef {import('../wasm/um32.js').ReadSession} ReadSession */

/**
 * The sessions of a file that holds one or several.
 * @param {Engine} engine
 * @param {Uint8Array} bytes
 * @param {string} file its name, for complaints
 * @returns {ReadSession[]}
 */
export function readSessions(engine, bytes, file) {
  const pieces = engine.splitSessions(bytes);
  const sessions = pieces.map((piece, nth) =>
    asking(
      () => engine.readSession(piece),
      (sentence) =>
        new HostError(
          pieces.length === 1 ? `${file}: ${sentence}` : `${file}, session ${nth + 1}: ${sentence}`,
        ),
    ),
  );
  const all = Number(sessions[0]?.notes.bundle?.split('/')[1] ?? sessions.length);
  if (all !== sessions.length) {
    throw new HostError(
      `${file} has ${sessions.length} of its ${all} sessions: it was cut off or altered.`,
    );
  }
  /** @type {Map<string, Uint8Array>} */
  const images = new Map();
  for (const { image } of sessions) if (image.bytes) images.set(image.sha256, image.bytes);
  return sessions.map((session) => {
    const found = session.image.bytes ?? images.get(session.image.sha256);
    return found ? { ...session, image: { ...session.image, bytes: found } } : session;
  });
}

/**
 * What a file holds, a line for each session.
 * @param {ReadSession[]} sessions
 */
export function listing(sessions) {
  return sessions
    .map(({ name, image, entries, created }, nth) => {
      const count = entries.length === 1 ? '1 line' : `${entries.length} lines`;
      const date = new Date(created).toISOString().slice(0, 16).replace('T', ' ');
      const program = image.bytes ? image.name : `${image.name} (not in the file)`;
      return `${String(nth + 1).padStart(4)}  ${date}  ${count.padStart(9)}  ${program}  ${name}`.trimEnd();
    })
    .join('\n');
}
