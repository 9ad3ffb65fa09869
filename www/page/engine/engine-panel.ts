/**
 * Owns the panel about the engine: where the program stands, which engine it has, what the
 * translator did, and the choice for the next program. It asks for figures only while it is in
 * sight. Does not know how they come about.
 */
import type { ArrayLook, EngineName, MachineState, Statistics } from '../../protocol.ts';
import type { PanelBody } from '../dock/dock.ts';
import { element } from '../elements/dom.ts';
import type { SettingsStore } from '../settings.ts';
import { ArrayView } from './arrays/array-view.ts';
import { engineFigures } from './engine-figures.ts';
import { ENGINE_WORDS } from './engine-words.ts';
import { Stepping, type SteppingListeners } from './stepping.ts';
import { Watches, type WatchesListeners } from './watches.ts';
import '../style/engine.css';
import '../style/stepping.css';

// A failure's card leads to this panel: what it tells later comes with the same code, as pieces of
// code that share others in ever new ways make the page heavier.
export { reportOf } from '../cards/failure-report.ts';
export { ledHere, ledList } from '../cards/led-here.ts';

/** While a program runs its figures are asked for this often. */
const ASK_EVERY_MS = 500;

export interface EnginePanelOptions
  extends Omit<SteppingListeners, 'lookInto' | 'watches'>,
    WatchesListeners {
  settings: SettingsStore;
  /** Asks the worker, also what lies in an array; the answer comes to `show`. */
  ask: (look?: ArrayLook) => void;
  /** Tells the loaded program from others. */
  program: () => string | undefined;
  state: () => MachineState;
  restart: () => void;
  /** It has something to say, should it be out of sight. */
  news: () => void;
}

export class EnginePanel implements PanelBody {
  readonly content: HTMLElement;
  readonly #options: EnginePanelOptions;
  readonly #choices: HTMLInputElement[] = [];
  readonly #pending = element('div', { class: 'engine-pending', hidden: true });
  readonly #arrays: ArrayView;
  readonly #stepping: Stepping;
  readonly #watches: Watches;
  readonly #figures = element('div', { class: 'engine-figures' });
  #timer: ReturnType<typeof setInterval> | undefined;
  /** The engine of the program that is loaded. */
  #inUse: EngineName | undefined;
  /** What that program was to have. */
  #asked: EngineName | undefined;

  constructor(options: EnginePanelOptions) {
    this.#options = options;
    const watches = new Watches(options);
    this.#watches = watches;
    this.#arrays = new ArrayView({
      program: options.program,
      wanted: () => this.#ask(),
      watches,
    });
    const lookInto = (identifier: number) => this.#arrays.lookInto(identifier);
    this.#stepping = new Stepping({ ...options, lookInto, watches });
    this.#pending.append(
      element('p', {}),
      element(
        'button',
        { type: 'button', class: 'button button-outlined', onclick: () => options.restart() },
        'Restart now',
      ),
    );
    this.content = element(
      'div',
      { class: 'panel' },
      this.#stepping.content,
      this.#arrays.content,
      this.#choice(),
      this.#pending,
      this.#figures,
    );
    options.settings.onChange((_, changed) => {
      if (changed === 'engine') this.#showChoice();
    });
    this.show({ instructionsDone: 0 });
  }

  /** Where the program is to run to is written next. */
  askPlace(): void {
    this.#stepping.askPlace();
  }

  /** Who goes back goes on from here. */
  awaitBack(): void {
    this.#stepping.awaitBack();
  }

  shown(): void {
    this.#ask();
    this.#timer = setInterval(() => {
      if (this.#options.state() === 'running' && !document.hidden) this.#options.ask();
    }, ASK_EVERY_MS);
  }

  hidden(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#stepping.hidden();
  }

  /** The program's state is another: its figures have come to rest, or begin. */
  stateChanged(): void {
    if (this.#timer !== undefined || this.#stepping.mayStop) this.#ask();
  }

  /** All there is to show of a program that may stand still. */
  #ask(): void {
    this.#options.ask(this.#arrays.look);
  }

  show(statistics: Statistics): void {
    this.#inUse = statistics.engine;
    this.#asked = statistics.asked;
    this.#showChoice();
    // The others have their buttons.
    this.#watches.show(statistics);
    this.#stepping.show(statistics, this.#options.state());
    this.#arrays.show(statistics, this.#options.state());
    const by = statistics.approach?.by;
    if (by === 'stop-at' || by === 'watch') this.#options.news();
    this.#figures.replaceChildren(...engineFigures(statistics));
  }

  #choice(): HTMLElement {
    const option = (engine: EngineName, about: string): HTMLElement => {
      const field = element('input', {
        type: 'radio',
        name: 'engine',
        value: engine,
        onchange: () => this.#options.settings.set('engine', engine),
      });
      this.#choices.push(field);
      return element(
        'label',
        { class: 'option' },
        field,
        element(
          'span',
          { class: 'option-text' },
          element('span', { class: 'option-title' }, ENGINE_WORDS[engine]),
          element('span', { class: 'is-quiet' }, about),
        ),
      );
    };
    return element(
      'fieldset',
      { class: 'options' },
      element('legend', { class: 'panel-heading' }, 'Run programs with'),
      option('translator', 'Hot code becomes WebAssembly, the rest is interpreted.'),
      option('interpreter', 'One instruction at a time: slower, and just as exact.'),
    );
  }

  #showChoice(): void {
    const chosen = this.#options.settings.now.engine;
    for (const field of this.#choices) field.checked = field.value === chosen;
    const inUse = this.#inUse;
    // A restart gives no other engine where the browser cannot run translated code.
    this.#pending.hidden = !inUse || chosen === inUse || chosen === this.#asked;
    const text = this.#pending.querySelector('p');
    if (text && inUse) {
      text.textContent = `The loaded program still has the ${inUse}: your choice applies to the next program or restart.`;
    }
  }
}
