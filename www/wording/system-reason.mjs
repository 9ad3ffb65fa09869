/**
 * Owns why a call of the system failed, in words, on the command line and in the set-up alike. Does
 * not know what was tried.
 */
import { reasonOf } from './reason.mjs';

/** Node's code for a file with more bytes than it reads at once. */
export const TOO_LARGE = 'ERR_FS_FILE_TOO_LARGE';

/** @type {Record<string, string>} */
const SYSTEM_REASONS = {
  EACCES: 'it may not be opened',
  EBADF: 'it is not open for that',
  EDQUOT: 'there is no room left for your files',
  EFBIG: 'it would be larger than a file may be',
  EIO: 'the device does not do it',
  EISDIR: 'it is a folder',
  ELOOP: 'links lead in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is not a folder',
  EPERM: 'it may not be opened',
  EROFS: 'the disk is read-only',
  [TOO_LARGE]: 'it is larger than 2 GiB',
};

/**
 * Why a system call failed, in words.
 * @param {unknown} error
 * @returns {string}
 */
export function systemReason(error) {
  const code = codeOf(error);
  if (code !== undefined && SYSTEM_REASONS[code]) return SYSTEM_REASONS[code];
  return reasonOf(error);
}

/**
 * The system's error code, such as `EPIPE`.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
