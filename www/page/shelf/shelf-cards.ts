/** Owns the words and answers of the cards about files: on their way, arrived, refused. */
import type { ExchangeEvent, ExchangeResult } from '../../protocol.ts';
import type { Card } from '../cards/card-stack.ts';
import { troubleCard } from '../cards/other-cards.ts';
import { exact } from '../elements/quantities.ts';

type Progress = Extract<ExchangeEvent, { type: 'exchange' }>;

/** How far a file is, in a line. */
export function progressWords(progress: Progress): string {
  const { kind, name } = progress;
  return `${kind === 'send' ? 'Sending' : 'Fetching'} ${name}: ${figures(progress)}`;
}

function figures({ doneBytes, ofBytes, filesLeft }: Progress): string {
  const done =
    ofBytes === undefined
      ? `${exact(doneBytes)} bytes`
      : `${exact(doneBytes)} of ${exact(ofBytes)} bytes`;
  const rest =
    filesLeft === 0 ? '' : filesLeft === 1 ? ', 1 more file' : `, ${filesLeft} more files`;
  return `${done}${rest}`;
}

/** A file on its way. */
export function progressCard(progress: Progress, stop: () => void): Card {
  const { kind, name, doneBytes, ofBytes } = progress;
  return {
    name: 'exchange',
    title: kind === 'send' ? `Sending ${name}` : `Fetching ${name}`,
    text: [],
    progress: {
      words: figures(progress),
      label: kind === 'send' ? 'Bytes sent' : 'Bytes fetched',
      done: doneBytes,
      ...(ofBytes !== undefined && { of: ofBytes }),
    },
    answers: [{ label: 'Stop', keepsCard: true, choose: stop }],
  };
}

/** Files that did not go, each in a sentence. */
export function notDoneCard(results: readonly ExchangeResult[], again?: () => void): Card {
  const sends = results.filter(({ kind }) => kind === 'send').length;
  const what = sends > 0 ? 'sent' : 'fetched';
  const [first] = results;
  return {
    name: 'exchange-result',
    kind: 'trouble',
    title:
      results.length === 1 && first
        ? `${first.name} was not ${what}`
        : `${results.length} files were not ${what}`,
    text: results.map(({ sentence }) => sentence),
    answers: [
      ...(again ? [{ label: 'Send again', isMain: true, choose: again }] : []),
      { label: 'Dismiss', isMain: !again, choose: () => {} },
    ],
  };
}

/** Files came with a session that was imported. */
export function cameAlongCard(names: readonly string[]): Card {
  const what = names.length === 1 ? 'A file' : `${names.length} files`;
  return {
    name: 'came-along',
    title: `${what} came with what was imported`,
    text: [names.join(', '), 'On the shelf of the program they belong to, beside what was there.'],
    answers: [{ label: 'Dismiss', choose: () => {} }],
  };
}

/** `a.bas is`, `2 files are`. */
export function filesAre(names: readonly string[]): string {
  return names.length === 1 ? `${names[0]} is` : `${names.length} files are`;
}

/** Files came in while a program is there. */
export function shelvedCard(
  names: readonly string[],
  acts: { send?: () => void; open?: () => void },
): Card {
  const [first = ''] = names;
  const isOne = names.length === 1;
  const what = isOne ? first : `${names.length} files`;
  return {
    name: 'shelved',
    title: `${filesAre(names)} on the shelf`,
    text: [
      `${isOne ? 'It is' : 'They are'} kept with this program in the panel Files, and can be sent into UMIX from there.`,
    ],
    answers: [
      ...(acts.send ? [{ label: `Send ${what}`, isMain: true, choose: acts.send }] : []),
      ...(acts.open ? [{ label: 'Open as a program', choose: acts.open }] : []),
      { label: 'Dismiss', isMain: !acts.send, choose: () => {} },
    ],
  };
}

/** Files that did not come onto the shelf, and why. */
export function notShelvedCard(names: readonly string[], sentence: string): Card {
  return troubleCard('unshelved', `${filesAre(names)} not on the shelf`, sentence);
}

/** A dropped file would take the place of another on the shelf. */
export function overwriteCard(name: string, acts: { replace: () => void; both: () => void }): Card {
  return {
    name: `shelved-${name}`,
    title: `The shelf has another ${name}`,
    text: ['It differs from the one that came just now.'],
    takesFocus: true,
    answers: [
      { label: 'Replace it', isMain: true, choose: acts.replace },
      { label: 'Keep both', choose: acts.both },
      { label: 'Keep the old one', choose: () => {} },
    ],
  };
}

/** An account's files are gone at every login; the shelf has them. */
export function sendAgainCard(files: number, send: () => void): Card {
  return {
    name: 'send-shelf',
    title: 'Logged in, to an empty home directory',
    text: [
      `UMIX keeps no uploaded file across logins. The shelf has ${files === 1 ? 'one' : files}.`,
    ],
    answers: [
      {
        label: files === 1 ? 'Send it again' : `Send all ${files} again`,
        isMain: true,
        choose: send,
      },
      { label: 'Not now', choose: () => {} },
    ],
  };
}
