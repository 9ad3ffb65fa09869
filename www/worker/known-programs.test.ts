/** Owns the check that images are told apart by what is known of them. */
import { expect, test } from 'vitest';
import { KNOWN_IMAGES, recognise, sha256Hex } from './known-programs.ts';

function recogniseFile(bytes: Uint8Array): string | undefined {
  return recognise([bytes.subarray(0, 9), bytes.subarray(9)], sha256Hex([bytes]))?.program.title;
}

test('images known by size alone say so', () => {
  for (const image of KNOWN_IMAGES) {
    if (image.sha256 || image.md5Prefix) continue;
    const bytes = new Uint8Array(image.sizeBytes);
    expect(recognise([bytes], sha256Hex([bytes]))?.program.note).toContain('by its size alone');
  }
});

test('an image known by its MD5 is not known by its size', () => {
  const byMd5 = KNOWN_IMAGES.filter((image) => image.md5Prefix);
  expect(byMd5).not.toHaveLength(0);
  for (const { sizeBytes } of byMd5) {
    expect(recogniseFile(new Uint8Array(sizeBytes))).toBeUndefined();
  }
});

test('the public key is offered with its line feed', () => {
  const offer = KNOWN_IMAGES.find((image) => image.fileName === 'codex.umz')?.program.offer;
  expect(offer?.text).toMatch(/^\(\\b\.bb\)\(\\v\.vv\)\w{18}\n$/);
});
