/**
 * Owns how it is told that a way elsewhere could not be gone. Deliberately does not know which way
 * that was, nor where the program stands now.
 */
import type { Event } from '../../protocol.ts';
import { brokenDown } from '../../wording/broken-down.mjs';
import { DivergenceError, HostTroubleError } from '../session/replay.ts';

/** `isShared`: to a session that came by a link. */
export function refusedWay(error: unknown, isShared = false): Event {
  if (!(error instanceof DivergenceError)) {
    // The host, or the engine, could not go it.
    const why = error instanceof HostTroubleError ? error.message : brokenDown(error);
    return {
      type: 'session-refused',
      title: 'That moment cannot be reached now',
      sentence: `${why} Nothing is lost: the program goes on where it was, and all sessions stay as they are.`,
    };
  }
  const why = isShared
    ? 'it was made up'
    : 'its lines were altered, or kept by another version of um32. They stay as they are';
  return {
    type: 'session-refused',
    title: isShared ? 'The shared session was not opened' : 'The session goes another way',
    sentence: `Its program does not ask for input where the session has some: ${why}. (${error.message})`,
  };
}
