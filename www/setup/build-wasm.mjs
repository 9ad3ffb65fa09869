/** Owns `npm run build:wasm`: www/wasm, made when its sources have changed. */
import { refuseOption } from './options.mjs';
import { script, setUp } from './setup.mjs';

await script(async () => {
  refuseOption(
    process.argv[2],
    'npm run build:wasm',
    'it makes www/wasm when its sources have changed',
  );
  await setUp();
});
