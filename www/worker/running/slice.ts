/**
 * Owns one slice: short runs of the machine until the slice is over or the machine stops.
 * Deliberately knows neither output nor what a stop leads to.
 */
import type { GoalStop, MachinePort } from './machine-port.ts';
import type { SlicePacer } from './slice-pacer.ts';
import type { Goal } from './standstill.ts';

/** Runs the machine, to the goal if there is one, for as long as the pacer says. */
export function runSlice(
  machine: MachinePort,
  pacer: SlicePacer,
  nowMs: () => number,
  goal: Goal | undefined,
): GoalStop {
  pacer.begin(nowMs());
  let done = machine.instructions();
  let stop: GoalStop = 'budget-spent';
  while (stop === 'budget-spent') {
    const budget = pacer.budget(nowMs());
    if (budget === 0) break;
    stop = goal ? goal.run(machine, budget) : machine.run(budget);
    const before = done;
    done = machine.instructions();
    pacer.note(done - before, nowMs());
  }
  return stop;
}
