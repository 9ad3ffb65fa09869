/**
 * Owns `npm run lint` (every check that reads the sources) and `npm run format`
 * (writes what can be written: formats, and lint's safe repairs).
 */
import { must } from './command.mjs';
import { refuseOption } from './options.mjs';
import { script, setUp } from './setup.mjs';
import { sourceChecks, tool } from './source-checks.mjs';
import { runSteps } from './steps.mjs';

await script(async () => {
  const words = process.argv.slice(2);
  const writes = words.includes('--write');
  refuseOption(
    words.find((word) => word !== '--write'),
    'npm run lint',
    'it runs every check that reads the sources; npm run format writes what can be written',
  );
  const tools = await setUp();
  if (!writes) return runSteps(sourceChecks(tools));
  await must('The Rust sources could not be formatted', 'cargo', ['fmt']);
  await must('The sources could not be formatted', process.execPath, [
    tool('@biomejs/biome/bin/biome'),
    'check',
    '--write',
  ]);
  return 0;
});
