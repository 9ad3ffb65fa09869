/**
 * Owns the checks of recording and replaying on the command line: what was
 * recorded plays again byte for byte, is compared when asked, and a spoilt file
 * or another image is refused with a sentence.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEngine } from '../../www/cli/engine.mjs';
import { COUNT, ECHO, outcome, start, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const engine = await openEngine();
const echo = workshop.write('echo.ums', ECHO);
const count = workshop.write('count.ums', COUNT.replace('ROUNDS', '3'));

/** @param {string} path */
const read = (path) => engine.readSession(readFileSync(path));

/**
 * Records a program with this input.
 * @param {string} name
 * @param {string} program
 * @param {string | Uint8Array} input
 * @param {string[]} [options]
 */
async function record(name, program, input, options = []) {
  const path = workshop.path(name);
  const { code, stdout } = await um32(['run', program, '--record', path, ...options], input);
  assert.equal(code, 0);
  return { path, stdout };
}

test('a recorded session plays again, with its image inside', async () => {
  const { path, stdout } = await record('inside', echo, 'one\ntwo\nthr', ['--include-image']);
  assert.equal(stdout.toString(), 'one\ntwo\nthr');
  const session = read(path);
  // Where it was on somebody's disk is nobody's business.
  assert.equal(session.image.name, 'echo.ums');
  assert.deepEqual(
    session.entries.map(({ bytes, isEnd, echo }) => [Buffer.from(bytes).toString(), isEnd, echo]),
    [
      ['one\n', false, 'one'],
      ['two\n', false, 'two'],
      ['thr', false, 'thr'],
      ['', true, undefined],
    ],
  );
  assert.deepEqual(
    session.marks.map(({ entries, outputBytes }) => [entries, outputBytes]),
    [
      [0, 0],
      [1, 4],
      [2, 8],
      [3, 11],
      [4, 11],
    ],
  );
  const replayed = await um32(['replay', path]);
  assert.deepEqual([replayed.code, replayed.stdout.toString()], [0, 'one\ntwo\nthr']);
  const verified = await um32(['replay', path, '--verify']);
  assert.deepEqual([verified.code, verified.stdout.length], [0, 0]);
  assert.equal(verified.stderr, 'The same at 5 of 5 marks, through 4 entries.\n');
});

