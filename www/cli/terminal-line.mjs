/**
 * Owns where the cursor of a terminal stands that output goes to, at a line's beginning or
 * behind something, and all that a command tells there: it begins a line, and steers nothing.
 * Output that goes elsewhere is never added to. Does not know what is printed or told.
 */

const LINE_FEED = 10;

/** What steers a terminal: names of files may have it. Ends of lines and tabs stay. */
const STEERING = /(?![\n\t])\p{Cc}/gu;

/** Whether the cursor stands behind something, if output goes to a terminal at all. */
let isMidLine = false;

/**
 * This went to standard output, or was shown by the terminal itself, which echoes.
 * @param {Uint8Array | string} shown
 */
export function wasShown(shown) {
  if (shown.length > 0) isMidLine = shown.at(-1) !== LINE_FEED && shown.at(-1) !== '\n';
}

/** Ends the terminal's line where one is begun. */
export function endLine() {
  if (isMidLine && process.stdout.isTTY) process.stdout.write('\n');
  isMidLine = false;
}

/**
 * Tells the person something, on standard error, at the beginning of a line.
 * @param {string} text
 */
export function tell(text) {
  endLine();
  // Where it cannot be told there is nobody to tell that to; the exit code says it still.
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => {});
  process.stderr.write(text.replace(STEERING, byNumber));
}

/** @param {string} character below 256 */
function byNumber(character) {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
