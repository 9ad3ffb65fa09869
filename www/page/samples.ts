/**
 * Owns the list of sample programs: the files of www/samples, each of which
 * says its title and what it is about in its first comments.
 */

export interface Sample {
  /** The file's name, ending in `.ums`. */
  name: string;
  title: string;
  about: string;
  source: string;
}

const sources = import.meta.glob<string>('../samples/*.ums', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const heading = (source: string, word: string): string =>
  new RegExp(`^// ${word}: (.*)$`, 'm').exec(source)?.[1]?.trim() ?? '';

export const SAMPLES: readonly Sample[] = Object.entries(sources).map(([path, source]) => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, title: heading(source, 'title') || name, about: heading(source, 'about'), source };
});
