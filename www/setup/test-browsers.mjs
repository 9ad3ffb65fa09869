/**
 * Owns `npm run test:browsers`: the Rust tests in Firefox and in WebKitGTK,
 * with what that needs. The page itself is tested in Chromium only, by
 * `npm test`.
 *
 * `npm run test:browsers -- WORD...` runs only the browsers whose name contains
 * one of the words.
 */
import { ensureFirefox, ensureWebKit } from './browsers.mjs';
import { ensureWasmPack } from './cargo-tools.mjs';
import { browserTests } from './rust-tests.mjs';
import { script, setUp } from './setup.mjs';
import { chosen, runSteps } from './steps.mjs';
import { firefoxCapabilities, webKitCapabilities } from './webdriver.mjs';

await script(async () => {
  const wasmPack = ensureWasmPack();
  const [setUpTools] = await Promise.all([setUp(), Promise.allSettled([wasmPack])]);
  const tools = { ...setUpTools, wasmPack };

  const steps = [
    browserTests(tools, 'Firefox', async () => {
      const { browser, driver } = await ensureFirefox();
      return {
        options: ['--firefox', '--geckodriver', driver],
        capabilities: firefoxCapabilities(browser),
      };
    }),
    browserTests(tools, 'WebKitGTK', async () => {
      const { browser, driver, display } = await ensureWebKit();
      return {
        options: ['--safari', '--safaridriver', driver],
        capabilities: webKitCapabilities(browser),
        // Its sandbox needs user namespaces, which root and containers often lack.
        env: { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
        wrapper: [display, '-a'],
      };
    }),
  ];
  return runSteps(chosen(steps, process.argv.slice(2)));
});
