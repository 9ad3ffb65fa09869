/** Owns the check of links to shared sessions on the command line: played, or refused with a sentence. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openEngine } from '../../www/cli/engine.mjs';
import { PROGRAMS, TRANSCRIPTS } from '../programs/folders.mjs';
import { COUNT, ECHO, needing, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const engine = await openEngine();
const echo = workshop.write('echo.ums', ECHO);
const count = workshop.write('count.ums', COUNT.replace('ROUNDS', '1'));
const umix = join(PROGRAMS, 'umix.um.gz');

/**
 * A link to a session of a program.
 * @param {string} program
 * @param {(string | Uint8Array)[]} lines
 */
function linkTo(program, lines, ends = false) {
  const image = engine.readImage(readFileSync(program), program);
  const text = engine.writeShare({
    sha256: engine.sha256Hex(image),
    imageName: program.split('/').at(-1) ?? '',
    entries: lines.map((line) => (typeof line === 'string' ? Buffer.from(line) : line)),
    ends,
  });
  return `https://example.org/um32/?x=1#session=${text}`;
}

test('a link is played with the program, as an option or a second file', async () => {
  const link = linkTo(echo, ['one\n', 'two\n'], true);
  for (const args of [
    [link, '--image', echo],
    [link, echo],
    [link.slice(link.indexOf('#')), echo],
  ]) {
    const { code, stdout } = await um32(['replay', ...args]);
    assert.deepEqual([code, stdout.toString()], [0, 'one\ntwo\n']);
  }
  const one = await um32(['replay', link, echo, '--mark', '1']);
  assert.equal(one.stdout.toString(), 'one\n');
});

test('the program is asked for by name and hash, and another one refused', async () => {
  const link = linkTo(echo, ['one\n']);
  const sha256 = engine.sha256Hex(engine.readImage(readFileSync(echo), echo));
  const asked = await um32(['replay', link]);
  assert.equal(asked.code, 2);
  assert.ok(asked.stderr.includes(`played with echo.ums (SHA-256 ${sha256})`), asked.stderr);
  const other = await um32(['replay', link, count]);
  assert.deepEqual([other.code, other.stdout.length], [2, 0]);
  assert.match(other.stderr, /is not the image of this session/);
});

test('what is no link, or cut off, or cannot be compared, is refused with a sentence', async () => {
  const link = linkTo(echo, ['one\n']);
  for (const [args, word] of /** @type {[string[], RegExp][]} */ ([
    [[link.slice(0, -4), echo], /This link holds no session: /],
    [['https://example.org/um32/', echo], /nothing follows “#session=”/],
    [[link, echo, '--verify'], /nothing to compare with/],
    [[link, echo, '--mark', '2'], /beyond the session's end/],
    [[link, echo, '--image', echo], /given twice/],
    [[link, echo, count], /one too many\.\n/],
  ])) {
    const { code, stderr, stdout } = await um32(['replay', ...args]);
    assert.deepEqual([code, stdout.length], [2, 0]);
    assert.match(stderr, word);
  }
});

test('its transcript has the typed lines, and one line for a file of one line', async () => {
  const opening = 'rm a\n/bin/umodem a ZYYYY\n';
  const transcript = workshop.path('link.txt');
  const link = linkTo(echo, ['ls\n', opening, 'textZYYYY', Buffer.from('caf\xe9\n', 'latin1')]);
  const { code } = await um32(['replay', link, echo, '--transcript', transcript]);
  assert.equal(code, 0);
  assert.equal(
    readFileSync(transcript, 'utf8'),
    'ls\nls\n[a was not sent: rm a]\ntextZYYYYcaf\ufffd\n',
  );
});

test('what is typed at a prompt for a password is not shown', async () => {
  const transcript = workshop.path('password.txt');
  const link = linkTo(echo, ['password: ', 'secret\n', 'next\n'], true);
  await um32(['replay', link, echo, '--transcript', transcript]);
  // The program itself prints it.
  const shown = 'password: \npassword: \nsecret\nnext\nnext\n';
  assert.equal(readFileSync(transcript, 'utf8'), shown);
});

const typed = join(TRANSCRIPTS, 'howie-adventure.in');
const printed = join(TRANSCRIPTS, 'howie-adventure.out');
test(
  'a recorded session of UMIX as a link, byte for byte',
  needing(umix, typed, printed),
  async () => {
    const lines = readFileSync(typed, 'latin1').split(/(?<=\n)/);
    const transcript = workshop.path('umix.txt');
    const link = linkTo(
      umix,
      lines.map((line) => Buffer.from(line, 'latin1')),
      true,
    );
    const { stdout } = await um32(['replay', link, umix, '--transcript', transcript]);
    assert.ok(stdout.equals(readFileSync(printed)));
    assert.ok(existsSync(transcript));
    assert.ok(!readFileSync(transcript, 'utf8').includes('xyzzy'), 'a password is not shown');
  },
);
