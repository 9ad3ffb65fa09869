/**
 * Owns how an instruction that the program stopped at is shown: it, where it
 * stands, and the registers, those that it reads before the others. Does not
 * know why the program stopped.
 */
import type { RegisterRead } from '../../protocol.ts';
import { markedListing } from '../../wording/listing.mjs';
import { element } from '../elements/dom.ts';
import { type Fact, factsList } from '../elements/facts.ts';
import { exact, figures, hexadecimal, reading } from '../elements/quantities.ts';

export interface StoppedAt {
  finger: number;
  /** Absent where the finger is outside the 0 array. */
  platter?: number;
  instruction?: string;
  reads: readonly RegisterRead[];
  /** The line of its source, where that was opened. */
  source?: string;
  /** What stands around it, a line of a listing each. */
  listing: readonly string[];
  registers: readonly number[];
}

export function positionFacts({ finger, platter, instruction, source }: StoppedAt): Fact[] {
  return [
    [
      'Instruction',
      instruction === undefined
        ? 'none: the finger is outside the 0 array'
        : `${instruction}   [${hexadecimal(platter ?? 0)}]`,
    ],
    ...(source === undefined ? [] : [['Source', source] satisfies Fact]),
    ['Finger', exact(finger)],
  ];
}

export function doneBefore(instructions: number): Fact {
  return ['Instructions', `${exact(instructions)} done before`];
}

/** `C is r1 = 16 (0x00000010)`. */
export function registerWords(
  { letter, register }: RegisterRead,
  registers: readonly number[],
): string {
  return `${letter} is r${register} = ${figures(registers[register] ?? 0)}`;
}

/** What a register holds, and what else that may be. */
export type Parts = (string | HTMLElement)[];

const plain = (_register: number, ...parts: Parts): HTMLElement => element('code', {}, ...parts);

/**
 * The facts with all registers, and beside them the program around the instruction. `changed`
 * registers are shown with what they held before, and each as `show` has it.
 */
export function stoppedAt(
  facts: readonly Fact[],
  where: StoppedAt,
  changed: ReadonlyMap<number, number> = new Map(),
  show = plain,
): HTMLElement {
  return element(
    'div',
    { class: 'stopped-at' },
    stoppedList(facts, where, changed, show),
    where.listing.length > 0 && listingAround(where),
  );
}

function listingAround({ listing, finger }: StoppedAt): HTMLElement {
  const lines = markedListing(listing, finger).map(({ line, isAtFinger }) =>
    element('li', { 'aria-current': isAtFinger && 'true' }, element('code', {}, line)),
  );
  return element('ul', { class: 'listing', 'aria-label': 'The program around it' }, ...lines);
}

/** Behind a number. */
export const readAs = (meant: string): HTMLElement =>
  element('span', { class: 'is-quiet' }, ` ${meant}`);

/** The facts, and all registers; those that the instruction does not read are quiet. */
function stoppedList(
  facts: readonly Fact[],
  { reads, registers }: StoppedAt,
  changed: ReadonlyMap<number, number>,
  show: typeof plain,
): HTMLElement {
  const read = new Set(reads.map(({ register }) => register));
  const list = factsList(facts);
  const rows = registers.map((value, number) => {
    const was = changed.get(number);
    const meant = reading(value);
    const isQuiet = was === undefined && read.size > 0 && !read.has(number);
    return element(
      'li',
      { class: isQuiet && 'is-quiet' },
      show(number, `r${number} = ${exact(value)}`, meant && readAs(meant)),
      was !== undefined && element('span', { class: 'was' }, `was ${exact(was)}`),
    );
  });
  list.append(
    element('dt', {}, 'Registers'),
    element('dd', {}, element('ul', { class: 'register-list' }, ...rows)),
  );
  return list;
}
