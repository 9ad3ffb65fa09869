/**
 * Owns a failure as a report to save, as text and as JSON. Comes when one is saved. Does not know
 * how it is shown on the page.
 */
import type { Failure } from '../../protocol.ts';
import type { Led } from '../../wording/led-here.mjs';
import { markedLines } from '../../wording/listing.mjs';
import { figures, reading, withExact } from '../elements/quantities.ts';
import { type FailedProgram, facts, kindWords, type ReportKind } from './failure-card.ts';

/** What is in a file of this kind, and what it is to browsers. */
export function reportOf(
  kind: ReportKind,
  failure: Failure,
  program: FailedProgram,
): { text: string; type: string } {
  return kind === 'txt'
    ? { text: textReport(failure, program), type: 'text/plain' }
    : { text: jsonReport(failure, program), type: 'application/json' };
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
    ...(program.deeds && { deeds: program.deeds }),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

export function textReport(failure: Failure, program: FailedProgram): string {
  const lines = [
    `${program.name} failed: ${kindWords(failure)}.`,
    '',
    withExact(failure.sentence),
    `The specification: “${failure.rule}”`,
    '',
    ...facts(failure, program).map(([term, text]) => `${term.padEnd(14)}${text}`),
    '',
    ...failure.registers.map((value, number) => `r${number}  ${figures(value, reading(value))}`),
    '',
    ...markedLines(failure.listing, failure.finger),
    ...(program.led ? ['', 'What led here', ...program.led.map(ledLine)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const ledLine = ({ term, text }: Led): string => `${term.padEnd(16)}${text}`;
