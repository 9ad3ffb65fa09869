/** Owns the check of what is told where a session is not kept, or came as a file. */
import { expect, test } from 'vitest';
import { importedCard, importedWords, replayingCard, unkeptCard } from './keeping-cards.ts';

/** What is of use depends on what is not kept, and why. */
test.each([
  ['no-room', false, 'Not everything can be kept', /save the transcript.*delete sessions/],
  ['refused', false, 'Not everything can be kept', /save the transcript\.$/],
  ['in-memory', false, 'Not everything can be kept', /save the transcript\.$/],
  ['no-room', true, 'This program cannot be kept', /Keep its file.*delete sessions/],
  ['too-large', true, 'This program cannot be kept', /Keep its file.*gives one\.$/],
] as const)(
  'what is said where the reason is %s, of the program only: %s',
  (why, isProgramOnly, title, advice) => {
    const card = unkeptCard({ sentence: 'It is so.', why, isProgramOnly });
    expect(card.title).toBe(title);
    expect(card.text[0]).toBe('It is so.');
    expect(card.text[1]).toMatch(advice);
  },
);

test('a session whose program is too large to be kept is continued, and where it cannot be is said', () => {
  const facts = { name: 'An evening', imageName: 'mine.um', hasProgram: true };
  const labels = (card: ReturnType<typeof importedCard>) => card.answers.map(({ label }) => label);
  const kept = importedCard(facts, () => {});
  const unkept = importedCard({ ...facts, unkept: 'It is so.' }, () => {});
  expect(labels(unkept)).toEqual(labels(kept));
  expect(labels(kept)).toContain('Continue');
  expect(unkept.text.slice(0, 1)).toEqual(kept.text);
  expect(unkept.text[1]).toMatch(/^It is so\. .*while this page is open/);
  expect(kept.text).toEqual(['It stands among the sessions, beside what was there.']);
  const without = importedCard({ ...facts, hasProgram: false }, () => {});
  expect(without.answers).toMatchObject([{ label: 'Dismiss', isMain: true }]);
  expect(without.text[0]).toMatch(/^It was played with mine\.um, which is not in the file/);
  const several = { type: 'sessions-imported', count: 2, withoutProgram: 0 } as const;
  expect(importedWords(several)).toEqual(['They stand among the sessions, beside what was there.']);
  expect(importedWords({ ...several, withoutProgram: 2 })[0]).toContain('The programs of 2 are');
  expect(importedWords({ ...several, unkept: 'It is so.' })[1]).toBe(unkept.text[1]);
});

test('a way tells how far it is, and one back how much was looked through', () => {
  const way = { doneInstructions: 1_200_000, ofInstructions: 5_500_000_000 };
  const shown = ({ title, progress }: ReturnType<typeof replayingCard>) => [title, progress?.words];
  const words = '1.20\u202fM of 5.50\u202fG instructions';
  expect(shown(replayingCard(way, false, () => {}))).toEqual(['On the way to that moment', words]);
  expect(shown(replayingCard(way, true, () => {}))).toEqual(['Running back', words]);
  const looked = replayingCard({ ...way, isLookedThrough: true }, true, () => {});
  expect(shown(looked)).toEqual(['Running back', `${words} looked through`]);
  expect(looked.progress).toMatchObject({ done: 1_200_000, of: 5_500_000_000 });
});
