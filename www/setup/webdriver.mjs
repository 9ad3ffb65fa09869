/**
 * Owns what each browser is started with by WebDriver and Playwright. Does not
 * start anything. `webdriver.json` at the project's root has Chromium's for
 * wasm-pack run by hand, which looks for it there.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STATE } from './project.mjs';

/**
 * @returns {string[]} Chromium's arguments: quiet on the network, and without the sandbox that
 *   root may not use
 */
export function chromiumArguments() {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [
    ...asRoot,
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}

/**
 * @param {string} browser full path of Chromium
 * @returns {string} full path of a file that wasm-bindgen's test runner reads
 */
export function chromiumCapabilities(browser) {
  const args = ['--headless', ...chromiumArguments()];
  return write('chromium', { 'goog:chromeOptions': { binary: browser, args } });
}

/** @param {string} browser full path of Firefox */
export function firefoxCapabilities(browser) {
  return write('firefox', { 'moz:firefoxOptions': { binary: browser, args: ['-headless'] } });
}

/** @param {string} browser full path of MiniBrowser */
export function webKitCapabilities(browser) {
  return write('webkit', {
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
  });
}

/**
 * @param {string} name
 * @param {object} capabilities
 */
function write(name, capabilities) {
  const path = join(STATE, `webdriver-${name}.json`);
  mkdirSync(STATE, { recursive: true });
  writeFileSync(path, `${JSON.stringify(capabilities, null, 2)}\n`);
  return path;
}
