/** Owns what a prompt asks for: whether what is typed after it may be shown. */
import { withoutControls } from '../../session-log/plain-text.mjs';
import { isPasswordPrompt } from '../../session-log/prompts.mjs';

/** What is typed after this line of output is shown as dots. */
export function asksForPassword(lastLine: string): boolean {
  return isPasswordPrompt(withoutControls(lastLine));
}
