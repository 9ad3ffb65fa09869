/**
 * Owns `npm start` (the built site) and `npm run dev` (the sources, reloading
 * as they change): sets up, serves, prints the address.
 *
 * Options: --port N (3232 unless given, the next free one when it is taken),
 * --host ADDRESS (only this machine unless given), --dev.
 */
import { parseArgs } from 'node:util';
import { SetupError } from './command.mjs';
import { ROOT } from './project.mjs';
import { say } from './say.mjs';
import { script, setUp } from './setup.mjs';
import { ensureSite } from './site.mjs';

const PORT = '3232';

await script(async () => {
  const { values } = readOptions();
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupError(`--port takes a number from 1 to 65535, not "${values.port}".`);
  }
  await setUp();
  const { createServer, preview } = await import('vite');
  const where = { port, host: values.host, strictPort: false };
  /** @type {import('vite').ResolvedServerUrls | null} */
  let addresses;
  if (values.dev) {
    const server = await createServer({ root: ROOT, logLevel: 'warn', server: where });
    await server.listen();
    addresses = server.resolvedUrls;
  } else {
    await ensureSite();
    // Under whatever name this machine is reached: all of the built site is for anybody.
    const reached = { ...where, allowedHosts: /** @type {const} */ (true) };
    const server = await preview({ root: ROOT, logLevel: 'warn', preview: reached });
    addresses = server.resolvedUrls;
  }
  for (const address of [...(addresses?.local ?? []), ...(addresses?.network ?? [])]) {
    say(`um32 is at ${address}`);
  }
  say('Ctrl-C ends it.');
});

function readOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: PORT },
        host: { type: 'string', default: 'localhost' },
        dev: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new SetupError(error instanceof Error ? error.message : String(error));
  }
}
