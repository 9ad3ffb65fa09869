/**
 * Owns asking the browser not to clear away what the site keeps. Does not know
 * what that is.
 */

let hasAsked = false;

/** Once there is something whose loss would hurt: workers may not ask this. */
export function askToPersist(): void {
  if (hasAsked) return;
  hasAsked = true;
  void navigator.storage?.persist?.().catch(() => {});
}
