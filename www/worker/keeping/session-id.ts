/**
 * Owns how the id of a new session is made. Deliberately not by the browser's
 * `randomUUID`, which sites without https do not have.
 */
import { bytesToHex } from '@noble/hashes/utils.js';

/** 32 hexadecimal digits that no other session has. */
export function newSessionId(): string {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(16)));
}
