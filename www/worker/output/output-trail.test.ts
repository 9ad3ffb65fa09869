/** Owns the check of what is known of a program's output: hashes across moments, and publications across pieces. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { ascii } from '../testing/bytes.ts';
import { OutputTrail } from './output-trail.ts';

describe('the hash', () => {
  test('goes on from any moment, wherever in a block that is', () => {
    const bytes = Uint8Array.from({ length: 400 }, (_, at) => (at * 7) % 256);
    for (let cut = 0; cut <= 200; cut++) {
      const first = OutputTrail.atBeginning();
      first.printed(bytes.subarray(0, cut));
      const state = structuredClone(first.settle());
      expect(state.printed?.hash).toBe(bytesToHex(sha256(bytes.subarray(0, cut))).slice(0, 16));
      const second = new OutputTrail(state);
      second.printed(bytes.subarray(cut));
      const { printed } = second.settle();
      expect(printed?.sizeBytes).toBe(400);
      expect(printed?.hash).toBe(bytesToHex(sha256(bytes)).slice(0, 16));
      // A moment's hash does not end the one it is of.
      first.printed(bytes.subarray(cut));
      expect(first.settle().printed?.hash).toBe(printed?.hash);
    }
  });

  test('is unknown where the beginning is, or what was kept does not fit together', () => {
    const trail = new OutputTrail({ account: 'guest' });
    trail.printed(ascii('abc'));
    expect(trail.settle()).toEqual({ account: 'guest', publications: [] });
    const whole = OutputTrail.atBeginning().settle().printed;
    for (const state of [new Uint8Array(3), new Uint8Array(41)]) {
      const damaged = new OutputTrail({ account: '', printed: { ...whole, state } as never });
      expect(damaged.settle().printed).toBeUndefined();
    }
  });
});

describe('publications', () => {
  const OUTPUT =
    'logged in as guest\nyou have mail: INTRO.LOG=200@999999|35e6f52e9bc951917c73af391e35e1d\n' +
    'noise INTRO.LOG=200 XINTR.O=3 200@ |\nlogged in as howie.\n   X-Publication: ADVTR.KEY=20@~12904775|0123456789abcdef0123456789abcdefabc\r\n' +
    'BLNCE.001=5@1|f';
  const EXPECTED = [
    { text: 'INTRO.LOG=200@999999|35e6f52e9bc951917c73af391e35e1d', account: 'guest' },
    { text: 'ADVTR.KEY=20@~12904775|0123456789abcdef0123456789abcdef', account: 'howie' },
    { text: 'BLNCE.001=5@1|f', account: 'howie' },
  ];

  test.each([1, 2, 3, 7, 31, 64, 95, 96, 97, 1000])('are found in pieces of %i bytes', (size) => {
    const trail = OutputTrail.atBeginning();
    const bytes = ascii(OUTPUT);
    for (let at = 0; at < bytes.length; at += size) trail.showed(bytes.subarray(at, at + size));
    const { publications, account } = trail.settle();
    expect(publications).toEqual(EXPECTED);
    expect(account).toBe('howie');
    // Told once.
    expect(trail.settle().publications).toEqual([]);
  });

  test('are not put together across moments', () => {
    const trail = OutputTrail.atBeginning();
    trail.showed(ascii('INTRO.LOG=200@9'));
    expect(trail.settle().publications).toEqual([]);
    trail.showed(ascii('99999|35e6\n'));
    expect(trail.settle().publications).toEqual([]);
  });
});
