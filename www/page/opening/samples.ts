/**
 * Owns the list of sample programs: the files of www/samples, each of which
 * says its title and what it is about in its first comments; and which file was
 * opened from there.
 */
import type { ProgramFile } from './open-program.ts';

export interface Sample {
  /** The file's name, ending in `.ums`. */
  name: string;
  title: string;
  about: string;
  source: string;
}

const sources = import.meta.glob<string>('../../samples/*.ums', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Beside the files and not in them, as disks are. */
const opened = new WeakMap<ProgramFile, Sample>();

export function fileOf(sample: Sample): ProgramFile {
  const file = { name: sample.name, bytes: new TextEncoder().encode(sample.source) };
  opened.set(file, sample);
  return file;
}

/** The sample that this file was opened as; undefined of what came another way, be it the same. */
export function sampleOf(file: ProgramFile | undefined): Sample | undefined {
  return file && opened.get(file);
}

const heading = (source: string, word: string): string =>
  new RegExp(`^// ${word}: (.*)$`, 'm').exec(source)?.[1]?.trim() ?? '';

export const SAMPLES: readonly Sample[] = Object.entries(sources).map(([path, source]) => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, title: heading(source, 'title') || name, about: heading(source, 'about'), source };
});
