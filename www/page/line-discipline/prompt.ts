/** Owns what a prompt asks for, and how what is typed after it may be shown. */
import { withoutControls } from '../../session-log/plain-text.mjs';
import { isPasswordPrompt } from '../../session-log/prompts.mjs';

/** What is typed after this line of output is shown as dots. */
export function asksForPassword(lastLine: string): boolean {
  return isPasswordPrompt(withoutControls(lastLine));
}

/** Control characters as the terminal would show them, `^C`, instead of as it would obey them. */
export function printable(text: string): string {
  return text.replace(
    /[\x00-\x08\x0b-\x1f\x7f]/g,
    (character) => `^${String.fromCharCode(character.charCodeAt(0) ^ 64)}`,
  );
}
