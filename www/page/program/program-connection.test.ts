/** Owns the check of what the page makes of a worker's events, the worker played by the test. */
import { beforeEach, expect, test, vi } from 'vitest';
import {
  type Command,
  type DepartureCommand,
  type Event,
  type Failure,
  NO_METERS,
} from '../../protocol.ts';
import type { ConnectionListeners } from './connection-listeners.ts';
import { ProgramConnection } from './program-connection.ts';

/** A worker that says what the test says. */
class PlayedWorker extends EventTarget {
  static made: PlayedWorker[] = [];
  readonly heard: Command[] = [];

  constructor() {
    super();
    PlayedWorker.made.push(this);
  }

  postMessage(command: Command): void {
    this.heard.push(command);
  }

  terminate(): void {}

  says(...events: Event[]): void {
    for (const data of events) this.dispatchEvent(new MessageEvent('message', { data }));
  }

  dies(): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message: 'it fell' }));
  }

  /** What it was told of this kind. */
  of<Type extends Command['type']>(type: Type): Extract<Command, { type: Type }>[] {
    return this.heard.filter((one): one is Extract<Command, { type: Type }> => one.type === type);
  }
}

const worker = (): PlayedWorker => PlayedWorker.made.at(-1) as PlayedWorker;
/** By the `load` of this number, where there is one. */
const loaded = (name: string, load?: number): Event => ({
  type: 'loaded',
  ...(load !== undefined && { load }),
  name,
  imageBytes: 4,
  sha256: `hash of ${name}`,
});
const session: Event = { type: 'session', id: 'kept', name: '', entries: 2, head: 2 };
const dumpBytes: Event = { type: 'dump-bytes', id: 3, name: 'umix.um', bytes: Uint8Array.of(1) };

beforeEach(() => {
  vi.stubGlobal('Worker', PlayedWorker);
});

/** A connection, and the names of what its listeners were told. */
function connected(): { connection: ProgramConnection; told: string[] } {
  const told: string[] = [];
  const listeners = new Proxy({} as ConnectionListeners, {
    get: (_, name: string) => () => {
      told.push(name);
      return name === 'engine' ? 'translator' : undefined;
    },
  });
  return { connection: new ProgramConnection(listeners), told };
}

test('a dump is booted also when something else is refused meanwhile', () => {
  const { connection, told } = connected();
  connection.dumps.boot(3);
  worker().says({ type: 'refused', name: 'broken.um32', sentence: '' }, dumpBytes);
  expect(worker().of('load')).toMatchObject([{ name: 'umix.um' }]);
  expect(told).not.toContain('dumpBytes');
});

test('a dump that was booted is downloaded, when that is asked for next', () => {
  const { connection, told } = connected();
  connection.dumps.boot(3);
  worker().says(dumpBytes);
  connection.dumps.take(3);
  worker().says(dumpBytes);
  expect(worker().of('load')).toHaveLength(1);
  expect(told).toContain('dumpBytes');
});

test('what is to be replaced asks nobody, unless the other file is refused', () => {
  const { connection, told } = connected();
  const asks = { type: 'state', state: 'awaiting-input', meters: NO_METERS } as const;
  connection.load({ name: 'one.um', bytes: Uint8Array.of(1) });
  worker().says(loaded('one.um', 1));
  expect(told).not.toContain('leaving');
  connection.load({ name: 'two.um', bytes: Uint8Array.of(2) });
  expect(told.filter((name) => name === 'leaving')).toHaveLength(1);
  worker().says(asks);
  expect(connection.state).toBe('running');
  // As what begins by another way; then the file itself.
  worker().says({ type: 'refused', name: 'two.um32', sentence: '' }, asks);
  expect(connection.state).toBe('running');
  worker().says({ type: 'refused', load: 2, name: 'two.um', sentence: '' });
  expect(connection.state).toBe('awaiting-input');
  expect(told.filter((name) => name === 'leaving')).toHaveLength(2);
  connection.load({ name: 'three.um', bytes: Uint8Array.of(3) });
  worker().says(loaded('three.um', 3), asks);
  expect(connection.state).toBe('awaiting-input');
});

