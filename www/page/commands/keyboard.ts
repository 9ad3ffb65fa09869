/** Owns the way from a key to the action it belongs to, unless the terminal needs that key. */

import { isDialogOpen } from '../elements/dialogs.ts';
import { isFieldIn } from '../elements/fields.ts';
import type { PageAbilities } from './abilities.ts';
import { type Action, actionOf, type Shortcut } from './actions.ts';

export function listenForShortcuts(actions: readonly Action[], page: PageAbilities): void {
  addEventListener('keydown', (event) => route(event, actions, page), { capture: true });
}

function route(event: KeyboardEvent, actions: readonly Action[], page: PageAbilities): void {
  if (event.isComposing) return;
  const asked = actionOf(actions, event);
  if (isDialogOpen()) {
    // Pressed again in haste, the palette's keys would be the browser's.
    if (asked?.action.id === 'palette') event.preventDefault();
    return;
  }
  if (asked) {
    const { action, shortcut } = asked;
    if (isLeftToTerminal(action, shortcut, page)) return;
    if (shortcut.control && isLeftToField(action, event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat && !action.isHeld) return;
    if (action.isPossible?.() ?? true) action.run();
    return;
  }
  // Where nothing is typed, the question mark alone asks for the keys.
  const isTyped =
    event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  if (event.key === '?' && !isTyped && !(event.target as Element).closest?.('.cards')) {
    event.preventDefault();
    page.openKeys();
    return;
  }
  // After a press beside the terminal nothing has the focus. The browser gives what a key
  // types to whoever has it once this returns.
  if (event.target === document.body && isTyping(event)) page.typeToTerminal();
}

/** Whether a key writes, by itself or as the beginning of a composition. */
function isTyping(event: KeyboardEvent): boolean {
  const { key, ctrlKey, altKey, metaKey } = event;
  if ((ctrlKey || altKey || metaKey) && !event.getModifierState('AltGraph')) return false;
  return key.length === 1 || ['Enter', 'Dead', 'Process'].includes(key);
}

/** A field of a panel takes back, finds and erases by its own keys; that of Find takes back. */
function isLeftToField({ id }: Action, target: EventTarget | null): boolean {
  const takesBack = id === 'undo' || id === 'redo';
  return isFieldIn('.dock', target) || (takesBack && isFieldIn('.find', target));
}

/**
 * Whether a key that is an action's belongs to the program or the line instead:
 * raw mode keeps all but its own family, and ^K erases while there is something
 * to erase.
 */
function isLeftToTerminal(action: Action, shortcut: Shortcut, page: PageAbilities): boolean {
  if (!shortcut.control) return false;
  if (page.isRaw()) return true;
  return action.id === 'palette' && page.hasTextAfterCursor();
}
