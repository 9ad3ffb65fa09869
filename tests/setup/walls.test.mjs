/**
 * Owns the check of the walls of the house, as the map in src/lib.rs tells them: which part may
 * import which, and where `unsafe` may stand. What may be in one world of types and not in another
 * (DOM, WebWorker, Node) is checked by the compiler.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../www/setup/project.mjs';

/**
 * Paths of the files in a folder of the project, from there, with what is in them.
 * @param {string} folder
 * @param {RegExp} names
 */
function filesIn(folder, names) {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => names.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, folder, path), 'utf8') }));
}

/** The crate's files, without their unit tests, which may use whatever there is. */
const crate = filesIn('src', /(?<!\btests)\.rs$/).map(({ path, text }) => ({
  path,
  module: path.split('/')[0] ?? '',
  code: (text.split(/^#\[cfg\(test\)\]\nmod tests \{$/m)[0] ?? '').replace(/^ *\/\/.*$/gm, ''),
}));

/** The modules in the order of the map, each below those that it may import. */
const map = [
  ...readFileSync(join(ROOT, 'src/lib.rs'), 'utf8').matchAll(/^\/\/! \| \[?`(?:mod@)?(\w+)`/gm),
].map(([, module]) => module ?? '');

test('no module of the crate imports what stands below it on the map', () => {
  assert.deepEqual(map, ['um', 'format', 'asm', 'jit', 'engine', 'web']);
  const imported = /\bcrate::(?:(\w+)|\{([^}]*)\})/g;
  let imports = 0;
  for (const { path, module, code } of crate) {
    for (const [, one, several = ''] of code.matchAll(imported)) {
      for (const name of one ? [one] : [...several.matchAll(/(?:^|,)\s*(\w+)/g)].map((m) => m[1])) {
        imports += 1;
        const isAbove = map.indexOf(name ?? '') <= map.indexOf(module);
        assert.ok(isAbove && map.includes(name ?? ''), `${path} imports ${name}`);
      }
    }
  }
  assert.ok(imports > 100, 'the imports are found');
});

test('browser crates are for the face alone, and so is all that runs in JavaScript', () => {
  const crates = /\b(?:wasm_bindgen|js_sys|web_sys|serde_wasm_bindgen|console_error_panic_hook)\b/;
  const users = crate.filter(({ code }) => crates.test(code)).map(({ module }) => module);
  assert.deepEqual([...new Set(users)], ['web']);
});

test('unsafe stands in the machine, and where the face calls compiled code', () => {
  const users = crate.filter(({ code }) => /\bunsafe\b/.test(code)).map(({ path }) => path);
  const elsewhere = users.filter((path) => !path.startsWith('um/'));
  assert.deepEqual(elsewhere, ['web/linker.rs']);
  const raw = crate.filter(({ code }) => /\*(?:mut|const) \w+|from_raw_parts/.test(code));
  assert.deepEqual(raw.map(({ path }) => path).sort(), ['um/arena.rs', 'um/window.rs']);
});

/** What each room of www may import, beside itself; `.` is what page and worker say to each other. */
const MAY_IMPORT = /** @type {Record<string, string[]>} */ ({
  '.': ['session-log', 'wording'],
  wording: [],
  database: ['wording'],
  // Of the machine's package it has types alone.
  'session-log': ['wording', 'wasm'],
  worker: ['.', 'database', 'session-log', 'wasm', 'wording'],
  page: ['.', 'database', 'session-log', 'wording'],
  cli: ['session-log', 'wasm', 'wording'],
  setup: ['wording'],
});

/** Imports of one file of www by another, tests left out; paths from www. */
const imports = filesIn('www', /(?<!\.test)\.(?:ts|mjs)$/)
  .filter(({ path }) => !/^(?:wasm|worker\/testing)\//.test(path))
  .flatMap(({ path, text }) =>
    [...text.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*['"](\.{1,2}\/[^'"?]+)/g)].map(
      ([, to = '']) => ({ from: path, to: relative('/www', join('/www', dirname(path), to)) }),
    ),
  );

/** @param {string} path */
const roomOf = (path) => (path.includes('/') ? (path.split('/')[0] ?? '') : '.');

test('no room of www imports from one that it does not know', () => {
  assert.ok(imports.length > 500, 'the imports are found');
  for (const { from, to } of imports) {
    const [room, other] = [roomOf(from), roomOf(to)];
    const isKnown = room === other || MAY_IMPORT[room]?.includes(other);
    assert.ok(isKnown, `www/${from} imports www/${to}`);
  }
});

test('no two rooms of the worker need one another, by whatever way', () => {
  /** @type {Map<string, Set<string>>} */
  const needs = new Map();
  for (const { from, to } of imports) {
    const [room, other] = [from, to].map((path) => /^worker\/([\w-]+)\//.exec(path)?.[1]);
    if (room === undefined || other === undefined || room === other) continue;
    needs.set(room, (needs.get(room) ?? new Set()).add(other));
  }
  assert.ok(needs.size > 5, 'the rooms are found');
  /** @param {string} room @param {string[]} way */
  const follow = (room, way) => {
    assert.ok(!way.includes(room), `rooms in a circle: ${[...way, room].join(', ')}`);
    for (const other of needs.get(room) ?? []) follow(other, [...way, room]);
  };
  for (const room of needs.keys()) follow(room, []);
});

test('the map names every room of the page and of the worker', () => {
  const text = readFileSync(join(ROOT, 'src/lib.rs'), 'utf8');
  const named = new Set([...text.matchAll(/`(?:www\/)?([\w/-]+)`/g)].map(([, name]) => name));
  const rooms = ['www', 'www/page', 'www/worker'].flatMap((house) =>
    readdirSync(join(ROOT, house), { withFileTypes: true })
      // What is compiled into www is no room of ours.
      .filter((entry) => entry.isDirectory() && `${house}/${entry.name}` !== 'www/wasm')
      .map(({ name }) => ({ house, name })),
  );
  assert.ok(rooms.length > 30);
  assert.deepEqual(
    rooms.filter(({ name }) => !named.has(name)),
    [],
  );
});
