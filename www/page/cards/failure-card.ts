/**
 * Owns what is said when a program breaks a rule of the specification: the
 * rule, the instruction and where it stands, what it read, what is known of the
 * array; and the same as a report to save.
 */
import type { ArrayKnowledge, Failure } from '../../protocol.ts';
import { markedLines } from '../../wording/listing.mjs';
import { element } from '../elements/dom.ts';
import type { Fact } from '../elements/facts.ts';
import { counted, exact, withExact } from '../elements/quantities.ts';
import { saveFile } from '../saving/saving.ts';
import type { Card } from './card-stack.ts';
import {
  doneBefore,
  figures,
  positionFacts,
  registerWords,
  stoppedAt,
} from './instruction-facts.ts';

export interface FailedProgram {
  name: string;
  sha256: string;
  instructionsDone: number;
}

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
 * it was an instruction before.
 */
export function failureCard(
  failure: Failure,
  program: FailedProgram,
  {
    restart,
    again,
    back,
    fileName,
  }: {
    restart: () => void;
    again?: (() => void) | undefined;
    back?: (() => void) | undefined;
    fileName: string;
  },
): Card {
  return {
    name: 'failure',
    kind: 'failure',
    title: `Failed: ${lowerFirst(FAILURE_TITLES[failure.kind])}`,
    takesFocus: 'by itself',
    text: [withExact(failure.sentence), element('p', { class: 'card-rule' }, `“${failure.rule}”`)],
    details: stoppedAt(facts(failure, program), failure),
    answers: [
      { label: 'Restart', isMain: true, choose: restart },
      ...(again ? [{ label: 'Open it again', choose: again }] : []),
      ...(back ? [{ label: 'Go back one instruction', choose: back }] : []),
      {
        label: 'Save report as text',
        keepsCard: true,
        choose: () => saveFile(`${fileName}.txt`, textReport(failure, program), 'text/plain'),
      },
      {
        label: 'Save report as JSON',
        keepsCard: true,
        choose: () =>
          saveFile(`${fileName}.json`, jsonReport(failure, program), 'application/json'),
      },
      { label: 'Dismiss', choose: () => {} },
    ],
  };
}

/** One JSON object, its names as those of `um32 run --report`. */
export function jsonReport(failure: Failure, program: FailedProgram): string {
  // What it read is for the card to show: it is all in the instruction.
  const { kind, reads: _, ...rest } = failure;
  const report = {
    end: 'failed',
    failure: kind,
    program: program.name,
    sha256: program.sha256,
    instructions: program.instructionsDone,
    ...rest,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

export function textReport(failure: Failure, program: FailedProgram): string {
  const lines = [
    `${program.name} failed: ${lowerFirst(FAILURE_TITLES[failure.kind])}.`,
    '',
    withExact(failure.sentence),
    `The specification: “${failure.rule}”`,
    '',
    ...facts(failure, program).map(([term, text]) => `${term.padEnd(14)}${text}`),
    '',
    ...failure.registers.map((value, number) => `r${number}  ${figures(value)}`),
    '',
    ...markedLines(failure.listing, failure.finger),
  ];
  return `${lines.join('\n')}\n`;
}

function facts(failure: Failure, program: FailedProgram): Fact[] {
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

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
