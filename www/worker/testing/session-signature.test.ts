/** Owns the check that the engine writes session files that the page knows as such. Needs www/wasm. */
import { beforeAll, expect, test } from 'vitest';
import { isSessionFile } from '../../session-log/session-signature.mjs';
import type { EnginePort } from '../running/machine-port.ts';
import { ascii } from './bytes.ts';
import { realEngine } from './engine-page.ts';

let engine: EnginePort;
beforeAll(async () => {
  engine = await realEngine();
});

test('a session’s file is known by its first bytes, also with its line ends altered', () => {
  const file = engine.writeSession({
    id: 'a',
    name: 'An evening',
    created: 0,
    image: { sha256: '00'.repeat(32), sizeBytes: 4, name: 'test.um' },
    entries: [],
  });
  expect(isSessionFile(file)).toBe(true);
  const altered = file.filter((byte) => byte !== ascii('\r')[0]);
  expect(isSessionFile(altered)).toBe(true);
  expect(() => engine.readSession(altered)).toThrow('This is not a session of um32.');
});

test('neither a program nor a file that ends too soon is taken for one', () => {
  for (const bytes of ['', '\x89UM32', '\x89UM32CK\n', 'r1 := 1; halt']) {
    expect(isSessionFile(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)))).toBe(false);
  }
});
