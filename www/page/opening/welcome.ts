/** Owns what is shown before a program is loaded: two sentences, the place to drop one, the samples. */
import { element } from '../elements/dom.ts';
import { icon } from '../elements/icons.ts';
import { bringSourcesWithPerson, SAMPLES, type Sample } from './samples.ts';

export function fillWelcome(
  place: HTMLElement,
  { open, start }: { open: () => void; start: (sample: Sample) => void },
): void {
  bringSourcesWithPerson();
  const samples = SAMPLES.map((sample) =>
    element(
      'li',
      {},
      element(
        'button',
        { type: 'button', class: 'sample', onclick: () => start(sample) },
        element('span', { class: 'sample-title' }, sample.title),
        element('span', { class: 'sample-about' }, sample.about),
      ),
    ),
  );
  place.append(
    element(
      'div',
      { class: 'welcome-inner' },
      element(
        'p',
        { class: 'welcome-words' },
        'um32 runs programs for the Universal Machine, the sandstone computer of the 2006 ICFP programming contest. ',
        'Open a program of your own or start one of those below; nothing you open or type leaves this page.',
      ),
      element(
        'div',
        { class: 'drop' },
        element(
          'p',
          {},
          'Drop a .um or .umz here, or open one. The contest’s own, the codex, is at boundvariable.org.',
        ),
        element(
          'button',
          { type: 'button', class: 'button button-main', onclick: open },
          icon('open'),
          'Open a program',
        ),
      ),
      samples.length > 0 &&
        element(
          'div',
          {},
          element('h2', { class: 'welcome-heading' }, 'Programs to start with'),
          element('ul', { class: 'samples' }, ...samples),
        ),
    ),
  );
}
