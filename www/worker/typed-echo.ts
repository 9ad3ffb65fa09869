/**
 * Owns what a terminal would have shown of bytes typed to it, where nobody saw
 * it. Deliberately knows nothing of sessions.
 */

const PASSWORD_PROMPT = /password: ?$/i;
/** So much of the output is enough to see that a password is asked for. */
const PROMPT_BYTES = 16;

/**
 * What a terminal would have shown of a line typed after this was printed:
 * nothing of a password, nothing of what is no text.
 */
export function echoOf(bytes: Uint8Array, printed: Uint8Array): string | undefined {
  const prompt = new TextDecoder('latin1').decode(printed.subarray(-PROMPT_BYTES));
  if (PASSWORD_PROMPT.test(prompt)) return '';
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const line = text.endsWith('\n') ? text.slice(0, -1) : text;
    return /\p{Cc}/u.test(line.replaceAll('\t', '')) ? undefined : line;
  } catch {
    return undefined;
  }
}
