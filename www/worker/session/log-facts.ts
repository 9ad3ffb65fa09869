/**
 * Owns what a session's record says of its log, and of where in it the session stands.
 * Deliberately knows no store.
 */
import { type Entry, lastLineTyped, type SessionRecord } from '../keeping/records.ts';
import { fileEntriesIn } from './file-entries.ts';

type LogFacts = Pick<SessionRecord, 'entries' | 'head' | 'fileEntries' | 'lastLine'>;

/** Unless another `head` is said, after all of it. */
export function logFacts(
  log: readonly Pick<Entry, 'bytes' | 'isEnd' | 'echo'>[],
  head = log.length,
): LogFacts {
  const inForce = log.slice(0, head);
  return {
    entries: log.length,
    head,
    fileEntries: fileEntriesIn(inForce),
    lastLine: lastLineTyped(inForce),
  };
}
