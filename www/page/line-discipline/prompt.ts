/** Owns what a prompt asks for: whether what is typed after it may be shown, and whether it is a login's. */
import { withoutControls } from '../../session-log/plain-text.mjs';
import { isPasswordPrompt, mayAskForLogin } from '../../session-log/prompts.mjs';

/** What is typed after this line of output is shown as dots. */
export function asksForPassword(lastLine: string): boolean {
  return isPasswordPrompt(withoutControls(lastLine));
}

/** What is typed after this line of output may be a name or a password. */
export function asksForLogin(lastLine: string): boolean {
  return mayAskForLogin(withoutControls(lastLine));
}
