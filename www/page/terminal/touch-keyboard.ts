/**
 * Owns what stands in for a keyboard of keys: the bar of keys where there is
 * little room or no mouse, and the field to type in on a phone or a tablet.
 * Does not know what is done with the keys.
 */
import { byId } from '../elements/dom.ts';
import { drawWhenReleased } from '../elements/press.ts';
import type { LineDiscipline } from '../line-discipline/discipline.ts';
import { KeyBar } from './key-bar.ts';
import type { TerminalView } from './terminal.ts';
import { TouchTyping } from './touch-typing.ts';

/** A phone or a tablet: its keyboard composes, and comes up when a field has the focus. */
const isTouch = matchMedia('(pointer: coarse)').matches;

/**
 * As narrow as phones are, some of which say that they have a mouse. Not by the size of type, as
 * the style sheets have it: whoever has large type on a desk has a keyboard all the same.
 */
const wantsKeyBar = matchMedia('(max-width: 640px), (pointer: coarse)');

export class TouchKeyboard {
  readonly #line: LineDiscipline;
  readonly #place = byId('key-bar');
  readonly #keyBar: KeyBar;
  /** What is typed to on a phone or a tablet. */
  readonly field: TouchTyping | undefined;

  constructor(line: LineDiscipline, terminal: TerminalView, isLoaded: () => boolean) {
    this.#line = line;
    this.#keyBar = new KeyBar(this.#place, (data) => line.keys(data));
    this.#keyBar.setRaw(false);
    if (isTouch) this.field = this.#makeField(terminal);
    wantsKeyBar.addEventListener('change', () => this.show(isLoaded()));
  }

  /** The bar is of use to a program only. */
  show(isLoaded: boolean): void {
    this.#place.hidden = !isLoaded || !wantsKeyBar.matches;
  }

  setRaw(isRaw: boolean): void {
    this.#keyBar.setRaw(isRaw);
  }

  /** The line was changed by other ways than the field. */
  lineChanged(): void {
    this.field?.show(this.#line.line.text, this.#line.line.cursor);
  }

  #makeField(terminal: TerminalView): TouchTyping {
    const field = new TouchTyping(byId('terminal'), {
      lineChanged: (text, cursor) => this.#line.replaceLine(text, cursor),
      keys: (data) => this.#line.keys(data),
      pasted: (event) => terminal.paste(event),
      lines: (text) => this.#line.paste(text),
      isRaw: () => this.#line.isRaw,
      takeControl: () => this.#keyBar.takeControl(),
      focusChanged: (hasFocus) => {
        terminal.showTypedTo(hasFocus);
        // A press takes the focus, and what moved then would not be where it is let go.
        drawWhenReleased(document.body, () => {
          document.body.classList.toggle('is-typed-to', hasFocus);
        });
      },
    });
    // A tap gives xterm's own field the focus; typing belongs in this one. It is none to be
    // found beside it, by a screen reader or by Tab.
    const { textarea } = terminal.xterm;
    textarea?.addEventListener('focus', () => field.focus());
    textarea?.setAttribute('aria-hidden', 'true');
    if (textarea) textarea.tabIndex = -1;
    return field;
  }
}
