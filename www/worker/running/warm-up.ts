/**
 * Owns what the worker does while nobody has opened a program yet: it plays one
 * of its own for a moment, so that the browser has compiled machine and
 * translator well by the time they are needed. Deliberately knows nothing of
 * what that program is.
 */
import type { EnginePort } from './machine-port.ts';
import { sliceScheduler } from './slice-scheduler.ts';

/** Milliseconds in all; more gains nothing. */
export const WARM_UP_MS = 100;
/** Instructions in one piece: a few milliseconds, most of them compiling. */
export const PIECE_INSTRUCTIONS = 50_000;

/** Warms the engine up in pieces, until it is warm or a program is opened. */
export function warmUp(engine: EnginePort, nowMs: () => number): void {
  let run: (instructions: number) => boolean;
  try {
    run = engine.createWarmUpMachine();
  } catch {
    // A host without room for this says so when something real is opened.
    engine.release();
    return;
  }
  let spentMs = 0;
  const requestPiece = sliceScheduler(() => {
    const beganMs = nowMs();
    if (!run(PIECE_INSTRUCTIONS)) return;
    spentMs += nowMs() - beganMs;
    if (spentMs < WARM_UP_MS) requestPiece();
    else engine.release();
  });
  requestPiece();
}
