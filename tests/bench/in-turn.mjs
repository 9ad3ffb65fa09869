/**
 * Owns measuring short programs, which are over in less time than a shared machine is steady
 * for: the translator against the interpreter, in one worker of Chromium, dozens of times in
 * turn, the two of a round compared. Does not know how a program is played.
 */
import { playInTurnInChromium } from './chromium.mjs';
import { quartiles, ratios, summary } from './statistics.mjs';

/**
 * @typedef {object} InTurn
 * @property {string} work
 * @property {number} rounds
 * @property {number} interpreterMs the median
 * @property {number} translatorMs the median
 * @property {{ lower: number, median: number, upper: number }} ratio of the interpreter, quartiles
 * @property {number} leastRatio of the least times
 */

/**
 * @param {string} browser full path
 * @param {import('./works.mjs').Work[]} works
 * @param {number} rounds
 * @returns {Promise<InTurn[]>}
 */
export async function measureInTurn(browser, works, rounds) {
  /** @type {InTurn[]} */
  const results = [];
  for (const work of works) {
    console.error(`${work.name}: ${rounds} times in turn`);
    const { interpreter, translator } = await playInTurnInChromium(browser, work, rounds);
    const [interpreterMs, translatorMs] = [summary(interpreter), summary(translator)];
    results.push({
      work: work.name,
      rounds,
      interpreterMs: interpreterMs.median,
      translatorMs: translatorMs.median,
      ratio: quartiles(ratios(translator, interpreter)),
      leastRatio: translatorMs.least / interpreterMs.least,
    });
  }
  return results;
}

/**
 * @param {InTurn[]} results
 * @returns {string}
 */
export function inTurnTable(results) {
  return results
    .map(({ work, rounds, interpreterMs, translatorMs, ratio, leastRatio }) =>
      [
        `${work}, ${rounds} times in turn in Chromium:`,
        `interpreter ${interpreterMs.toFixed(1)} ms, translator ${translatorMs.toFixed(1)} ms;`,
        `of the interpreter ${ratio.median.toFixed(3)}`,
        `(half of all ${ratio.lower.toFixed(3)} to ${ratio.upper.toFixed(3)},`,
        `of least times ${leastRatio.toFixed(3)})`,
      ].join(' '),
    )
    .join('\n');
}
