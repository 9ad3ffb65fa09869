/**
 * Owns the terminal's text as it was printed: rows that go on in the next one are one
 * line again, blanks at the ends of lines and at the foot left out. Does not know who reads it.
 */
import type { IBuffer } from '@xterm/xterm';
import { goesOnIn, leavesEdge } from '../screen/wrapped-rows.ts';

export interface WholeLines {
  lines: readonly string[];
  /** For each row of the terminal, the line that it is a part of. */
  lineOfRow: readonly number[];
}

export function wholeLines(buffer: IBuffer): WholeLines {
  const lines: string[] = [];
  const lineOfRow: number[] = [];
  for (let row = 0; row < buffer.length; row++) {
    const goesOn = goesOnIn(buffer, row + 1);
    const whole = buffer.getLine(row)?.translateToString(!goesOn) ?? '';
    const text = leavesEdge(buffer, row) ? whole.slice(0, -1) : whole;
    if (goesOnIn(buffer, row)) lines.push(lines.pop() + text);
    else lines.push(text);
    lineOfRow.push(lines.length - 1);
  }
  while (lines.length > 1 && lines.at(-1)?.trimEnd() === '') lines.pop();
  return { lines: lines.map((line) => line.trimEnd()), lineOfRow };
}
