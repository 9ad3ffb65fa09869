/**
 * Owns the check of what a replay shows of files that were sent and fetched: one
 * line of transcript and asciicast, and all of it in the output.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openEngine } from '../../www/cli/engine.mjs';
import { ECHO, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const engine = await openEngine();
const echo = workshop.write('echo.ums', ECHO);

/**
 * A session in which `rm` and umodem were typed to a program that echoes.
 * @param {string[]} typed
 * @param {(string | undefined)[]} echoes
 */
function session(typed, echoes) {
  const image = engine.readImage(readFileSync(echo), echo);
  const machine = engine.Machine.ofImage(image);
  const entries = typed.map((line, nth) => {
    while (machine.run(1e9) !== engine.Stop.AwaitingInput) machine.takeOutput();
    const bytes = Buffer.from(line);
    machine.pushInput(bytes);
    const shown = echoes[nth];
    return {
      bytes,
      isEnd: false,
      instructions: machine.instructions(),
      date: 1000 * nth,
      ...(shown !== undefined && { echo: shown }),
    };
  });
  machine.free();
  return {
    id: 'files',
    name: '',
    created: 0,
    image: {
      sha256: engine.sha256Hex(image),
      sizeBytes: image.length,
      name: 'echo.ums',
      bytes: image,
    },
    entries,
  };
}

/**
 * What a replay writes besides what it prints.
 * @param {import('../../www/wasm/um32.js').SessionFields} fields
 * @param {string[]} options
 */
async function shownOf(fields, ...options) {
  const path = workshop.write('files', engine.writeSession(fields));
  const transcript = workshop.path('files.txt');
  const cast = workshop.path('files.cast');
  const { code, stdout } = await um32([
    'replay',
    path,
    '--transcript',
    transcript,
    '--asciicast',
    cast,
    ...options,
  ]);
  assert.equal(code, 0);
  const events = readFileSync(cast, 'utf8').trimEnd().split('\n').slice(1);
  return {
    stdout: stdout.toString(),
    transcript: readFileSync(transcript, 'utf8'),
    cast: events
      .map((line) => JSON.parse(line))
      .filter(([, kind]) => kind === 'o')
      .map(([, , data]) => data)
      .join(''),
  };
}

test('a file that was moved is one line of transcript and asciicast, and whole in the output', async () => {
  const opening = 'rm a\n/bin/umodem a ZYYYY\n';
  const typed = ['ls\n', opening, 'ls\n', '\ndump a\n', 'ls\n', '\x1b[1mbold\n'];
  const fields = session(typed, ['ls', undefined, 'ls', undefined, 'ls', 'bold']);
  const folded = '[a was not sent: rm a]\n';
  const fetched = '[a was not fetched: UMIX answered with something else]\n';
  const whole = await shownOf(fields);
  assert.equal(whole.stdout, typed.join(''));
  assert.equal(whole.transcript, `ls\nls\n${folded}ls\nls\n${fetched}ls\nls\nbold\nbold\n`);
  assert.equal(
    whole.cast,
    `ls\nls\n${folded}ls\nls\n${fetched}ls\nls\nbold\n\x1b[1mbold\n`.replaceAll('\n', '\r\n'),
  );
  const amid = await shownOf(fields, '--mark', '2');
  assert.equal(amid.transcript, `ls\nls\n${folded}`);
  // A line that a person typed is no file's, whatever it says.
  const typedByHand = await shownOf(session([opening], ['by hand']));
  assert.equal(typedByHand.transcript, `by hand\n${opening}`);
});
