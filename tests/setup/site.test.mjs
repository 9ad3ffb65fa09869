/**
 * Owns the proof that the site is made again whenever a file changes that the page, or
 * a worker of it, imports: an import is followed wherever it is written.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../www/setup/project.mjs';
import { siteSources } from '../../www/setup/site.mjs';

/** Paths in the project after `from`, in `import(…)`, in `new URL(…)`, in `src="…"` and in CSS's `@import`. */
const REFERENCE =
  /(?:from|import|import\(|new URL\(|src=|href=|@import)\s*['"]((?:\.{0,2})\/[^'"?]+)/g;

/** @returns {string[]} all files that index.html reaches, relative to the project's folder */
function reached() {
  const files = [join(ROOT, 'index.html')];
  for (const file of files) {
    if (!/\.(?:html|[mc]?[jt]s|css)$/.test(file)) continue;
    for (const [, path] of readFileSync(file, 'utf8').matchAll(REFERENCE)) {
      const from = path?.startsWith('/') ? ROOT : dirname(file);
      const found = join(from, path ?? '');
      const isFile = existsSync(found) && statSync(found).isFile();
      if (isFile && !files.includes(found)) files.push(found);
    }
  }
  return files.map((file) => relative(ROOT, file));
}

test('whatever the page imports has the site made again when it changes', () => {
  const files = reached();
  assert.ok(files.includes('www/worker/worker.ts'));
  assert.ok(files.includes('www/session-log/prompts.mjs'));
  const sources = siteSources();
  const isSource = (/** @type {string} */ file) =>
    sources.some((source) => file === source || file.startsWith(`${source}/`));
  assert.deepEqual(
    files.filter((file) => !isSource(file)),
    [],
  );
});
