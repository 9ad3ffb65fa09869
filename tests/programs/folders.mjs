/**
 * Owns where tests in JavaScript look for the programs that people have and that
 * are no part of this project; tests in Rust look in the same places (mod.rs).
 * Does not know which there are.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Real programs: where UM32_PROGRAMS says, else beside the project. */
export const PROGRAMS =
  process.env.UM32_PROGRAMS ?? fileURLToPath(new URL('../../../shared/programs', import.meta.url));

/** Recorded sessions: beside the programs. */
export const TRANSCRIPTS = join(PROGRAMS, '..', 'transcripts');
