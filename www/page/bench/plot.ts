/**
 * Owns the picture of a bench's result: a bar for each engine, as long as it is
 * fast, with its figures; and the sentences around it. Does not know how it was
 * measured.
 */
import type { BenchResult, BenchTime } from '../../bench-protocol.ts';
import { element } from '../elements/dom.ts';
import { counted, exact, shortTime } from '../elements/quantities.ts';
import { ENGINE_WORDS } from '../engine/engine-words.ts';

/** In fewer instructions nothing is told apart from the machine's own beginning. */
const SHORTEST_INSTRUCTIONS = 1_000_000;

export function benchFigure(result: BenchResult): HTMLElement {
  const [translator, interpreter] = result.times;
  const isLong = result.instructions >= SHORTEST_INSTRUCTIONS;
  const ratio = isLong && translator && interpreter ? interpreter.ms / translator.ms : undefined;
  const instead = isLong ? 'Only the interpreter could be measured.' : 'Too short to compare.';
  return element(
    'figure',
    { class: 'result', 'aria-label': result.name },
    element(
      'div',
      { class: 'result-head' },
      element('h2', { class: 'result-name' }, result.name),
      element(
        'p',
        {},
        ratio !== undefined && element('span', { class: 'result-ratio figure' }, times(ratio)),
        ratio !== undefined ? ' the interpreter’s speed' : instead,
      ),
    ),
    isLong && plot(result, ratio),
    element('figcaption', { class: 'is-quiet' }, caption(result)),
  );
}

/** `8.4 times`: how much faster the translator is. */
function times(ratio: number): string {
  return `${ratio.toFixed(ratio >= 9.95 ? 0 : ratio >= 0.995 ? 1 : 2)} times`;
}

function plot(result: BenchResult, ratio: number | undefined): HTMLElement {
  const speeds = result.times.map(({ ms }) => speedOf(result, ms));
  const fastest = Math.max(...speeds);
  const description = result.times.map(
    (time, at) =>
      `${ENGINE_WORDS[time.engine]} ${megas(speeds[at] ?? 0)} million instructions per second, ${shortTime(time.ms)}`,
  );
  if (ratio !== undefined)
    description.push(`the translator has ${times(ratio)} the interpreter’s speed`);
  return element(
    'div',
    { class: 'plot', role: 'img', 'aria-label': `${description.join('; ')}.` },
    ...result.times.map((time, at) => row(time, speeds[at] ?? 0, fastest)),
  );
}

function row({ engine, ms }: BenchTime, speed: number, fastest: number): HTMLElement {
  const width = `width: ${((speed / fastest) * 100).toFixed(2)}%`;
  return element(
    'div',
    { class: 'plot-row' },
    element('span', {}, ENGINE_WORDS[engine]),
    element('span', { class: 'figure' }, `${megas(speed)} M instr/s · ${shortTime(ms)}`),
    element(
      'div',
      { class: 'plot-track' },
      element('div', { class: `plot-bar plot-${engine}`, style: width }),
    ),
  );
}

function caption({ ending, instructions, outputBytes, times: all }: BenchResult): string {
  const until = {
    halted: 'until it halted',
    failed: 'until it failed',
    'awaiting-input': 'until it asked for input',
    cut: 'and then cut off',
  }[ending];
  const rounds = all[0]?.rounds ?? 1;
  return [
    `${counted(instructions, 'instruction')}, ${until}; compiling included.`,
    all.length > 1 && same(outputBytes),
    rounds > 1 ? `Median of ${rounds} rounds.` : 'One round.',
  ]
    .filter(Boolean)
    .join(' ');
}

function same(outputBytes: number): string {
  if (outputBytes === 0) return 'Neither engine printed anything.';
  const bytes = outputBytes === 1 ? 'byte' : `${exact(outputBytes)} bytes`;
  return `Both engines printed the same ${bytes}.`;
}

/** Instructions per second. */
function speedOf({ instructions }: BenchResult, ms: number): number {
  return ms > 0 ? instructions / (ms / 1000) : 0;
}

function megas(instructionsPerSecond: number): string {
  return exact(Math.round(instructionsPerSecond / 1e6));
}
