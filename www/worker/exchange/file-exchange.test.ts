/**
 * Owns the check of what the page is told of a file on its way: how far it is, what the program
 * says as it ends in the midst of one, whose credit is given back. How files come to be in UMIX
 * is checked through the desk (testing/file-exchange.test.ts).
 */
import { expect, test } from 'vitest';
import type { Event } from '../../protocol.ts';
import { PART_BYTES } from '../../session-log/umix-words.mjs';
import { ascii } from '../testing/bytes.ts';
import { type Errand, FileExchange } from './file-exchange.ts';

/** An exchange at UMIX's shell, which is begun, and the events that it told. */
function begun(errands: Errand[], isLineWaiting = false) {
  const events: Event[] = [];
  const clock = { nowMs: 0 };
  const exchange = new FileExchange({
    emit: (event) => events.push(event),
    nowMs: () => clock.nowMs,
  });
  exchange.printed(ascii('% '));
  exchange.add(errands);
  exchange.asked(isLineWaiting);
  /** UMIX reads what it is given, says this and asks for more. */
  const answered = (reply: string): void => {
    exchange.take();
    exchange.printed(ascii(reply));
    exchange.asked(false);
  };
  const told = <T extends Event['type']>(type: T) =>
    events.filter((event): event is Extract<Event, { type: T }> => event.type === type);
  return { exchange, clock, answered, told };
}

const send = (name: string, sizeBytes: number): Errand => ({
  kind: 'send',
  name,
  bytes: new Uint8Array(sizeBytes),
});
const ENDED_EARLY = { isDone: false, sentence: 'a.bin was left half way.' };

test('how much of a file UMIX has read is told, and how many wait, a few times a second', () => {
  const { exchange, clock, answered, told } = begun([send('a.bin', PART_BYTES + 10), send('b', 1)]);
  const last = () => told('exchange').at(-1);
  const OF = { type: 'exchange', kind: 'send', name: 'a.bin', filesLeft: 1 };
  expect(last()).toEqual({ ...OF, doneBytes: 0, ofBytes: PART_BYTES + 10 });
  answered('Terminate with ZYYYY...\n');
  exchange.take();
  clock.nowMs += 100;
  exchange.progress(1_000);
  expect(last()).toMatchObject({ ...OF, doneBytes: PART_BYTES - 1_000 });
  clock.nowMs += 99;
  exchange.progress(500);
  expect(last()).toMatchObject({ doneBytes: PART_BYTES - 1_000 });
  clock.nowMs += 1;
  // The sentinel behind it is none of the file.
  answered('');
  expect(last()).toMatchObject({ doneBytes: PART_BYTES + 10 });
});

test('of a file that is fetched it is told how much has come', () => {
  const { exchange, clock, told } = begun([{ kind: 'fetch', name: 'a.bin' }]);
  exchange.take();
  exchange.printed(ascii('41 42 43 '));
  exchange.printed(ascii('44 45 46 '));
  clock.nowMs += 100;
  exchange.progress(0);
  expect(told('exchange').at(-1)).toEqual({
    ...{ type: 'exchange', kind: 'fetch', name: 'a.bin', filesLeft: 0 },
    doneBytes: 6,
  });
});

test('what became of all files is told once, when the last is over', () => {
  const { answered, told } = begun([
    send('a.bin', 10),
    { kind: 'fetch', name: 'a.bin' },
    { kind: 'fetch', name: 'none' },
  ]);
  answered('Terminate with ZYYYY...\n');
  answered('writing 10 characters\n% ');
  answered('% 41 42\n% ');
  answered('% unknown command dump\n% ');
  expect(told('exchange-over')).toEqual([]);
  answered('% cat: no such file\n% ');
  expect(told('exchange-over')).toMatchObject([
    {
      results: [
        { kind: 'send', name: 'a.bin', isDone: true },
        { kind: 'fetch', name: 'a.bin', isDone: true },
        { kind: 'fetch', name: 'none', isDone: false },
      ],
    },
  ]);
  expect(told('file-fetched')).toMatchObject([{ name: 'a.bin', bytes: ascii('AB') }]);
});

test('where no shell of UMIX asks the sentence says what is not done there', () => {
  const { exchange, told } = begun([send('a.bin', 10)]);
  exchange.printed(ascii(';login: '));
  exchange.abandon(';login: ');
  exchange.add([send('b', 1), { kind: 'fetch', name: 'c' }]);
  exchange.asked(false);
  expect(
    told('exchange-over')
      .at(-1)
      ?.results.map(({ sentence }) => sentence),
  ).toEqual([
    'Only UMIX’s shell (“%”) can take b, and it does not ask for a command now.',
    'Only UMIX’s shell (“%”) can give c, and it does not ask for a command now.',
  ]);
});

test('a line that was typed before goes first', () => {
  const { exchange } = begun([send('a.bin', 1)], true);
  expect([exchange.isOn, exchange.isTalking, exchange.take()]).toEqual([true, false, undefined]);
  exchange.asked(false);
  expect(exchange.isTalking).toBe(true);
});

test('what a program says as it ends in the midst of a file is shown, and no file is on its way', () => {
  const { exchange, answered, told } = begun([send('a.bin', PART_BYTES + 10), send('b', 1)]);
  answered('Terminate with ZYYYY...\n');
  exchange.take();
  exchange.printed(ascii('UMIX shutdown: no room\n'));
  exchange.ended();
  expect(told('output').map(({ bytes }) => bytes)).toEqual([ascii('UMIX shutdown: no room\n')]);
  expect(told('exchange-over')).toMatchObject([
    { results: [ENDED_EARLY, { name: 'b', isDone: false, sentence: 'b was not begun.' }] },
  ]);
  expect([exchange.isOn, exchange.isTalking]).toEqual([false, false]);
});

test('a program that says nothing as it ends has nothing shown, and one without files is left alone', () => {
  const { exchange, told } = begun([send('a.bin', 10)]);
  exchange.ended();
  exchange.ended();
  expect(told('output')).toEqual([]);
  expect(told('exchange-over')).toMatchObject([{ results: [ENDED_EARLY] }]);
});

test('a file that UMIX prints is told to be stopped only where the person had it stopped', () => {
  const fetching = begun([{ kind: 'fetch', name: 'a.bin' }]);
  expect(fetching.exchange.stop()).toBe(true);
  fetching.exchange.abandon();
  expect(fetching.told('exchange-over')).toMatchObject([
    { results: [{ isDone: false, sentence: 'fetching a.bin was stopped.' }] },
  ]);
  const left = begun([{ kind: 'fetch', name: 'a.bin' }]);
  left.exchange.abandon();
  expect(left.told('exchange-over')).toMatchObject([{ results: [ENDED_EARLY] }]);
  const sending = begun([send('a.bin', 10)]);
  expect(sending.exchange.stop()).toBe(false);
  sending.exchange.abandon();
  expect(sending.told('exchange-over')).toMatchObject([{ results: [ENDED_EARLY] }]);
});

test('what is drawn of a file’s own words is no credit of the program, all else is', () => {
  const { exchange, answered, told } = begun([send('a.bin', 10)]);
  answered('Terminate with ZYYYY...\n');
  answered('writing 10 characters\n% ');
  expect(told('exchange-over')).toMatchObject([{ results: [{ isDone: true }] }]);
  // The prompt that waits: it was kept from the terminal with the rest.
  expect(told('output').map(({ bytes }) => bytes)).toEqual([ascii('% ')]);
  expect(exchange.drawn(1)).toBe(0);
  expect(exchange.drawn(5)).toBe(4);
  expect(exchange.drawn(1_000)).toBe(1_000);
});
