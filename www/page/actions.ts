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
  run: () => void;
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The shortcut as its keyboard prints it. */
export function keyName({ key, alt, shift, control }: Shortcut): string {
  const name = key.length === 1 ? key.toUpperCase() : key;
  if (isMac) return `${control ? '⌘' : ''}${alt ? '⌥' : ''}${shift ? '⇧' : ''}${name}`;
  return `${control ? 'Ctrl ' : ''}${alt ? 'Alt ' : ''}${shift ? 'Shift ' : ''}${name}`;
}

export function isPressed(shortcut: Shortcut, event: KeyboardEvent): boolean {
  const control = isMac ? event.metaKey : event.ctrlKey;
  const otherControl = isMac ? event.ctrlKey : event.metaKey;
  return (
    event.altKey === Boolean(shortcut.alt) &&
    event.shiftKey === Boolean(shortcut.shift) &&
    control === Boolean(shortcut.control) &&
    !otherControl &&
    (event.key.toLowerCase() === shortcut.key.toLowerCase() ||
      // With Alt held a Mac's keys give other letters; their places stay.
      event.code === codeOf(shortcut.key))
  );
}

function codeOf(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return { '?': 'Slash', '+': 'Equal', '−': 'Minus' }[key] ?? key;
}
