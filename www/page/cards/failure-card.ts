/**
 * Owns what is said when a program breaks a rule of the specification: the
 * rule, the instruction and where it stands, what it read, what is known of the
 * array. Does not know how it is written as a report to save.
 */
import type { ArrayKnowledge, Deed, Failure } from '../../protocol.ts';
import type { Led } from '../../wording/led-here.mjs';
import { element } from '../elements/dom.ts';
import type { Fact } from '../elements/facts.ts';
import { counted, exact, withExact } from '../elements/quantities.ts';
import type { Card } from './card-stack.ts';
import { doneBefore, positionFacts, registerWords, stoppedAt } from './instruction-facts.ts';

export interface FailedProgram {
  name: string;
  sha256: string;
  instructionsDone: number;
  /** What led to the failure, and how it is told, once that is known. */
  deeds?: readonly Deed[];
  led?: readonly Led[];
}

/** How a report's file ends. */
export type ReportKind = 'txt' | 'json';

const FAILURE_TITLES: Readonly<Record<Failure['kind'], string>> = {
  'invalid-instruction': 'The finger is on no valid instruction',
  'finger-out-of-range': 'The finger aims outside the 0 array',
  'inactive-array': 'An array that is not active was used',
  'offset-out-of-range': 'An offset lies outside its array',
  'abandon-zero-array': 'The 0 array was abandoned',
  'abandon-inactive-array': 'An array that is not active was abandoned',
  'division-by-zero': 'Division by 0',
  'load-inactive-array': 'A program was loaded from an array that is not active',
  'output-out-of-range': 'A value above 255 was output',
};

/**
 * `again` opens the program's file once more, as it is by then; `back` has the program stand where
 * it was an instruction before. `led` is where what led there is to be shown.
 */
export function failureCard(
  failure: Failure,
  program: FailedProgram,
  {
    restart,
    again,
    back,
    led,
    save,
  }: {
    restart: () => void;
    again?: (() => void) | undefined;
    back?: (() => void) | undefined;
    led: HTMLElement;
    save: (kind: ReportKind) => void;
  },
): Card {
  const details = stoppedAt(facts(failure, program), failure);
  details.prepend(led);
  return {
    name: 'failure',
    kind: 'failure',
    title: `Failed: ${kindWords(failure)}`,
    takesFocus: 'by itself',
    text: [withExact(failure.sentence), element('p', { class: 'card-rule' }, `“${failure.rule}”`)],
    details,
    answers: [
      { label: 'Restart', isMain: true, choose: restart },
      ...(again ? [{ label: 'Open it again', choose: again }] : []),
      ...(back ? [{ label: 'Go back one instruction', choose: back }] : []),
      { label: 'Save report as text', keepsCard: true, choose: () => save('txt') },
      { label: 'Save report as JSON', keepsCard: true, choose: () => save('json') },
      { label: 'Dismiss', choose: () => {} },
    ],
  };
}

/** In about so many rows it is told what led there: lines of a source make the longest wrap. */
export function ledRows({ array, reads, source }: Failure): number {
  const ofArray = array?.state === 'abandoned' ? (source ? 3 : 2) : 0;
  return ofArray + Math.min(2, new Set(reads.map(({ register }) => register)).size || 2);
}

export function facts(failure: Failure, program: FailedProgram): Fact[] {
  const found = positionFacts(failure);
  const read = failure.reads.map((one) => registerWords(one, failure.registers));
  if (read.length > 0) found.push(['It read', read.join(', ')]);
  if (failure.array) found.push(['Array', arrayWords(failure.array)]);
  found.push(doneBefore(program.instructionsDone));
  return found;
}

function arrayWords({ identifier, state, capacityPlatters, offset }: ArrayKnowledge): string {
  const what = {
    active: `active, ${counted(capacityPlatters ?? 0, 'platter')}`,
    abandoned: 'abandoned before',
    'never-allocated': 'never allocated',
    inactive: 'not active',
  }[state];
  const where = offset === undefined ? '' : `; offset ${exact(offset)} was asked for`;
  return `${exact(identifier)}: ${what}${where}`;
}

/** Which rule was broken, as words within a sentence. */
export function kindWords({ kind }: Failure): string {
  const title = FAILURE_TITLES[kind];
  return title.charAt(0).toLowerCase() + title.slice(1);
}