test('a replay ends where it is told to', async () => {
  const { path } = await record('until', echo, 'one\ntwo\n', ['--include-image']);
  const one = await um32(['replay', path, '--mark', '1']);
  assert.deepEqual([one.code, one.stdout.toString()], [0, 'one\n']);
  // The last is the end of input.
  const last = await um32(['replay', path, '--mark', '3']);
  assert.deepEqual([last.code, last.stdout.toString()], [0, 'one\ntwo\n'], last.stderr);
  const [, second] = read(path).entries;
  const amid = await um32(['replay', path, '--until', String(second?.instructions)]);
  assert.deepEqual([amid.code, amid.stdout.toString()], [0, 'one\n']);
  const before = await um32(['replay', path, '--until', '0']);
  assert.deepEqual([before.code, before.stdout.length], [0, 0]);
  assert.doesNotMatch(before.stderr + amid.stderr, /beyond/);
  const beyond = await um32(['replay', path, '--until', '1000000']);
  assert.deepEqual([beyond.code, beyond.stdout.toString()], [0, 'one\ntwo\n']);
  assert.match(
    beyond.stderr,
    /--until 1000000 is beyond the session's end, which was after [\d,]+ instructions\.\n$/,
  );
  for (const [options, word] of /** @type {[string[], RegExp][]} */ ([
    [['--mark', '9'], /beyond the session's end/],
    [['--mark', '4'], /--mark 4 is beyond the session's end: it has 3 entries\./],
    [['--mark', 'x'], /whole number/],
    [['--mark', '1', '--until', '1'], /one of them/],
  ])) {
    const { code, stderr } = await um32(['replay', path, ...options]);
    assert.equal(code, 2);
    assert.match(stderr, word);
  }
});

test('--verify says where a replay first differs', async () => {
  const { path } = await record('differs', echo, 'one\ntwo\n', ['--include-image']);
  const spoil = async (
    /** @type {(session: import('../../www/wasm/um32.js').ReadSession) => void} */ change,
  ) => {
    const session = read(path);
    change(session);
    const spoilt = workshop.write('spoilt', engine.writeSession(session));
    return um32(['replay', spoilt, '--verify']);
  };
  const hash = await spoil(({ marks }) => {
    if (marks[2]) marks[2].outputHash = '0123456789abcdef';
  });
  assert.equal(hash.code, 1);
  assert.match(
    hash.stderr,
    /differs after entry 2 \("two"\): the 8 bytes .* recorded 0123456789abcdef/,
  );
  const further = await spoil(({ marks }) => {
    if (marks[1]) marks[1].instructions += 1000;
  });
  assert.equal(further.code, 1);
  assert.match(
    further.stderr,
    /after entry 1 \("one"\): it came to instruction \d+, and to 1,\d+ when it was recorded/,
  );
  const longer = await spoil(({ marks }) => {
    if (marks[1]) marks[1].outputBytes += 1000;
  });
  assert.equal(longer.code, 1);
  assert.match(longer.stderr, /after entry 1 .* printed 4 bytes up to .*, and 1,004 when/);
  const typed = await spoil(({ entries }) => {
    if (entries[0]) entries[0].bytes = Buffer.from('One\n');
  });
  assert.equal(typed.code, 1);
  assert.match(typed.stderr, /differs after entry 1 \("one"\): the 4 bytes/);
  const counted = await spoil(({ entries }) => {
    for (const entry of entries.slice(1)) entry.instructions += 1000;
  });
  assert.equal(counted.code, 1);
  assert.match(
    counted.stderr,
    /after entry 1 \("one"\): the program asked at instruction \d+, and at 1,\d+ when/,
  );
});

test('--verify says so where there is no output to compare with', async () => {
  const { path } = await record('unmarked', echo, 'one\n', ['--include-image']);
  const unmarked = workshop.write('unmarked', engine.writeSession({ ...read(path), marks: [] }));
  const { code, stderr } = await um32(['replay', unmarked, '--verify']);
  assert.equal(code, 0);
  assert.match(stderr, /^Nothing differs in 2 entries, but the session has no marks/);
});

test('a program that ends early differs from its session', async () => {
  const { path } = await record('early', echo, 'a\n', ['--include-image']);
  const session = read(path);
  const image = engine.readImage(readFileSync(count), count);
  session.image = {
    ...session.image,
    bytes: image,
    sizeBytes: image.length,
    sha256: engine.sha256Hex(image),
  };
  session.marks = [];
  const other = workshop.write('other', engine.writeSession(session));
  const { code, stderr } = await um32(['replay', other, '--verify']);
  assert.equal(code, 1);
  assert.match(stderr, /before any input: the program was over, with 2 entries left/);
});

test('one entry is told as one', async () => {
  const { path } = await record('single', echo, '', ['--include-image']);
  const behind = await um32(['replay', path, '--mark', '2']);
  assert.match(behind.stderr, /it has 1 entry\.\n/);
  const { stderr } = await um32(['replay', path, '--verify']);
  assert.match(stderr, /through 1 entry\.\n/);
});

test('the image is asked for by name, and another one refused', async () => {
  const { path } = await record('outside', echo, 'a\n');
  const asked = await um32(['replay', path]);
  assert.equal(asked.code, 2);
  assert.match(asked.stderr, /echo\.ums .*--image FILE/);
  const other = await um32(['replay', path, '--image', count]);
  assert.equal(other.code, 2);
  assert.match(other.stderr, /is not the image of this session/);
  const right = await um32(['replay', path, '--image', echo]);
  assert.deepEqual([right.code, right.stdout.toString()], [0, 'a\n']);
});

test('how large the image is has its digits in threes', async () => {
  const data = '    .data 7\n'.repeat(250);
  const large = workshop.write('large.ums', `    r1 := input()\n    halt\n${data}`);
  const { path } = await record('large', large, '');
  const { stderr } = await um32(['replay', path]);
  assert.match(stderr, /large\.ums \(1,008 bytes unpacked, /);
});

test('a spoilt session is refused and told where', async () => {
  const { path } = await record('whole', echo, 'a\n');
  const whole = readFileSync(path);
  const cut = workshop.write('cut', whole.subarray(0, whole.length - 7));
  const turned = workshop.write(
    'turned',
    whole.map((byte, at) => (at === 30 ? byte ^ 1 : byte)),
  );
  for (const [file, word] of /** @type {[string, RegExp][]} */ ([
    [cut, /cut off: it ends after \d+ bytes/],
    [turned, /altered: the checksum of "HEAD", which begins at byte 10/],
    [echo, /not a session of um32/],
    [workshop.path('missing'), /no such file/],
  ])) {
    const { code, stderr, stdout } = await um32(['replay', file, '--image', echo]);
    assert.deepEqual([code, stdout.length], [2, 0]);
    assert.match(stderr, word);
  }
});

test('what was typed is in the file before the program ends', async () => {
  const path = workshop.path('killed');
  const child = start(['run', echo, '--record', path]);
  const ended = outcome(child);
  child.stdin.write('kept\n');
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdin.write('more\n');
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const typed = () => read(path).entries.map(({ bytes }) => Buffer.from(bytes).toString());
  // What is typed reaches the file within a second, whatever comes after.
  const patience = Date.now() + 20_000;
  while (typed().length < 2 && Date.now() < patience) await sleep(20);
  child.kill('SIGKILL');
  await ended;
  assert.deepEqual(typed(), ['kept\n', 'more\n']);
});

test('transcript and asciicast show what the terminal showed', async () => {
  const { path } = await record('shown', echo, 'one\ntwo\n', ['--include-image']);
  const transcript = workshop.path('shown.txt');
  const cast = workshop.path('shown.cast');
  const replayed = await um32(['replay', path, '--transcript', transcript, '--asciicast', cast]);
  assert.equal(replayed.code, 0);
  assert.equal(readFileSync(transcript, 'utf8'), 'one\none\ntwo\ntwo\n');
  const [header, ...events] = readFileSync(cast, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual([header.version, header.width, header.height], [2, 80, 24]);
  const shown = events.filter(([, kind]) => kind === 'o').map(([, , data]) => data);
  assert.equal(shown.join(''), 'one\r\none\r\ntwo\r\ntwo\r\n');
  const times = events.map(([time]) => time);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
});

test('a password is not echoed, however long its prompt takes', async () => {
  const print = (/** @type {string} */ text) =>
    [...text].map((letter) => `r1 := ${letter.charCodeAt(0)}\noutput r1\n`).join('');
  // Longer than one run of the machine, at whose end output is passed on.
  const pause = `r3 := 3000000; r4 := r0 nand r0
    wait: r3 := r3 + r4; r5 := on; r6 := wait; if (r3 != 0) r5 := r6; goto r5 in program m[r0]
    on:\n`;
  const asks = 'r2 := input()\n'.repeat(3);
  const program = workshop.write(
    'password.ums',
    `${print('passw')}${pause}${print('ord: ')}${asks}halt\n`,
  );
  const { path } = await record('secret', program, 'me\n');
  assert.deepEqual(
    read(path).entries.map(({ echo }) => echo),
    [''],
  );
});

test('a file that cannot be written is told at once', async () => {
  const { code, stderr } = await um32(['run', echo, '--record', workshop.path('no/such/folder')]);
  assert.equal(code, 2);
  assert.match(stderr, /session .* cannot be written/);
  const { stderr: misuse } = await um32(['run', echo, '--include-image']);
  assert.match(misuse, /--record FILE/);
});

test('a link holds what was typed, and one that was cut is refused', () => {
  const image = engine.readImage(readFileSync(echo), echo);
  const shared = {
    sha256: engine.sha256Hex(image),
    imageName: 'echo.ums',
    entries: ['guest\n', 'run a.out\n', ''].map((line) => new TextEncoder().encode(line)),
    ends: true,
  };
  const text = engine.writeShare(shared);
  assert.match(text, /^[\w-]+$/);
  assert.deepEqual(engine.readShare(text), shared);
  assert.throws(() => engine.readShare(text.slice(0, -3)), /^Error: This link holds no session: /);
});

test('fields that are missing or of another type are named, never taken for something else', () => {
  const fields = {
    id: '1',
    name: '',
    created: 0,
    image: { sha256: '00'.repeat(32), sizeBytes: 4, name: 'a.um' },
    entries: [],
  };
  const read = engine.readSession(engine.writeSession(fields));
  assert.deepEqual(read, { ...fields, marks: [], notes: {}, shelf: [], checkpoints: [] });
  for (const wrong of [
    { created: 1.5 },
    { created: -1 },
    { id: 7 },
    { entries: undefined },
    { entries: [{ bytes: 'text', isEnd: false, instructions: 0, date: 0 }] },
    { image: { ...fields.image, sha256: 'xy' } },
  ]) {
    // @ts-expect-error: that is the point.
    assert.throws(() => engine.writeSession({ ...fields, ...wrong }), Error, JSON.stringify(wrong));
  }
});
