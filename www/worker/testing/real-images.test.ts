/** Owns the check that the real images are recognised, where they are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { PROGRAMS } from '../../../tests/programs/folders.mjs';
import { recognise, sha256Hex } from '../known-programs.ts';
import { concatenate } from '../output/byte-log.ts';
import { ANNOUNCEMENT, DumpCatcher } from '../output/dump.ts';
import { ascii, sameBytes } from './bytes.ts';

function recogniseFile(bytes: Uint8Array): string | undefined {
  return recognise([bytes.subarray(0, 9), bytes.subarray(9)], sha256Hex([bytes]))?.program.title;
}

describe.each([
  ['codex.umz', 'ICFP 2006 codex'],
  ['sandmark.umz', 'SANDmark 19106'],
  ['um.um', 'um.um'],
])('%s', (file, title) => {
  const path = join(PROGRAMS, file);
  test.skipIf(!existsSync(path))('is recognised, one bit of it altered is not', () => {
    const bytes = new Uint8Array(readFileSync(path));
    expect(recogniseFile(bytes)).toBe(title);
    bytes[100] = (bytes[100] as number) ^ 1;
    expect(recogniseFile(bytes)).toBeUndefined();
  });
});

const umixPath = join(PROGRAMS, 'umix.um.gz');
test.skipIf(!existsSync(umixPath))(
  'umix.um.gz: a dump of UMIX is known, with or without dialogue',
  () => {
    const umix = new Uint8Array(gunzipSync(readFileSync(umixPath)));
    for (const after of ['', '\n? ', 'done']) {
      const catcher = new DumpCatcher();
      catcher.feed(ANNOUNCEMENT);
      for (let at = 0; at < umix.length; at += 1 << 20)
        catcher.feed(umix.subarray(at, at + (1 << 20)));
      catcher.feed(ascii(after));
      const { dump, shown } = catcher.settle();
      expect(dump?.known?.fileName).toBe('umix.um');
      expect(dump?.sizeBytes).toBe(umix.length);
      expect(String.fromCharCode(...shown)).toBe(after);
      expect(sameBytes(concatenate(dump?.pieces ?? []), umix)).toBe(true);
    }
  },
);
