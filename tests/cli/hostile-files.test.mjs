/**
 * Owns the check of session files that somebody made to do harm: what the command
 * line tells of them is plain lines, and all that can be read is.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openEngine } from '../../www/cli/engine.mjs';
import { ECHO, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const engine = await openEngine();

const HARM = /[\x00-\x09\x0b-\x1f\x7f\u202e]/;

test('names and dates made up to harm are told in plain lines', async () => {
  const path = workshop.path('harmless.um32');
  const echo = workshop.write('echo.ums', ECHO);
  await um32(['run', echo, '--record', path, '--include-image'], 'one\n');
  const session = engine.readSession(readFileSync(path));
  const name = `\x1b[2J\x1b]0;mine\x07two\nlines \u202e${'W'.repeat(5000)}`;
  const made = [0, 1].map((nth) =>
    engine.writeSession({
      ...session,
      id: `harm ${nth}`,
      name,
      created: Number.MAX_SAFE_INTEGER,
      image: { ...session.image, name },
      notes: { bundle: `${nth + 1}/2` },
    }),
  );
  const bundle = workshop.write('harm.um32', Buffer.concat(made));
  const listed = await um32(['replay', bundle]);
  assert.equal(listed.code, 0, listed.stderr);
  const text = listed.stdout.toString();
  assert.equal(text.split('\n').length, 3);
  assert.match(text, /^ {3}1 {2}.* 2 lines {2}\[2J \]0;mine two lines W+… {2}\[2J/);
  assert.doesNotMatch(text, HARM);
  const verified = await um32(['replay', bundle, '--verify']);
  assert.equal(verified.code, 0, verified.stderr);
  assert.match(verified.stderr, /two lines W+…: The same at 3 of 3 marks/);
  assert.doesNotMatch(verified.stderr, HARM);
});

test('the name of a link’s program is told in plain letters', async () => {
  const link = engine.writeShare({
    sha256: '0'.repeat(64),
    imageName: '\x1b[2Jmine\x07.um',
    entries: [],
    ends: false,
  });
  const refused = await um32(['replay', `https://um32.example/#session=${link}`]);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /was played with \[2Jmine \.um/);
});
