/** Owns the program's name in the bar and what is known of it, shown when the name is pressed. */
import type { KnownProgram } from '../../protocol.ts';
import { say } from '../elements/announcer.ts';
import { element } from '../elements/dom.ts';
import { factsList } from '../elements/facts.ts';
import { exact } from '../elements/quantities.ts';
import type { Sample } from '../opening/samples.ts';

export interface LoadedProgram {
  name: string;
  imageBytes: number;
  sha256: string;
  known?: KnownProgram;
}

export class ProgramFacts {
  readonly #button: HTMLElement;
  readonly #name = element('span', { class: 'program-name' });
  readonly #popover = element('div', {
    class: 'program-facts',
    popover: 'auto',
    role: 'dialog',
    'aria-label': 'About this program',
  });

  constructor(button: HTMLElement, closed: () => void) {
    this.#button = button;
    button.append(this.#name);
    button.setAttribute('aria-haspopup', 'dialog');
    this.#popover.id = 'program-facts';
    button.setAttribute('popovertarget', 'program-facts');
    this.#popover.addEventListener('toggle', (event) => {
      if ((event as ToggleEvent).newState !== 'closed') {
        // The focus stays on the button.
        say(...[...this.#popover.querySelectorAll('h2, p')].map((part) => part.textContent));
        return;
      }
      // It is told of a moment later: whoever closed it by a press elsewhere is there.
      const { activeElement, body } = document;
      if (activeElement === button || activeElement === body) closed();
    });
    button.after(this.#popover);
  }

  /** `sample`: it is one of those of the page. */
  show(program: LoadedProgram | undefined, sample?: Sample): void {
    this.#button.hidden = program === undefined;
    if (!program) return;
    this.#name.textContent = program.name;
    this.#button.setAttribute('aria-label', `Program: ${program.name}`);
    const { known } = program;
    this.#popover.replaceChildren(
      element('h2', {}, sample?.title ?? known?.title ?? program.name),
      element(
        'p',
        {},
        sample
          ? `One of um32’s own samples. ${sample.about}`
          : (known?.note ?? 'Not one of the programs that um32 knows by name.'),
      ),
      factsList([
        ['File', program.name],
        ['Image', `${exact(program.imageBytes)} bytes`],
        ['SHA-256', program.sha256],
      ]),
    );
  }
}
