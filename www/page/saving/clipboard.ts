/**
 * Owns the way of a text to the clipboard. Does not know whose text it is, nor
 * how the person is told that the browser refused.
 */

/**
 * Copies a text; false where the browser refuses. On a site without https only the
 * older way is there, which copies what is selected: `select` sees to that.
 */
export async function copyText(text: string, select?: () => void): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (!select) return false;
    select();
    return document.execCommand('copy');
  }
}
