/** Owns numbers by chance that a seed gives again. Does not know what they are for. */

/** A generator of Lehmer's: whole numbers below `below`, without end. */
export function* random(seed: number, below: number): Generator<number, never> {
  for (let state = (seed % 2_147_483_646) + 1; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state % below;
  }
}
