/**
 * Owns the two programs that the page brings for its bench: those of
 * tests/bench/programs, which `npm run bench` runs as well.
 */
import type { ProgramFile } from '../open-program.ts';

const sources = import.meta.glob<string>('../../../tests/bench/programs/*.ums', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export function benchPrograms(): ProgramFile[] {
  return Object.entries(sources).map(([path, source]) => ({
    name: path.slice(path.lastIndexOf('/') + 1),
    bytes: new TextEncoder().encode(source),
  }));
}
