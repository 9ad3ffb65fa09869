/**
 * Owns the check of what a log says of files that were moved: where a session may stand, what
 * of it may be given up, and in which words a file is told of.
 */
import { expect, test } from 'vitest';
import {
  exchangeNames,
  findExchanges,
  isOnlyFetched,
  type LogEntry,
  midstOfExchanges,
  noteOf,
  standing,
} from './exchange-log.mjs';
import { fetchLine, PART_BYTES, sendOpening, sendParts, sendStop } from './umix-words.mjs';

const SENTINEL = 'ZYYYY';
const NEWS_PROMPT = "\nYou have new mail. Type 'mail' to view.\n% ";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
/** What a person typed stands on the terminal. */
const line = (echo: string): LogEntry => ({ bytes: ascii(`${echo}\n`), isEnd: false, echo });
const moved = (...parts: Uint8Array[]): LogEntry[] =>
  parts.map((bytes) => ({ bytes, isEnd: false }));
const sent = (name: string, sizeBytes: number): LogEntry[] =>
  moved(sendOpening(name, SENTINEL), ...sendParts(new Uint8Array(sizeBytes), SENTINEL));
const fetched = (name: string): LogEntry[] => moved(fetchLine('dump', name));
const reply = (output: string, outputBytes = output.length) => ({
  output: ascii(output),
  outputBytes,
});

/** The note of the only file in the log. */
function note(log: readonly LogEntry[], ...replies: (ReturnType<typeof reply> | undefined)[]) {
  const [exchange, ...others] = findExchanges(log);
  expect(others).toEqual([]);
  return exchange && noteOf(exchange, replies);
}

test('a file is gone back over as a whole, and forth again as a whole', () => {
  const log = [line('ls'), ...sent('a', PART_BYTES + 1), line('cat a')];
  expect(log).toHaveLength(5);
  const stood = (from?: number) => log.map((_, entries) => standing(log, entries, from));
  expect(stood()).toEqual([0, 1, 1, 1, 4]);
  // Who comes from before it comes behind it.
  expect(stood(0)).toEqual([0, 1, 4, 4, 4]);
  expect(stood(1)).toEqual([0, 1, 4, 4, 4]);
  expect(stood(5)).toEqual([0, 1, 1, 1, 4]);
});

test('nobody stands behind a file of which only a part was sent', () => {
  const log = [line('ls'), ...sent('a', PART_BYTES + 1).slice(0, 2)];
  for (const from of [undefined, 0, 1, 3]) {
    expect([1, 2, 3].map((entries) => standing(log, entries, from))).toEqual([1, 1, 1]);
  }
});

test('files that follow one another are each a step of their own', () => {
  const half = sent('b.txt', PART_BYTES).slice(0, 2);
  const stopped = [...half, ...moved(sendStop('b.txt', SENTINEL))];
  const log = [...fetched('a.txt'), ...fetched('b.txt'), ...stopped, ...fetched('c.txt')];
  expect(exchangeNames(log)).toEqual([
    ...['fetch a.txt', 'fetch b.txt', 'send b.txt', 'send b.txt', 'send b.txt', 'fetch c.txt'],
  ]);
  expect(log.map((_, entries) => standing(log, entries))).toEqual([0, 1, 2, 2, 2, 5]);
});

test('of a file that was moved all but its end is its midst', () => {
  const log = [line('ls'), ...sent('a', PART_BYTES + 1), line('cat a'), ...fetched('a')];
  expect([...midstOfExchanges(log)]).toEqual([1, 2]);
  expect([...midstOfExchanges(log.slice(0, 3))], 'cut off').toEqual([1]);
});

test('a file that has letters of its sentinel where a part of it ends goes on behind them', () => {
  const file = new Uint8Array(2 * PART_BYTES + 5).fill(SENTINEL.charCodeAt(1));
  const log = [...moved(sendOpening('a.txt', SENTINEL), ...sendParts(file, SENTINEL)), line('ls')];
  expect(standing(log, 2, 0)).toBe(4);
  expect(note(log)).toBe('sent a.txt, 65,541 bytes');
});