test('what asks before it has heard of lines ahead asks nobody: it has them still', () => {
  const { connection, told } = connected();
  const line = (echo: string) => ({ bytes: Uint8Array.of(10), echo });
  const asks = (ahead?: number): Event => ({
    type: 'state',
    state: 'awaiting-input',
    meters: NO_METERS,
    ...(ahead !== undefined && { ahead }),
  });
  worker().says(loaded('a'), asks());
  expect(connection.state).toBe('awaiting-input');
  connection.input(Uint8Array.of(10), '', [line('one'), line('two')]);
  worker().says(asks());
  expect(connection.state).toBe('running');
  worker().says({ type: 'line-taken', echo: 'one', instructionsDone: 7 });
  expect(told.at(-1)).toBe('lineTaken');
  worker().says(asks(1));
  expect(connection.state).toBe('awaiting-input');
  connection.input(Uint8Array.of(10), '');
  expect(
    worker()
      .of('input')
      .map(({ ahead }) => ahead?.number),
  ).toEqual([1, undefined]);
  worker().dies();
  connection.load({ name: 'b', bytes: new Uint8Array(1) });
  worker().says(loaded('b', 1), asks());
  expect(connection.state, 'another worker was given none').toBe('awaiting-input');
});

test('a worker that died is replaced by the next load, which begins with no credit of the old one', () => {
  const { connection } = connected();
  connection.load({ name: 'one.um', bytes: Uint8Array.of(1) });
  worker().says(loaded('one.um', 1), { type: 'output', bytes: new Uint8Array(100) });
  worker().dies();
  expect(connection.state).toBe('failed');
  connection.restart();
  expect(PlayedWorker.made.length).toBeGreaterThan(1);
  expect(worker().of('load')).toMatchObject([{ name: 'one.um' }]);
  worker().says(loaded('one.um'), { type: 'output', bytes: new Uint8Array(10) });
  connection.drawn(60);
  connection.drawn(50);
  expect(worker().of('ack')).toEqual([{ type: 'ack', outputBytes: 10 }]);
});

test('a restart that is to stand still is one in a new worker too, of a file and of a session', () => {
  const { connection } = connected();
  connection.load({ name: 'one.um', bytes: Uint8Array.of(1) });
  worker().says(loaded('one.um', 1));
  connection.restart(true);
  expect(worker().of('reset')).toMatchObject([{ isPaused: true }]);
  worker().dies();
  connection.restart(true);
  expect(worker().of('load')).toMatchObject([{ name: 'one.um', isPaused: true }]);
  worker().says(loaded('kept.um'));
  worker().dies();
  connection.restart(true);
  expect(worker().heard.map(({ type }) => type)).toEqual(['continue-session', 'pause']);
});

test('a program that went with its worker begins again also where another worker was wanted since', () => {
  const { connection, told } = connected();
  connection.load({ name: 'one.um', bytes: Uint8Array.of(1) });
  worker().says(loaded('one.um', 1));
  worker().dies();
  connection.ask({ type: 'list-sessions' });
  connection.restart();
  expect(worker().heard.map(({ type }) => type)).toEqual(['list-sessions', 'load']);
  expect(connection.isOnTheWay).toBe(false);
  worker().says(loaded('one.um', 2));
  connection.restart();
  expect(worker().of('reset')).toHaveLength(1);
  expect(told).toContain('leaving');
});

test.each<DepartureCommand>([
  { type: 'go-by', steps: -1 },
  { type: 'go-to', entries: 0 },
  { type: 'go-to-moment', moment: 'm' },
])(
  '$type after the worker’s death leads to the session as it is kept, and on from there',
  (way) => {
    const { connection } = connected();
    worker().says(loaded('kept.um'), session);
    worker().dies();
    connection.depart(way);
    expect(worker().heard).toMatchObject([{ type: 'continue-session', id: 'kept' }, way]);
  },
);

