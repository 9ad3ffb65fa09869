/**
 * Owns which event tells that something asked of the worker could not be done: the machine's
 * trouble is the host's, what the store refuses leaves the machine as it is. Deliberately
 * does not know what was asked.
 */
import type { Event } from '../protocol.ts';
import { reasonOf } from '../wording/reason.mjs';
import { ConflictError, KeepingError } from './keeping/records.ts';

export function troubleEvent(error: unknown): Event {
  const sentence = reasonOf(error);
  return error instanceof KeepingError || error instanceof ConflictError
    ? { type: 'session-refused', title: 'What was asked could not be done', sentence }
    : { type: 'host-error', sentence };
}
