/**
 * Owns the check of session files that somebody made to do harm: what the command
 * line tells of them is plain lines, and all that can be read is.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
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

test('numbers that JavaScript cannot hold are refused in a sentence', async () => {
  const path = workshop.path('dated.um32');
  const echo = workshop.write('dated.ums', ECHO);
  await um32(['run', echo, '--record', path, '--include-image'], 'one\n');
  const session = engine.readSession(readFileSync(path));
  const latest = engine.writeSession({ ...session, created: Number.MAX_SAFE_INTEGER });
  // One more than that, as the file writes it.
  const larger = altered(latest, 'HEAD', (head) =>
    Buffer.from(head.toString('hex').replace('ffffffffffffff0f', '8080808080808010'), 'hex'),
  );
  assert.equal((await um32(['replay', workshop.write('latest.um32', latest), '--verify'])).code, 0);
  const refused = await um32(['replay', workshop.write('larger.um32', larger), '--verify']);
  assert.equal(refused.code, 2);
  assert.match(
    refused.stderr,
    /^um32: .*larger\.um32: This session makes no sense: a count or a date in it is larger than any can be\.\n$/,
  );
});

test('more lines than there is memory for are refused, however small their file', async () => {
  const path = workshop.path('few.um32');
  const echo = workshop.write('few.ums', ECHO);
  await um32(['run', echo, '--record', path, '--include-image'], 'one\n');
  const lines = 100_000_000;
  const log = Buffer.alloc(4 + 4 * lines);
  for (let at = 0; at < 4; at++) log[at] = ((lines >> (7 * at)) & 0x7f) | (at < 3 ? 0x80 : 0);
  const many = altered(readFileSync(path), 'LOGS', () => log, true);
  assert.ok(many.length < 1_000_000);
  const refused = await um32(['replay', workshop.write('many.um32', many)]);
  assert.equal(refused.code, 2, refused.stderr);
  assert.match(
    refused.stderr,
    /many\.um32: This session is larger than um32 takes: it has over a million lines\.\n$/,
  );
});

const HEAD_BYTES = 10;
const FRAME_BYTES = 9;
const CRC_BYTES = 4;

/**
 * A session file with another content of one section, and checksums that fit.
 * @param {Uint8Array} file
 * @param {string} wanted the section's tag
 * @param {(content: Buffer) => Buffer} alter
 * @param {boolean} [isPacked] whether it is packed in the file that is made
 */
function altered(file, wanted, alter, isPacked = false) {
  const old = Buffer.from(file);
  let made = old.subarray(0, HEAD_BYTES);
  for (let at = HEAD_BYTES; at < old.length; ) {
    const frame = old.subarray(at, at + FRAME_BYTES);
    const end = at + FRAME_BYTES + frame.readUInt32LE(5);
    const content = old.subarray(at + FRAME_BYTES, end);
    const tag = frame.toString('latin1', 0, 4);
    if (tag === wanted) {
      const unpacked = frame[4] === 1 ? inflateRawSync(content.subarray(4)) : content;
      const now = alter(unpacked);
      const part = isPacked ? section(tag, 1, packed(now)) : section(tag, 0, now);
      made = Buffer.concat([made, part]);
    } else if (tag === 'DONE') {
      made = Buffer.concat([made, section(tag, 0, createHash('sha256').update(made).digest())]);
    } else {
      made = Buffer.concat([made, section(tag, frame[4] ?? 0, content)]);
    }
    at = end + CRC_BYTES;
  }
  return made;
}

/** @param {Buffer} content */
function packed(content) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(content.length);
  return Buffer.concat([length, deflateRawSync(content)]);
}

/**
 * @param {string} tag
 * @param {number} packing
 * @param {Buffer} content
 */
function section(tag, packing, content) {
  const frame = Buffer.from(`${tag}     `, 'latin1');
  frame[4] = packing;
  frame.writeUInt32LE(content.length, 5);
  const sum = Buffer.alloc(CRC_BYTES);
  sum.writeUInt32LE(crc32(Buffer.concat([frame, content])));
  return Buffer.concat([frame, content, sum]);
}
