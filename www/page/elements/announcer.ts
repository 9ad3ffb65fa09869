/**
 * Owns what a screen reader says beside what has the focus: each sentence as it comes, none in
 * another's place, and what comes under a dialog after it. Does not know what is worth saying.
 */
import { byId, element } from './dom.ts';

/** Whoever looks through the page does not find there again what was said. */
const GONE_MS = 5_000;
/** A reader is told of a change of the page within this time. */
const THERE_MS = 500;

export function say(...sentences: readonly string[]): void {
  // What is under a dialog is not there; and what comes there with its first sentence is not heard.
  const dialog = document.querySelector('dialog[open]');
  if (dialog) {
    const later = (): void => void setTimeout(say, THERE_MS, ...sentences);
    dialog.addEventListener('close', later, { once: true });
    return;
  }
  for (const sentence of sentences.filter(Boolean)) {
    const said = element('p', {}, sentence);
    byId('announcer').append(said);
    setTimeout(() => said.remove(), GONE_MS);
  }
}
