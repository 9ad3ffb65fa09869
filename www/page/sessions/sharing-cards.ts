/** Owns the words and answers of the cards about a shared session that came. Does not know what is in a link's text. */
import { hashWords } from '../../session-log/shared-session.mjs';
import type { Card } from '../cards/card-stack.ts';
import { element } from '../elements/dom.ts';
import { lines } from '../elements/quantities.ts';

/** A shared session came whose program is not kept here. */
export function programCard(
  { imageName, sha256 }: { imageName: string; sha256: string },
  acts: { chooseFile: () => void; dismiss: () => void },
): Card {
  return {
    name: 'share-program',
    title: `A shared session of ${imageName}`,
    text: [
      `The program does not come with it, and it is not kept here: open ${imageName} from a file of yours.`,
      element('span', { class: 'is-quiet' }, hashWords(sha256)),
    ],
    takesFocus: true,
    answers: [
      { label: `Open ${imageName}`, isMain: true, keepsCard: true, choose: acts.chooseFile },
      { label: 'Dismiss', choose: acts.dismiss },
    ],
  };
}

/** A shared session is watched, line by line. */
export function watchingCard(
  { typed, entries, isOn }: { typed: number; entries: number; isOn: boolean },
  acts: { pauseOrGoOn: () => void; toTheEnd: () => void; takeOver: () => void },
): Card {
  return {
    name: 'watching',
    title: `You are watching a shared session${isOn ? '' : ', paused'}`,
    text: ['Type anything to take over from here; the original stays among the sessions.'],
    progress: {
      words: `${typed} of ${lines(entries)}`,
      label: 'Lines typed',
      done: typed,
      of: entries,
    },
    answers: [
      {
        label: isOn ? 'Pause' : 'Watch on',
        isMain: true,
        keepsCard: true,
        choose: acts.pauseOrGoOn,
      },
      { label: 'To the end', choose: acts.toTheEnd },
      { label: 'Take over here', choose: acts.takeOver },
    ],
  };
}
