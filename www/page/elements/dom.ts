/** Owns the making of elements: a tag, its attributes, its children, in one expression. */

type Child = Node | string | undefined | false;

interface Attributes {
  [name: string]: string | number | boolean | ((event: never) => void) | undefined;
}

/**
 * A `true` attribute is set empty, and those of ARIA to the word, which they take for one.
 * `false` and `undefined` are left out, `onclick` and the like are listened to.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(name.slice(2), value as EventListener);
    else made.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** The element of index.html with this id. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`index.html has no element #${id}.`);
  return found;
}
