/** Owns the check of what the page makes of a worker's events, the worker played by the test. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { Command, Event } from '../protocol.ts';
import { type ConnectionListeners, ProgramConnection } from './program-connection.ts';

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
