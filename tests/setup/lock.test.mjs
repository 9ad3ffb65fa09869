/** One at a time, also after an owner that ended without giving the lock back. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { holding } from '../../www/setup/lock.mjs';

const folder = mkdtempSync(join(tmpdir(), 'um32-lock-'));
after(() => rmSync(folder, { recursive: true }));

test('two at once take turns', async () => {
  const path = join(folder, 'turns');
  let inside = 0;
  let most = 0;
  const work = () =>
    holding(path, 'testing', async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(20);
      inside -= 1;
    });
  await Promise.all([work(), work(), work()]);
  assert.equal(most, 1);
  assert.ok(!existsSync(path));
});

test('work that fails gives the lock back', async () => {
  const path = join(folder, 'failing');
  const failing = holding(path, 'testing', async () => {
    throw new Error('no');
  });
  await assert.rejects(failing, /no/);
  assert.equal(await holding(path, 'testing', async () => 'taken'), 'taken');
});

test('the lock of an owner that is no more is taken over', async () => {
  const path = join(folder, 'abandoned');
  const gone = spawnSync(process.execPath, ['--version']).pid;
  mkdirSync(path);
  writeFileSync(join(path, 'owner'), `${gone} ${hostname()}\n`);
  assert.equal(await holding(path, 'testing', async () => 'taken'), 'taken');
});

test('the lock of an owner that gives no sign is taken over, on whatever machine it was', {
  timeout: 20_000,
}, async () => {
  const pace = { beatMs: 5_000, silenceMs: 300 };
  for (const owner of [`1 not-${hostname()}`, `${process.pid} ${hostname()}`]) {
    const path = join(folder, 'silent');
    mkdirSync(path);
    writeFileSync(join(path, 'owner'), `${owner}\n`);
    assert.equal(await holding(path, 'testing', async () => 'taken', pace), 'taken');
  }
});

test('an abandoned lock is removed by one at a time', { timeout: 20_000 }, async () => {
  const path = join(folder, 'at-once');
  const turn = `${path}.takeover`;
  const gone = spawnSync(process.execPath, ['--version']).pid;
  const note = `${gone} ${hostname()}\n`;
  mkdirSync(path);
  writeFileSync(join(path, 'owner'), note);
  mkdirSync(turn);
  let isTaken = false;
  const taking = holding(path, 'testing', async () => {
    isTaken = true;
  });
  await sleep(0);
  assert.equal(readFileSync(join(path, 'owner'), 'utf8'), note);
  // What the other did in its turn: the lock is one of somebody at work.
  writeFileSync(join(path, 'owner'), `${process.ppid} ${hostname()}\n`);
  rmSync(turn, { recursive: true });
  await sleep(600);
  assert.ok(!isTaken);
  rmSync(path, { recursive: true });
  await taking;
  assert.ok(isTaken);
  assert.deepEqual([path, turn].map(existsSync), [false, false]);
});

test('whoever ended in the midst of removing a lock is in nobody’s way', async () => {
  const path = join(folder, 'turn-left');
  mkdirSync(path);
  mkdirSync(`${path}.takeover`);
  for (const left of [path, `${path}.takeover`]) utimesSync(left, 0, 0);
  assert.equal(await holding(path, 'testing', async () => 'taken'), 'taken');
  assert.ok(!existsSync(`${path}.takeover`));
});

test('a lock that was taken over is not given back by its owner before', async () => {
  const path = join(folder, 'taken-over');
  await holding(path, 'testing', async () => writeFileSync(join(path, 'owner'), '1 other\n'));
  assert.ok(existsSync(path));
});

test('an owner gives signs while it works', { timeout: 20_000 }, async () => {
  const path = join(folder, 'working');
  const note = join(path, 'owner');
  const work = async () => {
    utimesSync(note, 0, 0);
    while (statSync(note).mtimeMs === 0) await sleep(5);
  };
  await holding(path, 'testing', work, { beatMs: 10, silenceMs: 60_000 });
});
