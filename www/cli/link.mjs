/**
 * Owns links to sessions on the command line: which argument is one, and the
 * session in it. Does not know how a link is written; the engine reads it.
 */
import { givenName } from '../session-log/given-name.mjs';
import { PROMPT_BYTES } from '../session-log/prompts.mjs';
import { FRAGMENT } from '../session-log/shared-session.mjs';
import { TypedEchoes } from '../session-log/typed-echo.mjs';
import { HostError } from './complaint.mjs';
import { asking } from './engine.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine */
/** @typedef {import('../wasm/um32.js').ReadSession} ReadSession */

/**
 * Whether an argument is a link, and no file.
 * @param {string} argument
 */
export function isLink(argument) {
  return argument.includes(FRAGMENT) || /^https?:\/\//i.test(argument);
}

/**
 * The session in a link: what was typed, and the hash of what it was typed to.
 * @param {Engine} engine
 * @param {string} link
 * @returns {ReadSession}
 */
export function sessionOfLink(engine, link) {
  const at = link.indexOf(FRAGMENT);
  if (at < 0) {
    throw new HostError(
      `This link holds no session: nothing follows “${FRAGMENT}” in it. In quotes the shell takes it whole.`,
    );
  }
  const shared = asking(
    () => engine.readShare(link.slice(at + FRAGMENT.length)),
    (sentence) => new HostError(sentence),
  );
  const created = Date.now();
  const typed = shared.entries.map((bytes) => ({ bytes: Uint8Array.from(bytes), isEnd: false }));
  const ended = shared.ends ? [{ bytes: new Uint8Array(0), isEnd: true }] : [];
  return {
    id: '',
    name: '',
    created,
    image: { sha256: shared.sha256, sizeBytes: 0, name: givenName(shared.imageName) },
    // Counts of instructions are not in a link; nothing that replays one asks for them.
    entries: [...typed, ...ended].map((entry) => ({ ...entry, instructions: 0, date: created })),
    marks: [],
    notes: {},
    shelf: [],
    checkpoints: [],
  };
}

/** Learns what the terminal showed of each line, from what was printed before it. */
export class LinkEchoes {
  #echoes;
  #tail = Buffer.alloc(0);

  /** @param {ReadSession} session */
  constructor({ entries }) {
    this.#echoes = new TypedEchoes(entries);
  }

  /** @param {Uint8Array} bytes */
  printed(bytes) {
    this.#tail = Buffer.concat([this.#tail, bytes.subarray(-PROMPT_BYTES)]).subarray(-PROMPT_BYTES);
  }

  /**
   * The entry as a terminal would have noted it.
   * @param {import('../wasm/um32.js').SessionEntry} entry
   * @param {number} nth
   */
  noted(entry, nth) {
    const echo = entry.isEnd ? undefined : this.#echoes.of(nth, entry.bytes, this.#tail);
    this.#tail = Buffer.alloc(0);
    return echo === undefined ? entry : { ...entry, echo };
  }
}
