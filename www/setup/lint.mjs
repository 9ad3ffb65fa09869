/**
 * Owns `npm run lint` (every check that reads the sources) and `npm run format`
 * (writes what can be written: formats, and lint's safe repairs).
 */
import { must } from './command.mjs';
import { script, setUp } from './setup.mjs';
import { sourceChecks, tool } from './source-checks.mjs';
import { runSteps } from './steps.mjs';

await script(async () => {
  const tools = await setUp();
  if (!process.argv.includes('--write')) return runSteps(sourceChecks(tools));
  await must('The Rust sources could not be formatted', 'cargo', ['fmt']);
  await must('The sources could not be formatted', process.execPath, [
    tool('@biomejs/biome/bin/biome'),
    'check',
    '--write',
  ]);
  return 0;
});
