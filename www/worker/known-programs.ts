/**
 * Owns the list of program images that people have, and how they are told:
 * by SHA-256 where it is known, by the beginning of an MD5 or by the size alone
 * where no more is public (the note then says so). Deliberately knows nothing
 * of loading or dumping. The hashes are computed in plain JavaScript because
 * `crypto.subtle` is missing on origins such as http://192.168.1.2; the engine has
 * that of what is opened, in half the time.
 */
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { KnownProgram } from '../protocol.ts';

/** One known image. */
export interface KnownImage {
  /** The name to save it under. */
  fileName: string;
  sizeBytes: number;
  /** Lower-case hexadecimal. */
  sha256?: string;
  /** The first digits of the MD5, lower-case hexadecimal. */
  md5Prefix?: string;
  program: KnownProgram;
}

const BY_SIZE = 'Recognised by its size alone.';

const PUBLIC_KEY = {
  label: 'Type the public key',
  text: '(\\b.bb)(\\v.vv)06FHPVboundvarHRAk\n',
  refusal: 'wrong key',
};

/** Every image that is recognised. */
export const KNOWN_IMAGES: readonly KnownImage[] = [
  {
    fileName: 'codex.umz',
    sizeBytes: 3_591_708,
    sha256: '0c1f82a21c2a6903aad33b256670e1c9d021fe7ae3c45a7d3de0bb272fd79306',
    program: {
      title: 'ICFP 2006 codex',
      note: 'Asks for a decryption key; after it, p prints the program UMIX.',
      offer: PUBLIC_KEY,
    },
  },
  {
    fileName: 'umix.um',
    sizeBytes: 16_165_004,
    sha256: '4cf39631e13b3415eba0b353d5328f4bb81cf6b8800fa7e4974f7702eb978332',
    program: {
      title: 'UMIX',
      note: 'The operating system inside the codex; visitors log in as guest.',
    },
  },
  {
    fileName: 'sandmark.umz',
    sizeBytes: 56_364,
    sha256: '7ba79e5e9c9037ebc17df056e0ddfcbf4e8c57944860ec82be08272e39274334',
    program: {
      title: 'SANDmark 19106',
      note: 'The contest’s benchmark: 5,556,001,579 instructions, no input.',
    },
  },
  {
    fileName: 'um.um',
    sizeBytes: 1_024,
    sha256: '744d8164a43bfc9ffdb73a2533af24eb2a960c2127df4666bf94bc9c4dfc6a38',
    program: {
      title: 'um.um',
      note: 'A Universal Machine written for the Universal Machine; it expects a program as its input.',
    },
  },
  {
    fileName: 'umix-course.umz',
    sizeBytes: 3_573_316,
    md5Prefix: '2ef97293',
    program: {
      title: 'Course edition of the codex',
      note: 'Asks for no key and goes straight to UMIX.',
    },
  },
  {
    fileName: 'sandmark-course.umz',
    sizeBytes: 45_684,
    program: {
      title: 'SANDmark 19107, a course edition',
      note: `2,113,497,561 instructions; its output differs from SANDmark 19106. ${BY_SIZE}`,
    },
  },
  {
    fileName: 'sandmark-course.umz',
    sizeBytes: 57_840,
    program: {
      title: 'SANDmark 19107, a course edition',
      note: `2,113,824,311 instructions; its output differs from SANDmark 19106. ${BY_SIZE}`,
    },
  },
  {
    fileName: 'midmark.um',
    sizeBytes: 120_440,
    program: {
      title: 'midmark',
      note: `A course’s shorter benchmark: 85,070,522 instructions, no input. ${BY_SIZE}`,
    },
  },
  {
    fileName: 'advent.umz',
    sizeBytes: 1_249_240,
    program: {
      title: 'advent',
      note: `The cave adventure as a UM program. ${BY_SIZE}`,
    },
  },
];

/** The SHA-256 of these pieces one after the other, in lower-case hexadecimal. About 8 ms a megabyte. */
export function sha256Hex(pieces: Iterable<Uint8Array>): string {
  const hash = sha256.create();
  for (const piece of pieces) hash.update(piece);
  return bytesToHex(hash.digest());
}

/** The known image of these pieces, whose SHA-256 is given so that it is computed once. */
export function recognise(pieces: Uint8Array[], sha256: string): KnownImage | undefined {
  const sizeBytes = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return KNOWN_IMAGES.find((image) => {
    if (image.sizeBytes !== sizeBytes) return false;
    if (image.sha256 !== undefined) return image.sha256 === sha256;
    if (image.md5Prefix !== undefined) return md5Hex(pieces).startsWith(image.md5Prefix);
    return true;
  });
}

function md5Hex(pieces: Iterable<Uint8Array>): string {
  const hash = md5.create();
  for (const piece of pieces) hash.update(piece);
  return bytesToHex(hash.digest());
}
