/**
 * Owns what is said when the host could not go on: memory, a browser, a fault of
 * ours; where memory was asked for that is not there, which instruction asked.
 */
import type { MemoryRequest } from '../../protocol.ts';
import type { Fact } from '../elements/facts.ts';
import { withExact } from '../elements/quantities.ts';
import type { Card } from './card-stack.ts';
import { doneBefore, positionFacts, registerWords, stoppedAt } from './instruction-facts.ts';

export interface HostErrorWays {
  restart?: () => void;
  /** Opens the program's file once more, as it is by then. */
  again?: (() => void) | undefined;
  recover?: () => void;
}

export function hostErrorCard(
  sentence: string,
  { restart, again, recover }: HostErrorWays,
  asked?: MemoryRequest,
): Card {
  return {
    name: 'host-error',
    // With all there is to read it is laid out as a failure's: its answers stay in reach.
    kind: asked ? 'failure' : 'trouble',
    title: 'This computer could not go on',
    text: [asked ? withExact(sentence) : sentence],
    ...(asked && { details: stoppedAt(requestFacts(asked), asked) }),
    takesFocus: restart !== undefined && 'by itself',
    answers: [
      ...(recover ? [{ label: 'Continue where it was', isMain: true, choose: recover }] : []),
      ...(restart ? [{ label: 'Restart', isMain: !recover, choose: restart }] : []),
      ...(again ? [{ label: 'Open it again', choose: again }] : []),
      { label: 'Dismiss', choose: () => {} },
    ],
  };
}

/** Which instruction asked for memory that is not there. */
export function requestFacts(asked: MemoryRequest): Fact[] {
  const { sizeRegister, reads, registers, instructionsDone } = asked;
  const size = reads.find(({ register }) => register === sizeRegister);
  return [
    ...positionFacts(asked),
    ...(size ? [['Size asked', registerWords(size, registers)] satisfies Fact] : []),
    doneBefore(instructionsDone),
  ];
}
