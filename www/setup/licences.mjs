/**
 * Owns the licences of what the site is made of besides what Vite lists, which is
 * the page's own packages: the workers' packages, and the crates that are compiled
 * into the machine. Does not judge whether a licence suits.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run, SetupError } from './command.mjs';
import { ROOT, WASM_TARGET } from './project.mjs';

/**
 * A package or a crate.
 * @typedef {object} Part
 * @property {string} name
 * @property {string} version
 * @property {string} licence its expression, such as `MIT OR Apache-2.0`
 * @property {string | undefined} folder where its files are, if they are here
 */

/**
 * What is to be added to a list of licences, laid out as Vite's.
 * @param {string} listed the list there is
 */
export async function furtherLicences(listed) {
  const parts = [...packages(), ...(await crates())];
  return parts
    .filter(({ name }) => !listed.includes(`\n## ${name} - `))
    .map((part) => `\n## ${part.name} - ${part.version} (${part.licence})\n\n${textsOf(part)}`)
    .join('');
}

/** @returns {Part[]} what runs in the page or a worker, though not all of it is the page's */
function packages() {
  const { dependencies } = manifest(ROOT);
  return Object.keys(dependencies).map((name) => {
    const folder = join(ROOT, 'node_modules', name);
    const { version, license } = manifest(folder);
    return { name, version, licence: license, folder };
  });
}

/** @param {string} folder */
function manifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** @returns {Promise<Part[]>} those whose code is in the machine: macros are not, nor what only tests need */
async function crates() {
  const edges = ['--edges', 'normal,no-proc-macro', '--target', WASM_TARGET];
  const lines = ['--prefix', 'none', '--format', '{p}|{l}'];
  const args = ['tree', '--locked', '--quiet', ...edges, ...lines];
  const { code, stdout, output } = await run('cargo', args, { quiet: true });
  if (code !== 0) throw new SetupError(`cargo does not list the crates of the machine:\n${output}`);
  const found = [...stdout.matchAll(/^(\S+) v(\S+)\|(.*?)(?: \(\*\))?$/gm)];
  const parts = new Map(
    found.map(([, name = '', version = '', licence = '']) => [
      `${name}-${version}`,
      { name, version, licence, folder: folderOf(`${name}-${version}`) },
    ]),
  );
  return [...parts.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** @param {string} crate its name and version, which is what cargo calls its folder */
function folderOf(crate) {
  const sources = join(process.env.CARGO_HOME || join(homedir(), '.cargo'), 'registry', 'src');
  if (!existsSync(sources)) return undefined;
  return readdirSync(sources)
    .map((registry) => join(sources, registry, crate))
    .find((folder) => existsSync(folder));
}

/**
 * The texts that it brings; where MIT's is one of several to choose from, that one.
 * @param {Part} part
 */
function textsOf({ licence, folder }) {
  if (folder === undefined) return '';
  const files = readdirSync(folder).filter((name) => /^(?:licen[cs]e|copying|notice)/i.test(name));
  const mit = files.filter((name) => /mit/i.test(name));
  const isChoice = / OR |\//.test(licence) && !licence.includes(' AND ');
  const chosen = isChoice && mit.length > 0 ? mit : files;
  return chosen.map((name) => `${readFileSync(join(folder, name), 'utf8').trim()}\n`).join('\n');
}
