/** Chromium is started alike by the set-up and by wasm-pack run by hand. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../www/setup/project.mjs';
import { chromiumArguments } from '../../www/setup/webdriver.mjs';

/** Without what only root needs. @param {string[]} args */
const forAnybody = (args) => args.filter((arg) => arg !== '--no-sandbox').toSorted();

test('webdriver.json has the arguments that the set-up gives Chromium', () => {
  const { 'goog:chromeOptions': options } = JSON.parse(
    readFileSync(join(ROOT, 'webdriver.json'), 'utf8'),
  );
  assert.deepEqual(forAnybody(options.args), forAnybody(['--headless', ...chromiumArguments()]));
});
