/**
 * Owns the list of sample programs: the files of www/samples, each of which
 * says its title and what it is about in its first comments; and which program
 * is one of them, by the file it was opened with or, where there is none, by its image.
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

/** How the SHA-256 of the image of each that reads lines begins: a session that goes on has no more of its program. */
const IMAGES: Readonly<Record<string, string>> = {
  '28a97b023b17b38f': 'cave.ums',
  '4635de3973cc57fd': 'echo.ums',
  c656628de5b73544: 'life.ums',
  feceddbac1b3e29a: 'mandelbrot.ums',
};

/** The sample that a program is; undefined of what was opened with a file of its own, be it the same. */
export function sampleOf(
  { sha256 }: { sha256: string },
  file: ProgramFile | undefined,
): Sample | undefined {
  if (file) return opened.get(file);
  return SAMPLES.find(({ name }) => name === IMAGES[sha256.slice(0, 16)]);
}

const heading = (source: string, word: string): string =>
  new RegExp(`^// ${word}: (.*)$`, 'm').exec(source)?.[1]?.trim() ?? '';

export const SAMPLES: readonly Sample[] = Object.entries(sources).map(([path, source]) => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, title: heading(source, 'title') || name, about: heading(source, 'about'), source };
});