test('where that session is not to be had the program stays to be restarted, and nothing is on its way', () => {
  const { connection, told } = connected();
  connection.load({ name: 'one.um', bytes: Uint8Array.of(1) });
  worker().says(loaded('one.um', 1), session);
  worker().dies();
  connection.depart({ type: 'go-by', steps: -1 });
  told.length = 0;
  worker().says(
    { type: 'refused', name: 'The session', sentence: 'It is not kept.' },
    { type: 'state', state: 'empty', meters: NO_METERS, departure: 1 },
  );
  expect([connection.state, connection.program?.name]).toEqual(['failed', 'one.um']);
  expect(connection.isOnTheWay).toBe(false);
  expect(told).toEqual(['refused', 'state']);
  connection.restart();
  expect(worker().of('load')).toMatchObject([{ name: 'one.um' }]);
});

test('a new session of a program that went with its worker begins with its file', () => {
  const { connection } = connected();
  connection.load({ name: 'one.um', bytes: Uint8Array.of(1) });
  worker().says(loaded('one.um', 1));
  worker().dies();
  connection.depart({ type: 'start-over' });
  expect(worker().heard.map(({ type }) => type)).toEqual(['load']);
});

test('a failure that was told of as the worker died is of no other program', () => {
  const { connection, told } = connected();
  worker().says(loaded('one.um'), { type: 'failed', failure: {} as Failure });
  worker().dies();
  connection.load({ name: 'two.um', bytes: Uint8Array.of(2) });
  worker().says(loaded('two.um', 1), { type: 'state', state: 'awaiting-input', meters: NO_METERS });
  expect(told).not.toContain('failed');
});

test('who waits for the program’s image is told that it is gone with the worker', async () => {
  const { connection } = connected();
  worker().says(loaded('kept.um'));
  const source = connection.source();
  expect(worker().of('read-image')).toHaveLength(1);
  worker().dies();
  await expect(source).resolves.toBeUndefined();
});

test.each<[string, Event[]]>([
  ['something else is refused', [{ type: 'refused', name: 'broken.um32', sentence: '' }]],
  ['the one before begins again', [loaded('one.um')]],
])('the file that is saved is the program’s own, though %s on its way', async (_, events) => {
  const { connection } = connected();
  connection.load({ name: 'one.um', bytes: Uint8Array.of(1) });
  worker().says(loaded('one.um', 1));
  connection.load({ name: 'two.ums', bytes: Uint8Array.of(2) });
  worker().says(...events, loaded('two.ums', 2));
  void connection.source();
  expect(worker().of('read-image')).toEqual([]);
  await expect(connection.source()).resolves.toMatchObject({ name: 'two.ums' });
});

test('a file whose reading broke the machine down is not the one to open again beside another program', () => {
  const { connection } = connected();
  connection.load({ name: 'trap.um', bytes: Uint8Array.of(1) });
  worker().says(
    { type: 'host-error', load: 1, sentence: '' },
    { type: 'state', state: 'empty', meters: NO_METERS },
  );
  expect(connection.files.latest?.name, 'it may be mended').toBe('trap.um');
  worker().says(loaded('kept.um'), session);
  expect(connection.files.latest).toBeUndefined();
  worker().says({ type: 'host-error', sentence: 'of the program that runs' });
  connection.load({ name: 'two.um', bytes: Uint8Array.of(2) });
  worker().says({ type: 'host-error', sentence: 'still of that' }, loaded('two.um', 2));
  expect(connection.files.file?.name).toBe('two.um');
});

test('a worker that falls at its beginning is not followed by others without end', () => {
  const { connection } = connected();
  // As the page does whenever nothing is loaded.
  const diesAndIsAsked = (): number => {
    const before = PlayedWorker.made.length;
    worker().dies();
    connection.ask({ type: 'list-sessions' });
    return PlayedWorker.made.length - before;
  };
  const made = Array.from({ length: 5 }, diesAndIsAsked);
  expect(made).toEqual([1, 0, 0, 0, 0]);
  connection.load({ name: 'one.um', bytes: Uint8Array.of(1) });
  expect(worker().of('load')).toHaveLength(1);
  expect(diesAndIsAsked(), 'nor where a person tries again').toBe(0);
  connection.load({ name: 'one.um', bytes: Uint8Array.of(1) });
  worker().says({ type: 'sessions', sessions: [], storage: {}, renamed: 0 });
  expect([diesAndIsAsked(), diesAndIsAsked()]).toEqual([1, 0]);
});

