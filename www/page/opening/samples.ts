/**
 * Owns the list of sample programs: the files of www/samples, each of which
 * says its title and what it is about in its first comments; and which program
 * is one of them, by the file it was opened with or, where there is none, by its image.
 *
 * Their sources come with the first sign that somebody is there: the page is ready earlier
 * without, and whoever has come as far as a sample has given that sign.
 */
import { reasonOf } from '../../wording/reason.mjs';
import { lateCode } from '../late-code.ts';
import type { Opening, ProgramFile } from './open-program.ts';

export interface Sample {
  /** The file's name, ending in `.ums`. */
  name: string;
  title: string;
  about: string;
}

const headings = import.meta.glob<Pick<Sample, 'title' | 'about'>>('../../samples/*.ums', {
  query: '?heading',
  import: 'default',
  eager: true,
});

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const SAMPLES: readonly Sample[] = Object.entries(headings).map(([path, heading]) => ({
  name: nameOf(path),
  title: heading.title || nameOf(path),
  about: heading.about,
}));

let sources: Promise<Map<string, string>> | undefined;

async function bringSources(): Promise<Map<string, string>> {
  const { SOURCES } = await lateCode(
    () => import('./sample-sources.ts'),
    'Start the sample again later.',
  );
  return new Map(Object.entries(SOURCES).map(([path, source]) => [nameOf(path), source]));
}

function sourcesOfAll(): Promise<Map<string, string>> {
  sources ??= bringSources().catch((error) => {
    // Asked again, it is tried again.
    sources = undefined;
    throw error;
  });
  return sources;
}

/** From now on the sources come as soon as somebody is there; where they cannot, whoever starts a sample is told. */
export function bringSourcesWithPerson(): void {
  const signs = ['pointermove', 'pointerdown', 'keydown'] as const;
  const seen = (): void => {
    for (const sign of signs) removeEventListener(sign, seen, true);
    sourcesOfAll().catch(() => {});
  };
  for (const sign of signs) addEventListener(sign, seen, true);
}

/** Beside the files and not in them, as disks are. */
const ofSamples = new WeakMap<ProgramFile, Sample>();

export async function openSample(sample: Sample, opening: Opening): Promise<void> {
  let source: string | undefined;
  try {
    source = (await sourcesOfAll()).get(sample.name);
  } catch (error) {
    opening.refused(sample.name, reasonOf(error));
    return;
  }
  const file = { name: sample.name, bytes: new TextEncoder().encode(source) };
  ofSamples.set(file, sample);
  opening.opened(file);
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
  if (file) return ofSamples.get(file);
  return SAMPLES.find(({ name }) => name === IMAGES[sha256.slice(0, 16)]);
}
