/**
 * Owns how a failure's card lists the instructions that led to it; each leads back to where it is
 * to be done next. Comes when there is something to list. Does not know how they were found, nor
 * how it is gone back.
 */
import type { Led } from '../../wording/led-here.mjs';
import { element } from '../elements/dom.ts';
import { once } from '../elements/press.ts';
import '../style/text-button.css';
import '../style/led-here.css';

export { ledHere } from '../../wording/led-here.mjs';

/** Of a failure after so many instructions; `goBack` by so many of them. */
export function ledList(
  led: readonly Led[],
  instructionsDone: number,
  goBack: (instructions: number) => void,
): HTMLElement {
  return element(
    'section',
    { class: 'led-here', 'aria-labelledby': 'led-here' },
    element('h3', { class: 'panel-heading', id: 'led-here' }, 'What led here'),
    element(
      'dl',
      { class: 'facts' },
      ...led.flatMap(({ term, text, deed }) => {
        const code = element('code', {}, text);
        const back = deed && instructionsDone - deed.instructions;
        return [
          element('dt', {}, term),
          element('dd', {}, back === undefined ? code : placeButton(code, () => goBack(back))),
        ];
      }),
    ),
  );
}

function placeButton(code: HTMLElement, act: () => void): HTMLElement {
  return element(
    'button',
    { type: 'button', class: 'text-button led-place', title: 'Go back there', ...once(act) },
    code,
    element('span', { class: 'for-readers' }, ': go back there'),
  );
}
