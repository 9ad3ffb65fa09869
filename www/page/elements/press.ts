/**
 * Owns what can be pressed and what is being pressed. A button that is made anew
 * between press and release is not clicked; one that the browser disables loses
 * the focus. Does not know what is drawn.
 */

let pressed: Node | undefined;
const waiting = new Map<Node, () => void>();

/** Draws what `place` holds anew; when something in it is being pressed, after that. */
export function drawWhenReleased(place: Node, draw: () => void): void {
  if (pressed && place.contains(pressed)) {
    waiting.set(place, draw);
    return;
  }
  waiting.delete(place);
  draw();
}

/** A button that is of no use now keeps its place and the focus, and takes no click. */
export function setPressable(button: HTMLButtonElement, isPressable: boolean): void {
  button.ariaDisabled = isPressable ? null : 'true';
}

/** A button's part in a double click: `act` is begun by the first press, the second does nothing and takes no focus. */
export function once(
  act: () => void,
): Record<'onclick' | 'onmousedown', (event: MouseEvent) => void> {
  return {
    onclick: ({ detail }) => {
      if (detail < 2) act();
    },
    onmousedown: (event) => {
      if (event.detail >= 2) event.preventDefault();
    },
  };
}

function press(target: EventTarget | null): void {
  pressed = target instanceof Node ? target : undefined;
}

function release(): void {
  pressed = undefined;
  if (waiting.size === 0) return;
  // The click comes with the release, after it.
  setTimeout(() => {
    const due = [...waiting];
    waiting.clear();
    for (const [place, draw] of due) drawWhenReleased(place, draw);
  });
}

function refuse(event: MouseEvent): void {
  const { target } = event;
  if (!(target instanceof Element) || !target.closest('button[aria-disabled="true"]')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

addEventListener('click', refuse, true);
addEventListener('pointerdown', ({ target }) => press(target), true);
addEventListener('pointerup', release, true);
// After a tap the finger is gone when the mouse events come that move the focus and click.
addEventListener('mousedown', ({ target }) => press(target), true);
addEventListener('mouseup', release, true);
addEventListener('pointercancel', release, true);
addEventListener('blur', release);
addEventListener('keydown', ({ key, target }) => key === ' ' && press(target), true);
addEventListener('keyup', ({ key }) => key === ' ' && release(), true);