test('a file that UMIX refused ends with what its shell was given next', () => {
  const log = [...sent('a', 10).slice(0, 1), line('ls'), ...fetched('b')];
  expect(exchangeNames(log)).toEqual(['send a', undefined, 'fetch b']);
  expect([1, 2, 3].map((entries) => standing(log, entries))).toEqual([1, 2, 3]);
});

test('each step of a file is named by it, and no line is that a person typed', () => {
  const looksLikeIt: LogEntry = { ...fetched('c')[0], echo: '' } as LogEntry;
  const refused = moved(fetchLine('dump', 'b'), fetchLine('cat', 'b'));
  const log = [...sent('a', PART_BYTES), line('ls'), ...refused, looksLikeIt];
  expect(exchangeNames(log)).toEqual([
    ...['send a', 'send a', 'send a', undefined, 'fetch b', 'fetch b'],
  ]);
});

test('what was taken back may be given up only where it is nothing but files fetched', () => {
  const begun = [line('ls')];
  const isGivenUp = (...taken: LogEntry[]) => isOnlyFetched([...begun, ...taken], begun.length);
  expect(isGivenUp(...fetched('a'))).toBe(true);
  expect(isGivenUp(...fetched('a'), ...fetched('b'))).toBe(true);
  expect(isGivenUp(...fetched('a'), line('rm a'))).toBe(false);
  expect(isGivenUp(line('rm a'), ...fetched('a'))).toBe(false);
  expect(isGivenUp(...fetched('a'), line('rm a'), ...fetched('b'))).toBe(false);
  expect(isGivenUp(...sent('a', 10))).toBe(false);
  expect(isGivenUp(...sent('a', 10), ...fetched('a'))).toBe(false);
});

test('a file is said to be sent only where UMIX wrote all of it', () => {
  const log = sent('a', 1234);
  const taken = reply(`Terminate with ${SENTINEL}...\n`);
  const wrote = (words: string) => note(log, taken, reply(`Transferred 1024...\n${words}% `));
  expect(wrote('writing 1234 characters\n')).toBe('sent a, 1,234 bytes');
  expect(wrote('writing 1200 characters\n')).toBe('a was not sent: UMIX wrote 1200 of 1234 bytes');
  expect(wrote('writing 1234 characters\nIllegal filename a\n')).toBe(
    'a was not sent: Illegal filename a',
  );
  expect(note(log, reply('rm: no such file\n% umodem: no room\n% '))).toBe(
    'a was not sent: umodem: no room',
  );
  // What it answered is not known: the log alone says that all of it went.
  expect(note(log, undefined, undefined)).toBe('sent a, 1,234 bytes');
});

test('a file that was stopped or cut off is not said to be sent', () => {
  const taken = reply(`Terminate with ${SENTINEL}...\n`);
  const half = sent('a', PART_BYTES + 1).slice(0, 2);
  expect(note(half, taken)).toBe('sending a');
  expect(note([...half, ...moved(sendStop('a', SENTINEL))], taken, reply('% '))).toBe(
    'sending a was stopped, and the part that had arrived was removed',
  );
});

test.each(['% ', NEWS_PROMPT])(
  'a fetched file of any size is told to the byte, after %j',
  (prompt) => {
    const log = fetched('a');
    const file = '41 42 43 0A\n'.repeat(4);
    const all = `${prompt}${file}${prompt}`;
    expect(note(log, reply(all))).toBe('fetched a, 16 bytes');
    // Of a long one the end alone is kept.
    const end = all.slice(prompt.length + 12);
    expect(note(log, reply(end, all.length + 3_000_000))).toBe('fetched a, 1,000,016 bytes');
    const catted = moved(fetchLine('dump', 'a'), fetchLine('cat', 'a'));
    expect(note(catted, undefined, reply(end, all.length + 3_000_000))).toBe(
      'fetched a, 3,000,048 bytes',
    );
    expect(note(log, reply(`${prompt}unknown command dump\n${prompt}`))).toBe(
      'a was not fetched: unknown command dump',
    );
    expect(note(log, undefined)).toBe('fetched a');
    const [begun] = findExchanges(log);
    expect(begun && noteOf({ ...begun, isCutOff: true }, [])).toBe('fetching a');
  },
);
