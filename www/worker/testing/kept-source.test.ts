/**
 * Owns the check that the text a program was read from is kept with it, the one that it was
 * read from last.
 */
import { expect, test } from 'vitest';
import { ascii } from './bytes.ts';
import { onEveryStore } from './stores.ts';

onEveryStore((kept) => {
  const keptSource = async (): Promise<Uint8Array | undefined> =>
    (await kept.store.image('program'))?.source;
  const keep = (source?: Uint8Array) =>
    kept.store.putImage({
      sha256: 'program',
      name: 'divides.ums',
      bytes: ascii('its platters'),
      ...(source && { source }),
    });

  test('a text with other lines for the same platters takes the place of the one before', async () => {
    await keep();
    expect(await keptSource()).toBeUndefined();
    await keep(ascii('halt'));
    expect(await keptSource()).toEqual(ascii('halt'));
    await keep(ascii('// ends\nhalt'));
    // As a program that was assembled elsewhere it has none.
    await keep();
    expect(await keptSource()).toEqual(ascii('// ends\nhalt'));
    expect((await kept.store.image('program'))?.bytes).toEqual(ascii('its platters'));
  });

  test('so does one that is as long; the same one again changes nothing', async () => {
    await keep(ascii('// one\nhalt'));
    await keep(ascii('// one\nhalt'));
    expect(await keptSource()).toEqual(ascii('// one\nhalt'));
    await keep(ascii('// two\nhalt'));
    expect(await keptSource()).toEqual(ascii('// two\nhalt'));
  });

  test('a text that is much larger than any a person writes is not kept', async () => {
    await keep(new Uint8Array(5 * 1024 * 1024));
    expect((await kept.store.image('program'))?.name).toBe('divides.ums');
    expect(await keptSource()).toBeUndefined();
  });
});
