/**
 * Owns how a panel's list is drawn anew: whoever has the focus in a row keeps it
 * there. Does not know what the rows are about.
 */

/** What tells a row from the others, in its `data-` attribute of that name. */
export type RowKey = 'session' | 'file' | 'account' | 'moment';

/** Puts `rows` in place of those of `list`; the focus is on the same button again, or the one in its place. */
export function replaceRows(list: HTMLElement, key: RowKey, rows: readonly HTMLElement[]): void {
  const focused = list.querySelector<HTMLElement>(':focus');
  const row = focused?.closest<HTMLElement>(`[data-${key}]`);
  const value = row?.dataset[key];
  list.replaceChildren(...rows);
  if (!focused || !row || value === undefined) return;
  const place = buttonsOf(row).indexOf(focused);
  focusRow(list, key, value, focused.textContent, place);
}

/** Puts the focus on the button with these words in the row whose key is `value`, or else on the one in that place. */
export function focusRow(
  list: HTMLElement,
  key: RowKey,
  value: string,
  words: string,
  place = 0,
): void {
  const rows = [...list.querySelectorAll<HTMLElement>(`[data-${key}]`)];
  const row = rows.find(({ dataset }) => dataset[key] === value);
  if (!row) return;
  const buttons = buttonsOf(row);
  const same = buttons.find(({ textContent }) => textContent === words);
  (same ?? buttons[Math.min(Math.max(0, place), buttons.length - 1)])?.focus();
}

function buttonsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll('button')];
}
