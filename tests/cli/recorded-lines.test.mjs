/**
 * Owns the check that what is recorded on the command line is cut into lines, however a pipe
 * brings it.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openEngine } from '../../www/cli/engine.mjs';
import { Recording } from '../../www/cli/recording.mjs';
import { ECHO, outcome, start, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const engine = await openEngine();
const echo = workshop.write('echo.ums', ECHO);

/** @param {string} path */
const read = (path) => engine.readSession(readFileSync(path));

test('an entry is a line, in whatever pieces it comes', async () => {
  // No pipe holds it at once.
  const long = 'x'.repeat(200_000);
  const path = workshop.path('long');
  const input = `${long}\nshort\nend`;
  await um32(['run', echo, '--record', path, '--include-image'], input);
  const typed = read(path).entries.map(({ bytes, echo }) => [bytes.length, echo?.length]);
  assert.deepEqual(typed, [
    [200_001, 200_000],
    [6, 5],
    [3, 3],
    [0, undefined],
  ]);
  const verified = await um32(['replay', path, '--verify']);
  assert.equal(verified.stderr, 'The same at 5 of 5 marks, through 4 entries.\n');

  // What comes of a line is for the program at once: it may be waited for.
  const slow = workshop.path('slow');
  const child = start(['run', echo, '--record', slow, '--include-image']);
  const ended = outcome(child);
  child.stdin.write('on');
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdin.end('e\ntwo\n');
  assert.equal((await ended).stdout.toString(), 'one\ntwo\n');
  assert.deepEqual(
    read(slow).entries.map(({ bytes, echo }) => [Buffer.from(bytes).toString(), echo]),
    [
      ['one\n', 'one'],
      ['two\n', 'two'],
      ['', undefined],
    ],
  );
  assert.equal((await um32(['replay', slow, '--verify'])).code, 0);
});

/** A recording of the echo that nothing runs. @param {string} path */
function recordingTo(path) {
  const image = engine.readImage(readFileSync(echo), echo);
  return new Recording(engine, path, { image, program: echo, includeImage: false });
}

test('what is typed is in the file a second later, each time', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const path = workshop.path('each');
  const recording = recordingTo(path);
  const lines = ['one\n', 'two\n', 'three\n'];
  for (const [nth, line] of lines.entries()) {
    recording.given({ bytes: Buffer.from(line), isEnd: false }, 7);
    assert.equal(read(path).entries.length, nth);
    context.mock.timers.tick(1000);
    assert.equal(read(path).entries.length, nth + 1);
  }
});

test('a line that turns out to be no text has no echo, though its beginning was saved with one', () => {
  const path = workshop.path('turns');
  const recording = recordingTo(path);
  const saved = (/** @type {string} */ piece) => {
    recording.given({ bytes: Buffer.from(piece), isEnd: false }, 7);
    recording.save();
    return read(path).entries.map(({ bytes, echo }) => [Buffer.from(bytes).toString(), echo]);
  };
  assert.deepEqual(saved('on'), [['on', 'on']]);
  assert.deepEqual(saved('e\x1b\n'), [['one\x1b\n', undefined]]);
  assert.deepEqual(saved('two\n').at(-1), ['two\n', 'two']);
});
