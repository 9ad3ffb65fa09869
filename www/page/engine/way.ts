/**
 * Owns how the Engine panel asks for something: a field, and the button that does what is in it.
 * Does not know what is asked for.
 */
import { element } from '../elements/dom.ts';
import '../style/field.css';

export function submit(word: string, look: 'button-main' | 'button-outlined'): HTMLButtonElement {
  return element('button', { type: 'submit', class: `button ${look}` }, word);
}

/** A field for what programmers write; `news` is the id of what is said of it. */
export function codeField(label: string, placeholder: string, news: string): HTMLInputElement {
  return element('input', {
    class: 'field',
    'aria-label': label,
    'aria-describedby': news,
    placeholder,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
  });
}

/** Enter in its field is its button. */
export function way(act: () => void, ...parts: (HTMLElement | string)[]): HTMLElement {
  return element(
    'form',
    {
      class: 'stepping-way',
      novalidate: true,
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        act();
      },
    },
    ...parts,
  );
}
