/**
 * Owns running the tests written in TypeScript and JavaScript: units (Vitest),
 * the command line and the set-up (Node's runner), the built site (Playwright). Does not know
 * what they test.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from './command.mjs';
import { countsOfNode, countsOfPlaywright, countsOfVitest } from './counts.mjs';
import { ROOT, STATE } from './project.mjs';
import { ensureSite } from './site.mjs';
import { tool } from './source-checks.mjs';
import { PASSED } from './steps.mjs';

/** @typedef {import('./steps.mjs').Step} Step */

/** @returns {Step} */
export function unitTests() {
  return {
    name: 'units of the page and the worker',
    async run() {
      const report = freshReport('vitest.json');
      const outcome = await run(process.execPath, [
        tool('vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ]);
      return countsOfVitest(outcome, report);
    },
  };
}

/** @returns {Step} */
export function commandLineTests() {
  return nodeTests('command line', 'cli');
}

/** @returns {Step} */
export function setUpTests() {
  return nodeTests('set-up scripts', 'setup');
}

/**
 * @param {string} name
 * @param {string} folder in tests
 * @returns {Step}
 */
function nodeTests(name, folder) {
  return {
    name,
    async run() {
      const path = join(ROOT, 'tests', folder);
      const files = existsSync(path)
        ? readdirSync(path).filter((file) => file.endsWith('.test.mjs'))
        : [];
      if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
      const outcome = await run(process.execPath, [
        '--test',
        // Unasked, Node leaves a processor idle: one of two.
        `--test-concurrency=${availableParallelism()}`,
        '--test-reporter=spec',
        ...files.map((file) => join(path, file)),
      ]);
      return countsOfNode(outcome);
    },
  };
}

/** @returns {Step} */
export function siteBuild() {
  return {
    name: 'the site builds',
    async run() {
      await ensureSite();
      return PASSED;
    },
  };
}

/**
 * The two projects of playwright.config.ts, each whatever became of the other.
 * @param {Promise<unknown>} chromium rejects with the sentence when it cannot be had
 * @returns {Step[]}
 */
export function siteTests(chromium) {
  return [
    siteProject('the built site in Chromium', 'side by side', chromium),
    siteProject('its times in Chromium', 'alone', chromium),
  ];
}

/**
 * @param {string} name
 * @param {string} project
 * @param {Promise<unknown>} chromium
 * @returns {Step}
 */
function siteProject(name, project, chromium) {
  return {
    name,
    async run() {
      await chromium;
      const report = freshReport('playwright.json');
      const outcome = await run(
        process.execPath,
        [
          tool('@playwright/test/cli.js'),
          'test',
          `--project=${project}`,
          '--no-deps',
          // A busy machine may hold one back; how many is told.
          '--retries=1',
          '--reporter=list,json',
        ],
        { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report } },
      );
      return countsOfPlaywright(outcome, report);
    },
  };
}

/**
 * A report of an earlier run must not be taken for this one's.
 * @param {string} name
 */
function freshReport(name) {
  mkdirSync(STATE, { recursive: true });
  const path = join(STATE, name);
  rmSync(path, { force: true });
  return path;
}
