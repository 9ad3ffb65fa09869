/**
 * Owns how the tests in tests/browser run: Chromium as it is installed on this
 * machine, against the built site as a plain file server gives it.
 */
import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { findChromium } from './www/setup/browsers.mjs';
import { chromiumArguments } from './www/setup/webdriver.mjs';

// Playwright's workers read this file again: the port goes to them in the environment.
process.env.UM32_TEST_PORT ??= String(20_000 + (process.pid % 20_000));
const address = `http://localhost:${process.env.UM32_TEST_PORT}/`;
const chromium = findChromium();

export default defineConfig({
  testDir: 'tests/browser',
  workers: availableParallelism(),
  projects: [
    // What compares times has the machine for itself.
    { name: 'alone', outputDir: 'test-results/alone', grep: /@alone/, workers: 1 },
    // The programs under test use a processor each.
    {
      name: 'side by side',
      outputDir: 'test-results/side-by-side',
      grepInvert: /@alone/,
      dependencies: ['alone'],
    },
  ],
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: !!process.env.CI,
  reporter: [['list']],
  use: {
    baseURL: address,
    browserName: 'chromium',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: chromiumArguments(),
    },
    screenshot: 'only-on-failure',
    // Traces take a tenth of the time of all tests and more: for one that fails, `--trace on`.
    trace: 'off',
  },
  webServer: {
    command: `node www/setup/start.mjs --port ${process.env.UM32_TEST_PORT}`,
    url: address,
    timeout: 600_000,
    reuseExistingServer: false,
  },
});
