/** Owns the words and answers of the cards about kept sessions. */
import type { SessionEvent, SessionSummary, UnkeptReason } from '../../protocol.ts';
import type { Progress } from '../cards/card-progress.ts';
import type { Card } from '../cards/card-stack.ts';
import { troubleCard } from '../cards/other-cards.ts';
import { element } from '../elements/dom.ts';
import { short } from '../elements/quantities.ts';
import { howFar, whereLeft } from './session-words.ts';

/** Something is not kept: what, and why. */
export function unkeptCard({
  sentence,
  why,
  isProgramOnly = false,
}: Omit<Extract<SessionEvent, { type: 'keeping' }>, 'type' | 'isKept'>): Card {
  const title = isProgramOnly ? 'This program cannot be kept' : 'Not everything can be kept';
  return troubleCard('keeping', title, sentence, unkeptAdvice(why, isProgramOnly));
}

/** What a person can do about it. */
function unkeptAdvice(why: UnkeptReason | undefined, isProgramOnly: boolean): string {
  const room = why === 'no-room' ? ' To make room, delete sessions that are not needed.' : '';
  return isProgramOnly
    ? `The program runs on. Keep its file; “Save the program” gives one.${room}`
    : `The program runs on. To be safe, save the transcript.${room}`;
}

/** A session is gone on with whose program had halted: what is in sight is all there is, and where it may go from here. */
export function endedCard(
  name: string,
  acts: { restart: () => void; undo?: () => void; printAgain?: () => void; open: () => void },
): Card {
  const { printAgain } = acts;
  const back = acts.undo ? ' The Timeline goes back to any line of the session.' : '';
  return {
    name: 'ended',
    title: `${name} has ended`,
    text: [`The program halted here and reads no more input. This is its last screen.${back}`],
    takesFocus: true,
    answers: [
      ...(printAgain
        ? [{ label: 'Print its program again', isMain: true, choose: printAgain }]
        : []),
      { label: 'Restart', isMain: !printAgain, choose: acts.restart },
      ...(acts.undo ? [{ label: 'Undo the last line', choose: acts.undo }] : []),
      { label: 'Open another', choose: acts.open },
      { label: 'Dismiss', choose: () => {} },
    ],
  };
}

/** Sessions are exported, and the shelf cannot be read. */
export function unshelvedExportCard(reason: string): Card {
  return troubleCard(
    'unshelved-export',
    'The files on the shelf are not in the export',
    `They cannot be read (${reason}). The sessions are in it, whole.`,
  );
}

/** A program was opened anew that the person left before. `now` in milliseconds since 1970. */
export function leftBeforeCard(session: SessionSummary, now: number, resume: () => void): Card {
  return {
    name: 'left-before',
    title: whereLeft(session, now),
    text: [element('p', {}, ...howFar(session))],
    answers: [
      { label: 'Continue', isMain: true, choose: resume },
      { label: 'Start afresh', choose: () => {} },
    ],
  };
}

export function elsewhereCard(name: string, copy: () => void): Card {
  return {
    name: 'elsewhere',
    title: `${name} is open in another tab`,
    text: ['It goes on there. A copy of it, as it is now, can go on here.'],
    takesFocus: true,
    answers: [
      { label: 'Open a copy', isMain: true, choose: copy },
      { label: 'Dismiss', choose: () => {} },
    ],
  };
}

/** A program came with sessions, and does not fit into the store. */
const AT_HAND =
  'Its sessions can be continued while this page is open, and their lines are kept. Later, open the program first, or import the file again.';

/** What is to be known of several sessions that were taken in. */
export function importedWords({
  withoutProgram,
  unkept,
}: Extract<SessionEvent, { type: 'sessions-imported' }>): string[] {
  const missing =
    withoutProgram === 0
      ? 'They stand among the sessions, beside what was there.'
      : `They stand among the sessions. The programs of ${withoutProgram} are not in the file: open each once, then its sessions can be continued.`;
  return [missing, ...(unkept === undefined ? [] : [`${unkept} ${AT_HAND}`])];
}

/** A session file was taken in. */
export function importedCard(
  {
    name,
    imageName,
    hasProgram,
    unkept,
  }: Pick<
    Extract<SessionEvent, { type: 'session-imported' }>,
    'name' | 'imageName' | 'hasProgram' | 'unkept'
  >,
  resume: () => void,
  takesFocus: Card['takesFocus'] = true,
): Card {
  return {
    name: 'imported',
    title: `The session ${name} is imported`,
    text: [
      hasProgram
        ? 'It stands among the sessions, beside what was there.'
        : `It was played with ${imageName}, which is not in the file: open that program once, then the session can be continued.`,
      ...(unkept === undefined ? [] : [`${unkept} ${AT_HAND}`]),
    ],
    takesFocus,
    answers: [
      ...(hasProgram ? [{ label: 'Continue', isMain: true, choose: resume }] : []),
      { label: 'Dismiss', isMain: !hasProgram, choose: () => {} },
    ],
  };
}

/** A session is gone through beside what runs. */
export function goingThroughCard(
  {
    name,
    doneInstructions: done,
    ofInstructions: all,
  }: Extract<SessionEvent, { type: 'going-through' }>,
  stop: () => void,
): Card {
  return {
    name: 'going-through',
    title: `Going through ${name}`,
    text: ['It was never continued here, so what it printed is found out by playing it.'],
    progress: progressed(done, all),
    answers: [{ label: 'Stop here', choose: stop }],
  };
}

/** A way that takes long enough to be seen; who runs back looks through all that lies behind. */
export function replayingCard(
  {
    doneInstructions,
    ofInstructions,
    isLookedThrough,
  }: Omit<Extract<SessionEvent, { type: 'replaying' }>, 'type'>,
  isRunBack: boolean,
  stop: () => void,
): Card {
  return {
    name: 'replaying',
    title: isRunBack ? 'Running back' : 'On the way to that moment',
    text: [],
    progress: progressed(
      doneInstructions,
      ofInstructions,
      isLookedThrough ? ' looked through' : '',
    ),
    answers: [{ label: 'Stop here', choose: stop }],
  };
}

function progressed(done: number, all: number, looked = ''): Progress {
  const words = `${short(done)} of ${short(Math.max(done, all))} instructions${looked}`;
  return { words, label: `Instructions${looked || ' replayed'}`, done, of: all };
}
