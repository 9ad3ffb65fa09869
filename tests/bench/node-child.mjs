/**
 * Owns the benchmark's process for Node: plays one program, writes its output to
 * a file and its figures to standard output. A process of its own for each run,
 * so that nothing is compiled or warm from the one before.
 *
 *     node node-child.mjs IMAGE INPUT OUTPUT interpreter|translator
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { openEngine } from '../../www/cli/engine.mjs';
import { play } from './play.mjs';

const [image = '', input = '', output = '', kind = ''] = process.argv.slice(2);
const engine = await openEngine();
const played = play(engine, readFileSync(image), readFileSync(input), kind === 'translator');
writeFileSync(output, Buffer.concat(played.output));
process.stdout.write(JSON.stringify({ ms: played.ms, instructions: played.instructions }));
