/**
 * Owns `npm start` (the built site) and `npm run dev` (the sources, reloading
 * as they change, by --dev): sets up, serves, prints the address.
 */
import { parseArgs } from 'node:util';
import { reasonOf } from '../wording/reason.mjs';
import { SetupError } from './command.mjs';
import { ROOT } from './project.mjs';
import { say } from './say.mjs';
import { script, setUp } from './setup.mjs';
import { ensureSite } from './site.mjs';

const PORT = '3232';

const HELP = `Serves the page; installs and builds first what is missing.

  npm start -- [options]      the built page
  npm run dev -- [options]    its sources, showing each change at once
      --port N                default ${PORT}; the next free one where it is taken
      --host ADDRESS          for other machines too, 0.0.0.0 for all; default: this one only`;

await script(async () => {
  const { values } = readOptions();
  if (values.help) {
    say(HELP);
    return;
  }
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
    const end = () => server.close();
    await serving(where, server.listen(), end);
    addresses = server.resolvedUrls;
  } else {
    await ensureSite();
    // Under whatever name this machine is reached: all of the built site is for anybody.
    const reached = { ...where, allowedHosts: /** @type {const} */ (true) };
    const server = preview({ root: ROOT, logLevel: 'warn', preview: reached });
    addresses = (await serving(where, server)).resolvedUrls;
  }
  for (const address of [...(addresses?.local ?? []), ...(addresses?.network ?? [])]) {
    say(`um32 is at ${address}`);
  }
  say('Ctrl-C ends it.');
});

/**
 * What comes of it; where this machine has no such address or port, a sentence.
 * @template T
 * @param {{ host: string, port: number }} where
 * @param {Promise<T>} server
 * @param {() => Promise<void>} [end] of what is there already, and would go on
 */
async function serving({ host, port }, server, end) {
  try {
    return await server;
  } catch (error) {
    await end?.();
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new SetupError(`The page cannot be served at ${host}, port ${port}: ${error.message}.`);
  }
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: PORT },
        host: { type: 'string', default: 'localhost' },
        dev: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new SetupError(reasonOf(error));
  }
}
