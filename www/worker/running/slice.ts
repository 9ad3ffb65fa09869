/**
 * Owns one slice: short runs of the machine until the slice is over or the machine stops.
 * Deliberately knows neither output nor what a stop leads to.
 */
import type { GoalStop, MachinePort } from './machine-port.ts';
import type { SlicePacer } from './slice-pacer.ts';
import type { Standstill } from './standstill.ts';

/** Runs the machine, to where it is to stand still if there is such a place, for as long as the pacer says. */
export function runSlice(
  machine: MachinePort,
  pacer: SlicePacer,
  nowMs: () => number,
  standstill: Standstill,
): GoalStop {
  pacer.begin(nowMs());
  let done = machine.instructions();
  let stop: GoalStop = 'budget-spent';
  while (stop === 'budget-spent') {
    const budget = pacer.budget(nowMs());
    if (budget === 0) break;
    stop = standstill.run(machine, budget);
    const before = done;
    done = machine.instructions();
    pacer.note(done - before, nowMs());
  }
  return stop;
}
