/**
 * Owns how the page is bundled and the unit tests are found. The built site
 * works from any folder of any plain file server: all its paths are relative,
 * it needs no headers, and it carries its own content security policy.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/**
 * What the built page may do. Styles may be inline because xterm.js writes its
 * own style element; scripts may not.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The development server is without the policy: its reloading needs inline scripts. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'um32-content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}

/**
 * What a sample says of itself in its first comments, as the module `NAME.ums?heading`: the
 * welcome tells it, and needs nothing else of the sample yet.
 */
function sampleHeadings(): Plugin {
  const says = (source: string, word: string): string =>
    new RegExp(`^// ${word}: (.*)$`, 'm').exec(source)?.[1]?.trim() ?? '';
  return {
    name: 'um32-sample-headings',
    load: {
      filter: { id: /\.ums\?heading$/ },
      handler(id) {
        const file = id.slice(0, id.lastIndexOf('?'));
        this.addWatchFile(file);
        const source = readFileSync(file, 'utf8');
        const heading = { title: says(source, 'title'), about: says(source, 'about') };
        return `export default ${JSON.stringify(heading)};`;
      },
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  // What is not there is answered with 404, not with the page.
  appType: 'mpa',
  // The project is no store of files to copy: everything the page needs is imported.
  publicDir: false,
  plugins: [contentSecurityPolicy(), sampleHeadings()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    // A data: address is refused by the policy, and a font or sample is cached better as a file.
    assetsInlineLimit: 0,
    // What comes late is small and has little beneath it.
    modulePreload: false,
    // The weight that counts, compressed and all in, is held down by a test.
    chunkSizeWarningLimit: 800,
    license: { fileName: 'licenses.md' },
  },
  // What bundlers tell one another of pure calls is nothing to a browser.
  worker: { format: 'es', rolldownOptions: { output: { comments: { annotation: false } } } },
  server: { watch: { ignored: ['**/target/**', '**/dist/**'] } },
  test: {
    include: ['www/**/*.test.ts'],
    // Milliseconds: none is timed, and machines are busy.
    testTimeout: 60_000,
    environment: 'node',
    // A test reads the page's colours from their file.
    css: true,
  },
});
