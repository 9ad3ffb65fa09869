/**
 * Owns what people do with sessions, and what befalls these, drawn by chance. Deliberately knows
 * nothing of what is to come of it.
 */
import fc from 'fast-check';
import type { Command } from '../../protocol.ts';

/** Lines that are typed. */
const LINES = ['a', 'b', 'cc'];

/** What a person does in one of the tabs; `nth` and `part` choose among what there is then. */
export type Step = { tab: 0 | 1; nth: number; part: number } & (
  | { kind: 'type'; lines: string[] }
  | { kind: 'go-by'; steps: number[]; inHaste: boolean }
  | { kind: 'go-to'; inHaste: boolean }
  | { kind: 'start-over' | 'load'; inHaste: boolean }
  | { kind: 'continue'; how: 'so' | 'asCopy' | 'fromStart' }
  | { kind: 'rename' | 'duplicate' | 'delete' | 'restore' | 'export' | 'export-all' }
  | { kind: 'step-back' | 'type-again' | 'end-input' | 'wait' | 'stop' | 'reload' }
  | { kind: 'kill'; lines: string[]; slices: number; inHaste: boolean }
  | { kind: 'set-clock'; aheadMs: number }
  | { kind: 'refuse' | 'clear' }
  | { kind: 'meddle'; line: string; acts: { command: Command; slices: number }[] }
);

/** Instructions done, within the first few lines. */
const count = fc.integer({ min: 1, max: 5_000_000 });
const place = fc.record({ finger: count });
/** What is done to a program in the midst of its computing. */
const meddling: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('pause') }),
  fc.record({ type: fc.constant('run') }),
  fc.record({ type: fc.constant('step'), instructions: count }),
  fc.record({ type: fc.constant('step-back'), instructions: count }),
  fc.record({ type: fc.constant('run-back') }),
  fc.record({ type: fc.constant('run-to'), place }),
  fc.record({ type: fc.constant('stop-at'), place }),
  fc.record({ type: fc.constant('go-by'), steps: fc.integer({ min: -2, max: 2 }) }),
);
const inHaste = fc.boolean();
const lines = fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 3 });
/** In the session that is open. */
export const inTheOpenSession = [
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('type'), lines }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('go-by'),
      steps: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 3 }),
      inHaste,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('go-to'), inHaste }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('step-back', 'wait', 'type-again') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('meddle'),
      line: fc.constantFrom(...LINES),
      acts: fc.array(fc.record({ command: meddling, slices: fc.constantFrom(0, 1, 2, 3, 50) }), {
        maxLength: 6,
      }),
    }),
  },
];
/** With other sessions, and all of them. */
export const toOthers = [
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('start-over', 'load'), inHaste }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('continue'),
      how: fc.constantFrom('so', 'so', 'asCopy', 'fromStart'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'rename',
        'duplicate',
        'delete',
        'restore',
        'export',
        'export-all',
        'end-input',
        'stop',
        'reload',
      ),
    }),
  },
  // The worker dies in the midst of what it does.
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('kill'),
      lines,
      slices: fc.integer({ min: 0, max: 5 }),
      inHaste,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('set-clock'),
      aheadMs: fc.constantFrom(-3_600_000, -1000, 0, 3_600_000),
    }),
  },
];
/** The store refuses to write, or does so no more. */
export const refusals = [{ weight: 3, arbitrary: fc.record({ kind: fc.constant('refuse') }) }];

/** What is kept is cleared away, as a person may do in the browser's settings. */
export const clearings = [{ weight: 1, arbitrary: fc.record({ kind: fc.constant('clear') }) }];

/** So many steps of these kinds. */
export function stepsOf(
  kinds: readonly { weight: number; arbitrary: fc.Arbitrary<object> }[],
): fc.Arbitrary<Step[]> {
  const where = fc.record({
    tab: fc.constantFrom(0, 1),
    nth: fc.nat(1000),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const step = fc.tuple(where, fc.oneof(...kinds)).map(([at, what]) => ({ ...at, ...what }));
  return fc.array(step as fc.Arbitrary<Step>, { maxLength: 15 });
}
