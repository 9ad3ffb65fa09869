/** Owns the samples' sources by their paths, all in one: the file that comes late (see samples.ts). */
export const SOURCES = import.meta.glob<string>('../../samples/*.ums', {
  query: '?raw',
  import: 'default',
  eager: true,
});
