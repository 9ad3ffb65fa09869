/**
 * Owns finding, or installing, the browsers that tests run in, with their
 * drivers. Does not know what the tests do.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureGeckodriver, geckodriverPath } from './cargo-tools.mjs';
import { find, isProgram, SetupError } from './command.mjs';
import { installDebian, isDebian } from './debian.mjs';

/**
 * @typedef {object} Browser
 * @property {string} browser full path
 * @property {string} driver full path of its WebDriver
 */

const CHROMIUM_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

/** @returns {string | undefined} the full path of a Chromium or Chrome that is installed */
export function findChromium() {
  const named = process.env.UM32_CHROMIUM;
  if (named) return isProgram(named) ? named : undefined;
  for (const name of CHROMIUM_NAMES) {
    const path = find(name);
    if (path) return path;
  }
  const elsewhere = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  return elsewhere.find(isProgram);
}

/** @returns {Promise<Browser>} */
export async function ensureChromium() {
  const here = { browser: findChromium(), driver: find('chromedriver') };
  const named = process.env.UM32_CHROMIUM;
  if (named && !here.browser) {
    throw new SetupError(`UM32_CHROMIUM names ${named}, which is no program.`);
  }
  if (here.browser && here.driver) return { browser: here.browser, driver: here.driver };
  if (!isDebian()) {
    throw new SetupError(
      'The tests need Chromium or Chrome, and the chromedriver of the same version, on the PATH.',
    );
  }
  // Both from one source: a driver refuses a browser of another version.
  await installDebian(['chromium', 'chromium-driver'], 'the tests run in Chromium');
  return found('/usr/bin/chromium', '/usr/bin/chromedriver', 'Chromium');
}

/** @returns {string | undefined} the full path of a Firefox that is installed */
function firefox() {
  return find('firefox') ?? find('firefox-esr');
}

/** @returns {Browser | undefined} Firefox and its driver, when both are here */
export function findFirefox() {
  const browser = firefox();
  const driver = find('geckodriver') ?? geckodriverPath();
  return browser && isProgram(driver) ? { browser, driver } : undefined;
}

/** @returns {Promise<Browser>} */
export async function ensureFirefox() {
  const driver = find('geckodriver') ?? join(await ensureGeckodriver(), 'geckodriver');
  const here = firefox();
  if (here) return { browser: here, driver };
  if (!isDebian()) throw new SetupError('The tests in Firefox need Firefox on the PATH.');
  await installDebian(['firefox-esr'], 'the tests run in Firefox');
  return found('/usr/bin/firefox-esr', driver, 'Firefox');
}

/** @returns {Browser & { display: string } | undefined} WebKitGTK with all it needs, when it is here */
export function findWebKit() {
  const browser = findMiniBrowser();
  const [driver, display] = [find('WebKitWebDriver'), find('xvfb-run')];
  return browser && driver && display ? { browser, driver, display } : undefined;
}

/** @returns {Promise<Browser & { display: string }>} `display` is xvfb-run: MiniBrowser needs a screen */
export async function ensureWebKit() {
  const here = findWebKit();
  if (here) return here;
  if (!isDebian()) {
    throw new SetupError(
      "The tests in WebKitGTK need Debian's packages webkit2gtk-driver and xvfb.",
    );
  }
  await installDebian(['webkit2gtk-driver', 'xvfb', 'xauth'], 'the tests run in WebKitGTK');
  const browser = findMiniBrowser();
  if (!browser) throw new SetupError('WebKitGTK is installed but its MiniBrowser was not found.');
  return {
    ...found(browser, '/usr/bin/WebKitWebDriver', 'WebKitGTK'),
    display: '/usr/bin/xvfb-run',
  };
}

/** @returns {string | undefined} */
function findMiniBrowser() {
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  return ['4.1', '6.0', '4.0']
    .map((version) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`)
    .concat(`/usr/lib/${machine}-linux-gnu/webkitgtk-6.0/MiniBrowser`)
    .find((path) => existsSync(path));
}

/**
 * @param {string} browser
 * @param {string} driver
 * @param {string} name
 * @returns {Browser}
 */
function found(browser, driver, name) {
  for (const path of [browser, driver]) {
    if (!isProgram(path)) throw new SetupError(`${name} was installed, but ${path} is not there.`);
  }
  return { browser, driver };
}
