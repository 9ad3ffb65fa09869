/**
 * Owns the benchmark's process for Node: plays one program, writes its output to
 * a file and its figures to standard output. A process of its own for each run,
 * so that nothing is compiled or warm from the one before.
 *
 *     node node-child.mjs IMAGE INPUT OUTPUT interpreter|translator PACER [leave]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { openEngine } from '../../www/cli/engine.mjs';
import { play } from './play.mjs';

const [image = '', input = '', output = '', kind = '', pacer = '', end = ''] =
  process.argv.slice(2);
const { SlicePacer } = await import(pathToFileURL(pacer).href);
const engine = await openEngine();
const how = { translates: kind === 'translator', leaves: end === 'leave' };
const bytes = readFileSync(image);
const played = play(engine, bytes, readFileSync(input), how, new SlicePacer());
writeFileSync(output, Buffer.concat(played.output));
const { ms, instructions, slices } = played;
process.stdout.write(JSON.stringify({ ms, instructions, slices }));