/** A program that is loaded and was typed to, and the connection to it. */
function playing(): ProgramConnection {
  const { connection } = connected();
  connection.load({ name: 'one.um', bytes: Uint8Array.of(1) });
  worker().says(loaded('one.um', 1));
  return connection;
}

test('lines that are not kept are lost by giving the program up, and by closing the tab', () => {
  const connection = playing();
  const unkept: Event = { type: 'keeping', isKept: false, sentence: '', why: 'no-room' };
  const wouldLose = (): boolean[] => [connection.isPrecious, connection.isLostByClosing];
  worker().says(unkept);
  expect(wouldLose(), 'nothing was typed').toEqual([false, false]);
  connection.input(Uint8Array.of(10), '');
  expect(wouldLose()).toEqual([true, true]);
  worker().says({ type: 'state', state: 'halted', meters: NO_METERS });
  expect(wouldLose(), 'over').toEqual([true, true]);
  worker().says({ ...unkept, isProgramOnly: true });
  expect(wouldLose(), 'all but the program is kept').toEqual([false, false]);
  worker().says(unkept, { type: 'keeping', isKept: true, sentence: '' });
  expect(wouldLose(), 'kept again').toEqual([false, false]);
  worker().says(unkept);
  worker().dies();
  expect(wouldLose(), 'lost already').toEqual([false, false]);
});

test('a session that goes on with lines that are not kept is as precious', () => {
  const connection = playing();
  worker().says(session, { type: 'keeping', isKept: false, sentence: '', why: 'no-room' });
  expect(connection.isPrecious).toBe(true);
  connection.close();
  expect(connection.isPrecious).toBe(false);
});

test('lines of a session that was left are lost by closing the tab only, until they are kept', () => {
  const connection = playing();
  const wouldLose = (): boolean[] => [connection.isPrecious, connection.isLostByClosing];
  worker().says({ type: 'left-unkept', isUnkept: true });
  expect(wouldLose()).toEqual([false, true]);
  connection.close();
  expect(wouldLose(), 'no program is open').toEqual([false, true]);
  worker().says({ type: 'left-unkept', isUnkept: false });
  expect(wouldLose()).toEqual([false, false]);
  worker().says({ type: 'left-unkept', isUnkept: true });
  worker().dies();
  expect(wouldLose(), 'lost already').toEqual([false, false]);
});

test('where nothing outlives the tab only closing it loses lines', () => {
  const connection = playing();
  worker().says({ type: 'keeping', isKept: false, sentence: '', why: 'in-memory' });
  expect(connection.isLostByClosing).toBe(false);
  worker().says(session);
  expect([connection.isPrecious, connection.isLostByClosing]).toEqual([false, true]);
  // Another program has none yet; those of the one before are in memory still.
  worker().says(loaded('two.um'), { ...session, entries: 0, head: 0 } as Event);
  expect(connection.isLostByClosing).toBe(true);
});

test('input that the program has not asked for yet is lost by closing the tab while it runs', () => {
  const connection = playing();
  const meters = { ...NO_METERS, pendingInputBytes: 3 };
  worker().says({ type: 'meters', meters });
  expect(connection.isLostByClosing).toBe(true);
  worker().says({ type: 'state', state: 'halted', meters });
  expect(connection.isLostByClosing).toBe(false);
});

test('there is a way back from what was typed, and one forth to what was taken back', () => {
  const { connection } = connected();
  const ways = (): boolean[] => [connection.canGoBack, connection.canGoForth];
  expect(ways(), 'nothing is loaded').toEqual([false, false]);
  worker().says(loaded('one.um'));
  expect(ways(), 'nothing was typed').toEqual([false, false]);
  connection.input(Uint8Array.of(10), '');
  expect(ways(), 'a line is on its way').toEqual([true, false]);
  worker().says(session);
  expect(ways()).toEqual([true, false]);
  connection.depart({ type: 'go-by', steps: -2 });
  expect(ways(), 'on the way').toEqual([true, true]);
  worker().says({ ...session, head: 0 } as Event, {
    type: 'state',
    state: 'awaiting-input',
    meters: NO_METERS,
    departure: 1,
  });
  expect(ways(), 'at the beginning').toEqual([false, true]);
});
