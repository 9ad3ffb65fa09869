/** Owns `npm run build`: the static site in dist. */
import { SITE } from './project.mjs';
import { say } from './say.mjs';
import { script, setUp } from './setup.mjs';
import { ensureSite } from './site.mjs';

await script(async () => {
  await setUp();
  await ensureSite({ always: true });
  say(`um32: the site is in ${SITE}. Any file server can serve it, from any folder.`);
});
