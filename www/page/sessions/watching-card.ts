/** Owns the words and answers of the card of a shared session that is watched. */
import type { Card } from '../cards/card-stack.ts';
import { lines } from '../elements/quantities.ts';

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
