/**
 * Owns the two programs that the page brings for its bench, of those of
 * tests/bench/programs, which `npm run bench` runs all of. They are
 * fetched when they are run: who plays has no use for their weight.
 */
import type { ProgramFile } from '../opening/open-program.ts';

const sources = import.meta.glob<string>('../../../tests/bench/programs/{arrays,jump-table}.ums', {
  query: '?raw',
  import: 'default',
});

export function benchPrograms(): Promise<ProgramFile[]> {
  return Promise.all(
    Object.entries(sources).map(async ([path, source]) => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      bytes: new TextEncoder().encode(await source()),
    })),
  );
}
