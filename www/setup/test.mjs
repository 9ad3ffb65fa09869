/**
 * Owns `npm test`: sets up what tests need, then runs all of them, the quickest
 * checks first.
 *
 * `npm test -- WORD...` runs only the steps whose name contains one of the words.
 */
import { ensureChromium } from './browsers.mjs';
import { ensureWasmPack } from './cargo-tools.mjs';
import { refuseOption } from './options.mjs';
import { requireRust } from './rust.mjs';
import { browserTests, nativeTests, nodeTests } from './rust-tests.mjs';
import { commandLineTests, setUpTests, siteBuild, siteTests, unitTests } from './script-tests.mjs';
import { script, setUp } from './setup.mjs';
import { sourceChecks } from './source-checks.mjs';
import { chosen, runSteps } from './steps.mjs';
import { chromiumCapabilities } from './webdriver.mjs';

await script(async () => {
  const words = process.argv.slice(2);
  refuseOption(
    words.find((word) => word.startsWith('-')),
    'npm test',
    'it runs all steps, or with "npm test -- WORD..." those whose name contains one of the words',
  );
  // Before minutes are spent on what would be of no use without.
  await requireRust();
  // What cannot be had fails the steps that need it; the others run all the same.
  const wasmPack = ensureWasmPack();
  const chromium = ensureChromium();
  const [setUpTools] = await Promise.all([setUp(), Promise.allSettled([wasmPack, chromium])]);
  const tools = { ...setUpTools, wasmPack };

  const steps = [
    ...sourceChecks(tools),
    setUpTests(),
    unitTests(),
    nativeTests(),
    nodeTests(tools),
    browserTests(tools, 'Chromium', async () => {
      const { browser, driver } = await chromium;
      return {
        options: ['--chrome', '--chromedriver', driver],
        capabilities: chromiumCapabilities(browser),
      };
    }),
    commandLineTests(),
    siteBuild(),
    ...siteTests(chromium),
  ];
  return runSteps(chosen(steps, words));
});
