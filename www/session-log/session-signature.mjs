/**
 * Owns what a session's file is known by before anything reads it. Does not know what is in it:
 * the engine does, and refuses one that something has altered.
 */

/** It begins with these bytes; the engine's signature goes on with those that are spoilt where line ends are. */
const SIGNATURE = [0x89, 0x55, 0x4d, 0x33, 0x32, 0x53];

/** @param {Uint8Array} bytes */
export function isSessionFile(bytes) {
  return SIGNATURE.every((byte, at) => bytes[at] === byte);
}
