/**
 * Owns the words and answers of every card but the failure's and the host's
 * trouble's: a dump, a file that is refused, a program in the way of another, a
 * known program's key.
 */
import type { KnownProgram } from '../../protocol.ts';
import { exact, shortBytes } from '../elements/quantities.ts';
import type { CardName } from './card-name.ts';
import type { Answer, Card } from './card-stack.ts';
import { refusalText } from './source-mistakes.ts';

/** A dump is passing: how much of it has, so far. Not yet a question. */
export function dumpProgressCard(caughtBytes: number): Card {
  return {
    name: 'dump',
    title: 'The program is printing another program',
    text: [],
    progress: {
      words: `${shortBytes(caughtBytes)} caught so far, kept out of the terminal.`,
      label: 'Catching the dump',
      done: caughtBytes,
    },
    answers: [],
  };
}

export interface CaughtDump {
  caughtBytes: number;
  name: string;
  sha256: string;
  known?: KnownProgram;
  truncated?: boolean;
}

export function dumpCard(
  dump: CaughtDump,
  from: string,
  { boot, download }: { boot: () => void; download: () => void },
): Card {
  const what = dump.known ? ` (${dump.known.title})` : '';
  return {
    name: 'dump',
    title: `${from} printed a program: ${exact(dump.caughtBytes)} bytes${what}`,
    text: [
      dump.truncated
        ? 'It was longer than what is kept here: the file will lack its end and cannot be booted.'
        : (dump.known?.note ?? 'It was kept out of the terminal, byte for byte.'),
    ],
    answers: [
      ...(dump.truncated ? [] : [{ label: 'Boot it', isMain: true, choose: boot }]),
      {
        label: `Download ${dump.name}`,
        keepsCard: true,
        choose: download,
      },
      { label: 'Ignore', choose: () => {} },
    ],
  };
}

/** `whatWas` such as `cave.ums was`; `again` opens it once more, as it is by then. */
export function refusalCard(
  whatWas: string,
  sentence: string,
  openAnother: () => void,
  again?: () => void,
  shelve?: () => void,
): Card {
  return {
    name: 'refusal',
    kind: 'trouble',
    title: `${whatWas} not opened`,
    text: refusalText(sentence),
    takesFocus: true,
    answers: [
      ...(again ? [{ label: 'Open it again', isMain: true, choose: again }] : []),
      { label: 'Open another', isMain: !again, choose: openAnother },
      ...onShelf(shelve),
      { label: 'Dismiss', choose: () => {} },
    ],
  };
}

/** Before a program is given up that is not over, or not kept. */
export function confirmCard(
  title: string,
  text: string,
  {
    yes,
    no,
    agreed,
    shelve,
  }: { yes: string; no: string; agreed: () => void; shelve?: (() => void) | undefined },
): Card {
  return {
    name: 'confirm',
    title,
    text: [text],
    takesFocus: true,
    answers: [
      { label: yes, isMain: true, choose: agreed },
      ...onShelf(shelve),
      { label: no, choose: () => {} },
    ],
  };
}

function onShelf(shelve: (() => void) | undefined): Answer[] {
  return shelve ? [{ label: 'Put it on the shelf', choose: shelve }] : [];
}

/** Nothing ends what the program does, as ^C would elsewhere; `undo` where there is a line to take back. */
export function interruptCard(name: string, pause: () => void, undo?: () => void): Card {
  return {
    name: 'interrupt',
    title: `Ctrl C does not stop ${name}`,
    text: [
      'The Universal Machine has no interrupt.',
      ...(undo ? ['Undo takes back the last line, and all that came of it.'] : []),
    ],
    answers: [
      ...(undo ? [{ label: 'Undo the last line', isMain: true, choose: undo }] : []),
      { label: 'Pause', isMain: !undo, choose: pause },
      { label: 'Let it run', choose: () => {} },
    ],
  };
}

/** A known program that can be helped on its way. */
export function offerCard({ title, note }: KnownProgram, label: string, choose: () => void): Card {
  return {
    name: 'offer',
    title,
    text: [note],
    answers: [
      { label, isMain: true, choose },
      { label: 'Dismiss', choose: () => {} },
    ],
  };
}

/** Something went wrong that can only be known. */
export function troubleCard(name: CardName, title: string, ...text: string[]): Card {
  return { ...newsCard(name, title, ...text), kind: 'trouble' };
}

/** Something to know, and nothing to decide. */
export function newsCard(name: CardName, title: string, ...text: (Node | string)[]): Card {
  return {
    name,
    title,
    text,
    answers: [{ label: 'Dismiss', isMain: true, choose: () => {} }],
  };
}
