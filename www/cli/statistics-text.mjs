/**
 * Owns what `--stats` tells: figures of what the translator did, one a line. Does not know what
 * they mean for anybody.
 */

import { counted, exact } from '../wording/figures.mjs';

/** @param {import('../wasm/um32.js').TranslatorReport} report */
export function statisticsText(report) {
  const compiling = `${ms(report.hostCompileMs)} of it the host's, ${ms(report.longestCompileMs)} the longest`;
  return [
    line('modules', report.modules, `${exact(report.droppedModules)} dropped again`),
    line('functions', report.functions),
    line('instructions lowered', report.loweredInstructions),
    line('bytes of wasm', report.wasmBytes),
    line('compiling', ms(report.compileMs), compiling),
    line('put off', report.postponed, 'compiling had cost its share'),
    line('refused by the host', report.hostRefusals),
    line(
      'compared',
      report.trials,
      `with interpreting, which was quicker ${counted(report.lostTrials, 'time')}`,
    ),
    line('left aside for that', report.asideInstructions),
    line('in short lives', report.unseenInstructions),
    line('done in compiled code', report.compiledInstructions),
    line('calls', report.calls),
    ...report.exits.map(({ name, count }) => line(`exits: ${name}`, count)),
    ...report.refusals.map(({ name, count }) => `refused: ${name} ${exact(count)}\n`),
  ].join('');
}

/** @param {number} value */
function ms(value) {
  return `${value.toFixed(1)} ms`;
}

/**
 * @param {string} name
 * @param {number | string} figure
 * @param {string} [about]
 */
function line(name, figure, about) {
  const end = about === undefined ? '' : `  (${about})`;
  const words = typeof figure === 'number' ? exact(figure) : figure;
  return `${name.padEnd(21)} ${words.padStart(18)}${end}\n`;
}
