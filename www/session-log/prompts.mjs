/**
 * Owns how a prompt is known: by the end of the line of output that the program
 * asks after, and which line that is. Does not know what is done about it.
 */

/** So many bytes of output are enough to know a prompt by. */
export const PROMPT_BYTES = 16;
/** How UMIX's shell asks for a command. */
export const SHELL_PROMPT = '% ';

/** No prompt is longer. */
export const LAST_LINE_CHARACTERS = 256;

const PASSWORD_PROMPT = /password: ?$/i;
const LOGIN_PROMPT = /login: $/;

/**
 * The line that output ends in, as far as it can be a prompt.
 * @param {string} before the line that it ended in so far
 * @param {string} text what has been printed since
 */
export function lastLineAfter(before, text) {
  const lineFeed = text.lastIndexOf('\n');
  const line = lineFeed >= 0 ? text.slice(lineFeed + 1) : before + text;
  return line.slice(-LAST_LINE_CHARACTERS);
}

/**
 * Whether what is typed next is not to be shown; most programs that ask so are no UMIX.
 * @param {string} lastLine
 */
export function isPasswordPrompt(lastLine) {
  return PASSWORD_PROMPT.test(lastLine);
}

/**
 * Whether UMIX asks who is there.
 * @param {string} lastLine
 */
export function isLoginPrompt(lastLine) {
  return LOGIN_PROMPT.test(lastLine);
}

/**
 * Whether what is typed next may be a name or a password. Says so rather too often.
 * @param {string} line as `lastLine`, without control sequences
 */
export function mayAskForLogin(line) {
  return /password|login: $/i.test(line);
}

/**
 * Whether UMIX's shell waits for a command.
 * @param {string} lastLine
 */
export function isShellPrompt(lastLine) {
  return lastLine.endsWith(SHELL_PROMPT);
}
