/** Owns the words after which a program's output is another program. Does not know how that is caught. */

/** The codex's; the image's first byte follows the colon. */
export const ANNOUNCEMENT = 'UM program follows colon:';

/**
 * Whether output that was shown, what was caught left out, ends where another program followed.
 * @param {Uint8Array | undefined} output
 */
export function endsInAnnouncement(output) {
  return new TextDecoder().decode(output?.subarray(-ANNOUNCEMENT.length)) === ANNOUNCEMENT;
}
