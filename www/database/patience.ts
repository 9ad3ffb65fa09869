/**
 * Owns how long the browser is given to open a database, the page's or the
 * worker's. Does not know what is kept in it, nor what follows where it is given up.
 */

/**
 * A database that neither opens nor refuses is given up after so long. A busy disk may well take
 * seconds, and what is given up is not kept.
 */
const PATIENCE_MS = 10_000;

/** What is opened; what `refusal` makes where that takes too long. */
export function patiently<Opened>(opening: Promise<Opened>, refusal: () => Error): Promise<Opened> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const outOfPatience = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(refusal()), PATIENCE_MS);
  });
  return Promise.race([opening, outOfPatience]).finally(() => clearTimeout(timer));
}
