/**
 * Owns which fields are written in beside the terminal, and whether one is now:
 * what comes late, or by itself, takes the focus from none. Does not know what
 * is written.
 */

/** A text field in this part of the page; the terminal's own are in neither. */
export function isFieldIn(part: '.dock' | '.find', target: EventTarget | null): boolean {
  const isText =
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['range', 'radio'].includes(target.type));
  return isText && target.closest(part) !== null;
}

/** Somebody is in a field of a panel or of Find. */
export function isWriting(): boolean {
  const { activeElement } = document;
  return isFieldIn('.dock', activeElement) || isFieldIn('.find', activeElement);
}
