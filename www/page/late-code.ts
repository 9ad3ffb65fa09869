/**
 * Owns code that the page does without at first: it comes when it is wanted, or
 * when the browser has nothing else to do once the page is there. From then on
 * everything works without the network. Does not know what the code is for.
 */
const expected: (() => Promise<unknown>)[] = [];

/** Notes code that may be wanted; the same function, to fetch it by. */
export function late<Code>(fetch: () => Promise<Code>): () => Promise<Code> {
  expected.push(fetch);
  return fetch;
}

/** Fetches all of it, one after the other, when the page is there and the browser idle. */
export function fetchLateCode(): void {
  const next = (): void => {
    const fetch = expected.shift();
    // What does not come now is tried again when it is wanted.
    if (fetch) whenIdle(() => void fetch().then(next, next));
  };
  if (document.readyState === 'complete') next();
  else addEventListener('load', next, { once: true });
}

function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(act);
  else setTimeout(act, 200);
}
