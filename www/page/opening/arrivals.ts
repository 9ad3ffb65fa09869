/**
 * Owns where a file goes that came into the page: to the sessions, to the
 * shelf, or into the machine, after a word when a program there would be lost
 * to it. Does not know by which way it came (see open-program.ts).
 */
import type { Notices } from '../notices.ts';
import type { ProgramConnection } from '../program/program-connection.ts';
import type { Project } from '../project.ts';
import type { PageSessions } from '../sessions/page-sessions.ts';
import type { Arriving, Opening } from './open-program.ts';

/** Parts that may be made later than this. */
export interface ArrivalParts {
  connection: () => ProgramConnection;
  sessions: () => PageSessions;
  project: () => Project;
  notices: () => Notices;
}

/** `opened`: a program, asked for. `came`: files came in by themselves, and not each is meant to be opened. */
export function arrivalsOf(parts: ArrivalParts): Opening & Arriving {
  return {
    opened: (file, shelve) => {
      if (parts.sessions().importFile(file)) return;
      const connection = parts.connection();
      if (!connection.isLive && !connection.isPrecious) {
        connection.load(file);
        return;
      }
      connection.lookAt(file, (refusal) => {
        if (refusal === undefined) parts.notices().beforeReplacing(file, shelve);
        else parts.notices().refused(file.name, refusal, file, shelve);
      });
    },
    came: (files) => {
      parts.project().take(parts.sessions().importFiles(files));
    },
    unread: (names, sentence, isAll) => parts.notices().unreadable(names, sentence, isAll),
    refused: (name, sentence) => parts.notices().refused(name, sentence),
  };
}
