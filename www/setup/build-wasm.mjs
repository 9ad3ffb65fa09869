/** Owns `npm run build:wasm`: www/wasm, made when its sources have changed. */
import { script, setUp } from './setup.mjs';

await script(async () => {
  await setUp();
});
