/**
 * Owns how a prompt is known: by the end of the line of output that the program
 * asks after. Does not know what is done about it.
 */

/** So many bytes of output are enough to know a prompt by. */
export const PROMPT_BYTES = 16;
/** How UMIX's shell asks for a command. */
export const SHELL_PROMPT = '% ';

const PASSWORD_PROMPT = /password: ?$/i;
const LOGIN_PROMPT = /login: $/;

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
 * Whether UMIX's shell waits for a command.
 * @param {string} lastLine
 */
export function isShellPrompt(lastLine) {
  return lastLine.endsWith(SHELL_PROMPT);
}
