/** Owns the running of the command line on files that the page gave. Does not know what is in them. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestInfo } from '@playwright/test';

const UM32 = fileURLToPath(new URL('../../www/cli/um32.mjs', import.meta.url));

export interface Ran {
  exitCode: number | null;
  /** Byte for byte. */
  output: Buffer;
  complaints: string;
}

export function um32(...args: string[]): Ran {
  return um32Typed('', ...args);
}

/** With `input` on its standard input. */
export function um32Typed(input: string, ...args: string[]): Ran {
  const ran = spawnSync(process.execPath, [UM32, ...args], {
    input,
    maxBuffer: 256 * 1024 * 1024,
    timeout: 120_000,
  });
  return { exitCode: ran.status, output: ran.stdout, complaints: ran.stderr.toString() };
}

/** Writes what the page gave among the test's results; gives its path. */
export function written(testInfo: TestInfo, name: string, bytes: Buffer | string): string {
  const path = testInfo.outputPath(name);
  writeFileSync(path, bytes);
  return path;
}
