/**
 * Owns `npm run test:browsers`: the Rust tests in Firefox and in WebKitGTK, and
 * a look at the page there, with what that needs. In detail the page is tested in
 * Chromium only, by `npm test`.
 *
 * `npm run test:browsers -- WORD...` runs only the browsers whose name contains
 * one of the words.
 */
import { ensureFirefox, ensureWebKit } from './browsers.mjs';
import { ensureWasmPack } from './cargo-tools.mjs';
import { refuseOption } from './options.mjs';
import { pageTest } from './page-test.mjs';
import { requireRust } from './rust.mjs';
import { browserTests } from './rust-tests.mjs';
import { script, setUp } from './setup.mjs';
import { chosen, runSteps } from './steps.mjs';
import { firefoxCapabilities, webKitCapabilities } from './webdriver.mjs';

await script(async () => {
  const words = process.argv.slice(2);
  refuseOption(
    words.find((word) => word.startsWith('-')),
    'npm run test:browsers',
    'it runs all browsers, or with "npm run test:browsers -- WORD..." those whose name contains one of the words',
  );
  // Before minutes are spent on what would be of no use without.
  await requireRust();
  const wasmPack = ensureWasmPack();
  const [setUpTools] = await Promise.all([setUp(), Promise.allSettled([wasmPack])]);
  const tools = { ...setUpTools, wasmPack };

  // Its sandbox needs user namespaces, which root and containers often lack.
  const webKitEnv = { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' };
  const steps = [
    browserTests(tools, 'Firefox', async () => {
      const { browser, driver } = await ensureFirefox();
      return {
        options: ['--firefox', '--geckodriver', driver],
        capabilities: firefoxCapabilities(browser),
      };
    }),
    pageTest('Firefox', async () => {
      const found = await ensureFirefox();
      return { ...found, capabilities: firefoxCapabilities(found.browser) };
    }),
    browserTests(tools, 'WebKitGTK', async () => {
      const { browser, driver, display } = await ensureWebKit();
      return {
        options: ['--safari', '--safaridriver', driver],
        capabilities: webKitCapabilities(browser),
        env: webKitEnv,
        wrapper: [display, '-a'],
      };
    }),
    pageTest('WebKitGTK', async () => {
      const found = await ensureWebKit();
      const capabilities = webKitCapabilities(found.browser);
      return { ...found, capabilities, env: webKitEnv, wrapper: [found.display, '-a'] };
    }),
  ];
  return runSteps(chosen(steps, words));
});
