/**
 * Owns the sheet that has the terminal's text in a field of its own, where it can be gone through,
 * selected and copied without a mouse: by the keys, by a screen reader, by a phone's own marks.
 * Comes when it is first wanted. Does not know what is done with the text.
 */
import type { Terminal } from '@xterm/xterm';
import { closeOnBackdrop, sheetHead, showDialog } from '../elements/dialogs.ts';
import { element } from '../elements/dom.ts';
import { copyText } from '../saving/clipboard.ts';
import '../style/text-sheet.css';
import { wholeLines } from './whole-lines.ts';

const TITLE = 'Text of the terminal';

/** `row` of the terminal: its line is selected. `closed` says where the focus goes. */
export function openTextSheet(
  terminal: Terminal,
  row: number | undefined,
  closed: () => void,
): void {
  const { lines, lineOfRow } = wholeLines(terminal.buffer.active);
  const field = element('textarea', {
    class: 'terminal-text',
    'aria-label': TITLE,
    'aria-readonly': true,
    // A phone's keyboard has nothing to do here.
    inputmode: 'none',
    spellcheck: 'false',
    wrap: 'off',
  });
  const whole = lines.join('\n');
  field.value = whole;
  // A field that is said to be only read has no cursor in Chromium, to be moved and selected with.
  field.addEventListener('beforeinput', (event) => event.preventDefault());
  // An input method writes all the same.
  field.addEventListener('input', () => {
    field.value = whole;
  });
  const said = element('span', { class: 'is-quiet', role: 'status' });
  const copy = element('button', { type: 'button', class: 'button button-main' });
  const dialog = element(
    'dialog',
    { class: 'sheet text-sheet', 'aria-label': TITLE },
    sheetHead(TITLE, () => dialog.close()),
    field,
    element('div', { class: 'text-sheet-foot' }, said, copy),
  );

  const selected = (): string => field.value.slice(field.selectionStart, field.selectionEnd);
  const name = (): void => {
    copy.textContent = selected() === '' ? 'Copy all' : 'Copy the selection';
  };
  copy.addEventListener('click', async () => {
    const text = selected() || whole;
    const isCopied = await copyText(text, () => {
      field.focus();
      if (selected() === '') field.select();
    });
    if (isCopied) dialog.close();
    else said.textContent = 'The browser refused. Copy it with the browser’s own menu.';
  });
  document.addEventListener('selectionchange', name);
  dialog.addEventListener('close', () => {
    document.removeEventListener('selectionchange', name);
    dialog.remove();
  });
  closeOnBackdrop(dialog);
  document.body.append(dialog);
  showDialog(dialog, closed);
  field.focus();

  const { viewportY, baseY } = terminal.buffer.active;
  // Whoever has scrolled back goes on there.
  const from = row ?? (viewportY < baseY ? viewportY : lineOfRow.length);
  const line = Math.min(lineOfRow[from] ?? lines.length, lines.length - 1);
  const start = lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
  const end = start + (lines[line] ?? '').length;
  const isAtEnd = from === lineOfRow.length;
  field.setSelectionRange(isAtEnd ? end : start, row === undefined && !isAtEnd ? start : end);
  const above = row === undefined ? 0 : field.clientHeight / 2;
  field.scrollLeft = 0;
  field.scrollTop = line * Number.parseFloat(getComputedStyle(field).lineHeight) - above;
  name();
}
