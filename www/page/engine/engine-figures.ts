/**
 * Owns how the engine's figures are laid out: the share of compiled code, what
 * compiling took, and why and where compiled code left. Does not know when they are asked for.
 */
import type { ExitSite, NamedCount, Statistics, TranslatorFigures } from '../../protocol.ts';
import { element } from '../elements/dom.ts';
import { exact, percent, short, shortBytes, shortTime } from '../elements/quantities.ts';

const NO_TRANSLATOR =
  'This browser lacks WebAssembly tail calls, which translated code needs; a newer one has them.';

/** Further reasons and places say little. */
const ROWS = 8;

export function engineFigures(statistics: Statistics): Node[] {
  if (!statistics.engine) {
    return [
      element('p', { class: 'is-quiet' }, 'Once a program is loaded, its figures are shown here.'),
    ];
  }
  return workDone(statistics);
}

function workDone({ asked, instructionsDone, translator }: Statistics): Node[] {
  if (!translator) {
    return [
      element('h2', { class: 'panel-heading' }, 'This program: interpreter'),
      facts([['Instructions', exact(instructionsDone)]]),
      ...(asked === 'translator' ? [element('p', { class: 'is-quiet' }, NO_TRANSLATOR)] : []),
    ];
  }
  return [
    element('h2', { class: 'panel-heading' }, 'This program: translator'),
    compiledShare(translator.compiledInstructions, translator.instructions),
    facts([
      ['Instructions', exact(instructionsDone)],
      ['Functions compiled', exact(translator.functions)],
      ['Modules', modules(translator)],
      ['WebAssembly', shortBytes(translator.wasmBytes)],
      ['Compiling', shortTime(translator.compileMs)],
      ['the browser’s part of it', shortTime(translator.hostCompileMs), 'part'],
      ['longest in one piece', shortTime(translator.longestCompileMs), 'part'],
      ['put off to save time', times(translator.postponed), 'part'],
      ['Calls of compiled code', short(translator.calls)],
      ...aside(translator),
    ]),
    ...exits(translator.exits),
    ...sites(translator.sites),
    ...refusals(translator),
  ];
}

function compiledShare(compiled: number, all: number): HTMLElement {
  const text = percent(compiled, all);
  const width = all > 0 ? (compiled / all) * 100 : 0;
  return element(
    'div',
    { class: 'share' },
    element('span', { class: 'share-figure figure' }, text),
    element('span', { class: 'is-quiet' }, 'of all instructions in compiled code'),
    element(
      'div',
      { class: 'share-bar', 'aria-hidden': true },
      element('div', { class: 'share-part', style: `width: ${width.toFixed(2)}%` }),
    ),
  );
}

/** Told where it happened: most programs know nothing of it. */
function aside({ asideInstructions }: TranslatorFigures): [string, string][] {
  if (asideInstructions === 0) return [];
  return [['Interpreted, as it was quicker', short(asideInstructions)]];
}

function modules({ modules, droppedModules }: TranslatorFigures): string {
  return droppedModules > 0
    ? `${exact(modules)}, ${exact(droppedModules)} dropped again`
    : exact(modules);
}

function exits(counts: readonly NamedCount[]): HTMLElement[] {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return table(
    'Exits by reason',
    ['Reason', 'Times', 'Share'],
    counts.slice(0, ROWS).map(({ name, count }) => [name, short(count), percent(count, all)]),
  );
}

function sites(places: readonly ExitSite[]): HTMLElement[] {
  return table(
    'Busiest exits',
    ['At offset', 'Reason', 'Times'],
    places
      .slice(0, ROWS)
      .map(({ finger, entry, reason, count }) => [
        finger === undefined ? `from ${exact(entry)}` : exact(finger),
        reason,
        short(count),
      ]),
  );
}

function refusals({ refusals, hostRefusals }: TranslatorFigures): HTMLElement[] {
  const rows = refusals.map(({ name, count }) => [name, short(count)]);
  if (hostRefusals > 0) rows.push(['module refused by the browser', short(hostRefusals)]);
  return table('Refusals to compile', ['Refusal', 'Times'], rows);
}

/** The first column of `Busiest exits` and every count are figures; names are words. */
function table(
  heading: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement[] {
  const title = element('h2', { class: 'panel-heading' }, heading);
  if (rows.length === 0) return [title, element('p', { class: 'is-quiet' }, 'None.')];
  const isFigure = (at: number): boolean => columns[at] !== 'Reason' && columns[at] !== 'Refusal';
  return [
    title,
    element(
      'table',
      { class: 'counts', 'aria-label': heading },
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...columns.map((column, at) =>
            element('th', { scope: 'col', class: isFigure(at) && 'figure' }, column),
          ),
        ),
      ),
      element(
        'tbody',
        {},
        ...rows.map((row) =>
          element(
            'tr',
            {},
            ...row.map((text, at) => element('td', { class: isFigure(at) && 'figure' }, text)),
          ),
        ),
      ),
    ),
  ];
}

/** Marked as a `part`, a fact belongs to the one above. */
function facts(rows: readonly (readonly [string, string, 'part'?])[]): HTMLElement {
  return element(
    'dl',
    { class: 'facts panel-facts' },
    ...rows.flatMap(([term, text, part]) => [
      element('dt', { class: part && 'is-part' }, term),
      element('dd', { class: 'figure' }, text),
    ]),
  );
}

function times(count: number): string {
  return count === 1 ? 'once' : `${short(count)} times`;
}
