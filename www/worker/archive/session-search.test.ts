/** Owns the check of the search: hits, their context, and the moments they belong to. */
import { expect, test } from 'vitest';
import type { Entry, Moment } from '../keeping/records.ts';
import { type ReadableSession, transcriptOf } from '../session/session-text.ts';
import { ascii } from '../testing/bytes.ts';
import { HITS_GIVEN, searchSession } from './session-search.ts';

const IMAGE = '0'.repeat(64);

/** Each pair: what was typed, and printed after it. */
function session(first: string | Uint8Array, ...rest: [string | undefined, string | undefined][]) {
  const bytesOf = (text: string | Uint8Array): Uint8Array =>
    typeof text === 'string' ? ascii(text) : text;
  const momentOf = (text: string | Uint8Array): Moment => ({
    id: IMAGE,
    image: IMAGE,
    output: bytesOf(text),
    outputBytes: bytesOf(text).length,
    instructions: 0,
    end: 'awaiting-input',
  });
  const moments = [
    momentOf(first),
    ...rest.map(([, printed]) => (printed === undefined ? undefined : momentOf(printed))),
  ];
  const log = rest.map(
    ([echo]): Entry => ({
      bytes: new Uint8Array(1),
      isEnd: false,
      ...(echo !== undefined && { echo }),
      instructions: 0,
      moment: IMAGE,
      date: 0,
    }),
  );
  const reads: ReadableSession = {
    log,
    moments: async (from, to) => moments.slice(from, to + 1),
  };
  return reads;
}

const always = (): boolean => true;

test('hits carry their line and the moment that printed them, typed words too', async () => {
  const one = session(
    ';login: ',
    ['guest', 'logged in as guest\n\x1b[1mYou\x1b[0m have mail.\r\n% '],
    ['mail', 'From: howie\nDear GUEST, hello\n% '],
  );
  expect(await searchSession(one, 'guest', 'utf-8', always)).toEqual({
    total: 3,
    isIncomplete: false,
    hits: [
      { entries: 1, before: ';login: ', hit: 'guest', after: '' },
      { entries: 1, before: 'logged in as ', hit: 'guest', after: '' },
      { entries: 2, before: 'Dear ', hit: 'GUEST', after: ', hello' },
    ],
  });
  // Across what was printed and what was typed to it; not across escape sequences.
  expect((await searchSession(one, '% mail', 'utf-8', always))?.hits).toEqual([
    { entries: 2, before: '', hit: '% mail', after: '' },
  ]);
  expect((await searchSession(one, 'you have', 'utf-8', always))?.total).toBe(1);
  expect((await searchSession(one, 'login: ', 'utf-8', always))?.hits).toMatchObject([
    { entries: 0 },
  ]);
});

test('a prompt is found once, however long it stands', async () => {
  const one = session('prompt> ', [undefined, ''], [undefined, 'more'], ['typed', 'prompt> ']);
  expect((await searchSession(one, 'prompt', 'utf-8', always))?.hits).toEqual([
    { entries: 0, before: '', hit: 'prompt', after: '> ' },
    { entries: 3, before: '', hit: 'prompt', after: '> ' },
  ]);
  expect((await searchSession(one, '> moretyped', 'utf-8', always))?.hits).toMatchObject([
    { entries: 3 },
  ]);
});

test('long lines are shown in part, and only so many hits are given: the latest', async () => {
  const long = session(`${'a'.repeat(1000)}needle${'b'.repeat(1000)}`);
  const [hit] = (await searchSession(long, 'needle', 'utf-8', always))?.hits ?? [];
  expect(hit?.before).toBe(`…${'a'.repeat(32)}`);
  expect(hit?.after).toBe('b'.repeat(80));
  const many = session('x\n'.repeat(3000), ['x', 'x last']);
  const found = await searchSession(many, 'x', 'utf-8', always);
  expect(found?.total).toBe(3002);
  expect(found?.hits).toHaveLength(HITS_GIVEN);
  expect(found?.hits.at(-1)).toMatchObject({ entries: 1, after: ' last' });
});

test('characters across moments, and bytes as the page shows them', async () => {
  const cut = session(Uint8Array.of(0xe2, 0x82), [undefined, undefined], [undefined, '']);
  expect(await searchSession(cut, 'é', 'utf-8', always)).toEqual({
    total: 0,
    hits: [],
    isIncomplete: true,
  });
  const latin = session(Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
  expect((await searchSession(latin, 'CAFÉ', 'latin-1', always))?.total).toBe(1);
});

test('a character whose lower case is longer keeps nothing around it from being found', async () => {
  const one = session(new TextEncoder().encode('İstanbul, Ankara\n'));
  expect(await searchSession(one, 'ANKARA', 'utf-8', always)).toMatchObject({
    hits: [{ before: 'İstanbul, ', hit: 'Ankara' }],
  });
});

test('a search that is no longer wanted ends', async () => {
  const one = session('a', ['b', 'c']);
  expect(await searchSession(one, 'a', 'utf-8', () => false)).toBeUndefined();
});

test('the transcript is all of it, and says what is not there', async () => {
  const one = session('a\n% ', ['ls', 'b\x1b[2J\n% '], [undefined, undefined], ['x', 'y']);
  expect(await transcriptOf(one, 'utf-8')).toEqual({
    text: 'a\n% ls\nb\n% x\ny',
    isCut: false,
  });
  // Up to where a session stands.
  expect((await transcriptOf(one, 'utf-8', 1)).text).toBe('a\n% ls\nb\n% ');
});
