/**
 * Owns the check of `-` as a file: standard input where one is read, standard output
 * where one is written, and a sentence where it can be neither.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { ECHO, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const echo = workshop.write('echo.ums', ECHO);
const image = workshop.write('echo.um', (await um32(['asm', echo])).stdout);
const session = workshop.path('session');
await um32(['run', image, '--record', session], 'one\ntwo\n');
const transcript = workshop.path('transcript');
const asciicast = workshop.path('asciicast');
await um32(['replay', session, image, '--transcript', transcript, '--asciicast', asciicast]);

after(() => assert.equal(existsSync('-'), false, 'a file of the name - was made'));

/**
 * Done, without a word, with this on standard output.
 * @param {string[]} args
 * @param {string | Uint8Array} input
 * @param {string} expected a file that has it
 */
async function gives(args, input, expected) {
  const { code, stdout, stderr } = await um32(args, input);
  assert.deepEqual([code, stderr], [0, ''], args.join(' '));
  assert.ok(stdout.equals(readFileSync(expected)), args.join(' '));
}

test('asm -o - and dis -o - write to standard output', async () => {
  await gives(['asm', echo, '-o', '-'], '', image);
  await gives(['asm', '-', '--output=-'], ECHO, image);
  const listing = workshop.path('listing');
  await um32(['dis', image, '-o', listing]);
  await gives(['dis', image, '-o', '-'], '', listing);
  await gives(['dis', '-', '-o', '-'], readFileSync(image), listing);
});

test('run --input - reads standard input', async () => {
  const typed = workshop.write('typed', 'one\ntwo\n');
  await gives(['run', image, '--input', '-'], 'one\ntwo\n', typed);
});

test('replay reads session or program from standard input', async () => {
  const typed = workshop.write('typed', 'one\ntwo\n');
  await gives(['replay', '-', image], readFileSync(session), typed);
  await gives(['replay', session, '-'], readFileSync(image), typed);
  await gives(['replay', session, '--image', '-'], readFileSync(image), typed);
});

test('replay --transcript - and --asciicast - have standard output for themselves', async () => {
  await gives(['replay', session, image, '--transcript', '-'], '', transcript);
  await gives(['replay', session, image, '--asciicast', '-'], '', asciicast);
  const both = ['--transcript', '-', '--asciicast', workshop.path('other')];
  await gives(['replay', session, image, ...both], '', transcript);
  assert.ok(readFileSync(workshop.path('other')).equals(readFileSync(asciicast)));
});

test('what is verified goes to standard output as a transcript, and the verdict does not', async () => {
  const args = ['replay', session, image, '--verify', '--transcript', '-'];
  const { code, stdout, stderr } = await um32(args);
  assert.equal(code, 0);
  assert.ok(stdout.equals(readFileSync(transcript)));
  assert.match(stderr, /same/);
});

test('where - is taken already it is misuse, with a sentence', async () => {
  /** @type {[string[], RegExp][]} */
  const cases = [
    [['run', '-', '--input', '-'], /program takes standard input, .* needs --input FILE\./],
    [['run', image, '--report', '-'], /Standard output is what the program prints: --report /],
    [['run', image, '--record', '-'], /Standard output is what the program prints: --record /],
    [['replay', '-', '-'], /session takes standard input, so the program needs a file/],
    [['replay', '-', '--image', '-'], /session takes standard input, so the program needs a file/],
    [
      ['replay', session, image, '--transcript', '-', '--asciicast', '-'],
      /--transcript and --asciicast would both write to standard output: /,
    ],
  ];
  for (const [args, sentence] of cases) {
    const { code, stdout, stderr } = await um32(args, 'typed\n');
    assert.deepEqual([code, stdout.length], [2, 0], args.join(' '));
    assert.match(stderr, sentence);
  }
});

test('what is wrong with standard input is told with its name', async () => {
  const mistaken = await um32(['asm', '-'], 'r9 := 3\n');
  assert.equal(mistaken.code, 1);
  assert.match(mistaken.stderr, /^um32: standard input: line 1, column 1: /);
  const letter = await um32(['run', '-', '--input', image], 'Dear reader,\n');
  assert.equal(letter.code, 2);
  assert.match(
    letter.stderr,
    /^um32: standard input: This is text, so it is taken for assembly\.\nline 1, column 1: /,
  );
  const other = await um32(['replay', session, '-'], Uint8Array.of(0x70, 0, 0, 0));
  assert.match(other.stderr, /^um32: standard input is not the image of this session: /);
});
