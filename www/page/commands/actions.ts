/**
 * Owns the list of everything a person can do besides typing: each with its
 * name, its key, and whether it can be done now. The bar, the menu, the palette
 * and the key sheet all show this one list.
 * Does not know what the actions do.
 */

export interface Shortcut {
  /** A letter or a sign as printed on the key, or a name such as `F1`. */
  key: string;
  alt?: boolean;
  shift?: boolean;
  /** Ctrl, or Command on a Mac. */
  control?: boolean;
}

export interface Action {
  id: string;
  title: string;
  group: 'Program' | 'Terminal' | 'Page';
  shortcuts?: Shortcut[];
  /** Shown in the ⋯ menu, after a line when `start`. */
  inMenu?: 'item' | 'start';
  isPossible?: () => boolean;
  /** For what is on or off, or one of several. */
  isOn?: () => boolean;
  kind?: 'choice' | 'switch';
  /** A key that is held down does it again and again; all else is done once. */
  isHeld?: boolean;
  run: () => void;
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The shortcut as its keyboard prints it. */
export function keyName({ key, alt, shift, control }: Shortcut): string {
  const name = key.length === 1 ? key.toUpperCase() : key;
  if (isMac) return `${control ? '⌘' : ''}${alt ? '⌥' : ''}${shift ? '⇧' : ''}${name}`;
  return `${control ? 'Ctrl ' : ''}${alt ? 'Alt ' : ''}${shift ? 'Shift ' : ''}${name}`;
}

/** The shortcut as browsers tell it to a screen reader, which has words of its own for it. */
export function ariaShortcut({ key, alt, shift, control }: Shortcut): string {
  const held = [control && (isMac ? 'Meta' : 'Control'), alt && 'Alt', shift && 'Shift'];
  const name = { '+': 'Plus', '−': '-' }[key] ?? key;
  return [...held, name].filter(Boolean).join('+');
}

/**
 * The action that a key asks for, and by which shortcut: what is printed on the key counts first.
 * Keys that give no Latin letter, as a Mac's with Alt held and other scripts' do, count by their place.
 */
export function actionOf(
  actions: readonly Action[],
  event: KeyboardEvent,
): { action: Action; shortcut: Shortcut } | undefined {
  return find(actions, event, isPrintedOn) ?? find(actions, event, isInPlaceOf);
}

function find(
  actions: readonly Action[],
  event: KeyboardEvent,
  isMeant: (shortcut: Shortcut, event: KeyboardEvent) => boolean,
): { action: Action; shortcut: Shortcut } | undefined {
  for (const action of actions) {
    const shortcut = action.shortcuts?.find(
      (candidate) => isHeldFor(candidate, event) && isMeant(candidate, event),
    );
    if (shortcut) return { action, shortcut };
  }
  return undefined;
}

function isHeldFor(shortcut: Shortcut, event: KeyboardEvent): boolean {
  const control = isMac ? event.metaKey : event.ctrlKey;
  const otherControl = isMac ? event.ctrlKey : event.metaKey;
  return (
    event.altKey === Boolean(shortcut.alt) &&
    event.shiftKey === Boolean(shortcut.shift) &&
    control === Boolean(shortcut.control) &&
    !otherControl
  );
}

function isPrintedOn(shortcut: Shortcut, { key }: KeyboardEvent): boolean {
  // The minus of a shortcut is the sign; a keyboard has the hyphen, which is an underscore with Shift.
  const printed = key === '-' || key === '_' ? '−' : key;
  return printed.toLowerCase() === shortcut.key.toLowerCase();
}

function isInPlaceOf(shortcut: Shortcut, { key, code }: KeyboardEvent): boolean {
  return !/^[a-z]$/i.test(key) && code === codeOf(shortcut.key);
}

function codeOf(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return { '?': 'Slash', '+': 'Equal', '−': 'Minus' }[key] ?? key;
}
