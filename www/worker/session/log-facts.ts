/**
 * Owns what a session's record says of its log, where the session stands after all of it.
 * Deliberately knows no store.
 */
import { type Entry, lastLineTyped, type SessionRecord } from '../keeping/records.ts';
import { fileEntriesIn } from './file-entries.ts';

type LogFacts = Pick<SessionRecord, 'entries' | 'head' | 'fileEntries' | 'lastLine'>;

export function logFacts(log: readonly Pick<Entry, 'bytes' | 'isEnd' | 'echo'>[]): LogFacts {
  const entries = log.length;
  return { entries, head: entries, fileEntries: fileEntriesIn(log), lastLine: lastLineTyped(log) };
}
