/**
 * Owns the order that sessions are listed in, with a computer's clock that was wrong at times.
 * Does not know what else is listed of them.
 */

/** A clock is set by hand, or goes by another zone's time: by less than that. */
const DAY_MS = 86_400_000;

/**
 * The order of what was changed last first; what a clock that was ahead has dated comes after all
 * else: it would stay first until that date.
 * @param {number} now in milliseconds since 1970
 * @returns {(one: { changed: number }, other: { changed: number }) => number}
 */
export function newestFirst(now) {
  const isAhead = (/** @type {{ changed: number }} */ { changed }) => changed > now + DAY_MS;
  return (one, other) =>
    Number(isAhead(one)) - Number(isAhead(other)) || other.changed - one.changed;
}
