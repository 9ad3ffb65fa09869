/**
 * Owns what by chance means in the tests of TypeScript: which seed, and how many trials. Tests
 * of every day go the same way each time, so that a failure is of what was changed; to look for
 * more, as with the tests of Rust:
 *
 *     UM32_SEED=7 UM32_TRIALS=5000 npx vitest run --testTimeout 600000 www/page/screen
 *
 * Does not know what is generated.
 */

/** What is set from outside. */
const { env } = /** @type {{ process: { env: Record<string, string | undefined> } }} */ (
  /** @type {unknown} */ (globalThis)
).process;

/** The seed, unless another is asked for. */
export const SEED = Number(env.UM32_SEED ?? 37);

/**
 * How fast-check is to try a property: so often, unless more or less is asked for.
 * @param {number} [trials]
 * @returns {{ seed: number; numRuns: number }}
 */
export function byChance(trials = 100) {
  return { seed: SEED, numRuns: Number(env.UM32_TRIALS ?? trials) };
}
