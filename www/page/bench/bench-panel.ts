/**
 * Owns the bench's panel: the choice of what to run, the way a run goes, and
 * the results. Does not know how a bench is run; see bench.ts.
 */
import type { BenchEvent, BenchProgram } from '../../bench-protocol.ts';
import { reasonOf } from '../../wording/reason.mjs';
import { refusalText } from '../cards/source-mistakes.ts';
import type { PanelBody } from '../dock/dock.ts';
import { say } from '../elements/announcer.ts';
import { element } from '../elements/dom.ts';
import { short } from '../elements/quantities.ts';
import { lateCode } from '../late-code.ts';
import { chooseFile, type ProgramFile } from '../opening/open-program.ts';
import { Bench } from './bench.ts';
import { benchPrograms } from './bench-programs.ts';
import { benchFigure } from './plot.ts';
import '../style/bench.css';

export interface BenchPanelOptions {
  /** The name of the program in the terminal, if any. */
  loaded: () => string | undefined;
  /** That program; nothing when it cannot be had any more. */
  source: () => Promise<BenchProgram | undefined>;
  /** Whether it is one that people measure machines with. */
  isLoadedBenchmark: () => boolean;
  /** Lets the program in the terminal rest; what is given back lets it go on. */
  hold: () => () => void;
}

type Choice = 'loaded' | 'file' | 'own';

export class BenchPanel implements PanelBody {
  readonly content: HTMLElement;
  readonly #options: BenchPanelOptions;
  readonly #bench: Bench;
  readonly #choices = element('fieldset', { class: 'options' });
  readonly #start: HTMLButtonElement;
  readonly #choose: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  /** The program that is run, or how a run ended; which round changes too often to be read out. */
  readonly #stage = element('span', { role: 'status' });
  readonly #round = element('span');
  readonly #progress = element('progress', { 'aria-label': 'Bench', max: 1, hidden: true });
  readonly #count = element('p', { class: 'bench-count figure is-quiet', hidden: true });
  readonly #results = element('div', { class: 'bench-results' });
  /** What the person chose; until then what suits the loaded program. */
  #choice: Choice | undefined;
  #file: ProgramFile | undefined;
  #release = (): void => {};
  #wasStopped = false;

  constructor(options: BenchPanelOptions) {
    this.#options = options;
    this.#bench = new Bench({
      event: (event) => this.#heard(event),
      ended: () => this.#ended(),
    });
    this.#start = button('Run the bench', 'button button-main', () => void this.#run());
    this.#choose = button('Choose a file', 'button button-outlined', () => this.#chooseFile());
    this.#stop = button('Stop the bench', 'button button-outlined', () => {
      this.#wasStopped = true;
      this.#bench.stop();
    });
    this.#stop.hidden = true;
    this.content = element(
      'div',
      { class: 'panel' },
      element(
        'p',
        { class: 'is-quiet' },
        'Runs a program from its beginning, in both engines in turn, until it stops or asks for input. The session in the terminal is not touched; if it computes, it is paused meanwhile.',
      ),
      this.#choices,
      element(
        'div',
        { class: 'bench-run' },
        element('div', { class: 'bench-buttons' }, this.#start, this.#stop, this.#choose),
        element('p', {}, this.#stage, this.#round),
        this.#progress,
        this.#count,
      ),
      this.#results,
    );
    this.#fill();
  }

  shown(): void {
    this.#fill();
  }

  /** Another program is in the terminal, or none. */
  stateChanged(): void {
    this.#fill();
  }

  #chosen(): Choice {
    const { loaded, isLoadedBenchmark } = this.#options;
    if (this.#choice === 'file' && this.#file) return 'file';
    if (this.#choice === 'own') return 'own';
    if (!loaded()) return 'own';
    return this.#choice === 'loaded' || isLoadedBenchmark() ? 'loaded' : 'own';
  }

  /** What is chosen; otherwise says why it cannot be had. */
  async #programs(): Promise<BenchProgram[] | undefined> {
    const chosen = this.#chosen();
    if (chosen === 'own') {
      return lateCode(benchPrograms, 'Try again later.').catch((error: unknown) => {
        this.#trouble('Our two programs', reasonOf(error));
        return undefined;
      });
    }
    if (chosen === 'file') return this.#file && [this.#file];
    const name = this.#options.loaded() ?? 'The program';
    const program = await this.#options.source();
    if (program) return [program];
    this.#trouble(name, 'It is not in memory any more. Restart it, then run the bench.');
    return undefined;
  }

  /** Writes the choices anew, unless they are as they were: the focus may be in them. */
  #fill(): void {
    const loaded = this.#options.loaded();
    const options: [Choice, string, string][] = [
      ['own', 'Our two programs', 'Arrays and jump tables, 100 million instructions each.'],
    ];
    if (this.#file) options.unshift(['file', this.#file.name, 'The file you chose.']);
    if (loaded) options.unshift(['loaded', loaded, 'The program in the terminal.']);
    const wanted = JSON.stringify([options, this.#chosen(), this.#bench.isRunning]);
    if (this.#choices.dataset.filled === wanted) return;
    this.#choices.dataset.filled = wanted;
    this.#choices.replaceChildren(
      element('legend', { class: 'panel-heading' }, 'What to run'),
      ...options.map(([choice, title, about]) => this.#option(choice, title, about)),
    );
    this.#choices.disabled = this.#bench.isRunning;
  }

  #option(choice: Choice, title: string, about: string): HTMLElement {
    return element(
      'label',
      { class: 'option' },
      element('input', {
        type: 'radio',
        name: 'bench',
        value: choice,
        checked: choice === this.#chosen(),
        onchange: () => {
          this.#choice = choice;
        },
      }),
      element(
        'span',
        { class: 'option-text' },
        element('span', { class: 'option-title' }, title),
        element('span', { class: 'is-quiet' }, about),
      ),
    );
  }

  #chooseFile(): void {
    chooseFile({
      opened: (file) => {
        this.#file = file;
        this.#choice = 'file';
        this.#fill();
        this.#start.focus();
      },
      refused: (name, sentence) => this.#trouble(name, sentence),
    });
  }

  async #run(): Promise<void> {
    const programs = await this.#programs();
    if (!programs || this.#bench.isRunning) return;
    this.#wasStopped = false;
    this.#results.replaceChildren();
    this.#release = this.#options.hold();
    this.#bench.start(programs);
    // The programs may have taken a while: whoever is elsewhere by now stays there.
    const wasHere = document.activeElement === this.#start;
    this.#show(true);
    this.#tell('The engines are being prepared.');
    if (wasHere) this.#stop.focus();
  }

  #heard(event: BenchEvent): void {
    switch (event.type) {
      case 'bench-progress':
        this.#showProgress(event);
        break;
      case 'bench-result':
        this.#showResult(benchFigure(event.result));
        break;
      case 'bench-trouble':
        this.#trouble(event.name, event.sentence);
        break;
    }
  }

  #showProgress(event: Extract<BenchEvent, { type: 'bench-progress' }>): void {
    const { name, engine, round, instructionsDone, instructionsTotal } = event;
    this.#tell(name, `: ${engine}, round ${round}`);
    if (instructionsTotal) this.#progress.value = instructionsDone / instructionsTotal;
    else this.#progress.removeAttribute('value');
    const of = instructionsTotal ? ` of ${short(instructionsTotal)}` : '';
    this.#count.textContent = `${short(instructionsDone)}${of} instructions`;
  }

  #showResult(figure: HTMLElement): void {
    this.#results.append(figure);
    say(figure.querySelector('.result-head')?.textContent ?? '');
    figure.scrollIntoView({ block: 'nearest' });
  }

  #ended(): void {
    const hadFocus = document.activeElement === this.#stop;
    this.#show(false);
    this.#tell(this.#wasStopped ? 'Stopped.' : 'Done.');
    if (hadFocus) this.#start.focus({ preventScroll: true });
    this.#release();
  }

  #tell(stage: string, round = ''): void {
    // Written anew it would be read out anew.
    if (this.#stage.textContent !== stage) this.#stage.textContent = stage;
    this.#round.textContent = round;
  }

  #show(isRunning: boolean): void {
    this.#start.hidden = isRunning;
    this.#choose.hidden = isRunning;
    this.#stop.hidden = !isRunning;
    this.#progress.hidden = !isRunning;
    this.#count.hidden = !isRunning;
    this.#fill();
  }

  #trouble(name: string, sentence: string): void {
    // Of a source, each mistake has its line.
    const isOfSource = sentence.includes('\n');
    const parts = isOfSource ? [`${name}:`, ...refusalText(sentence)] : [`${name}: ${sentence}`];
    this.#results.append(element('div', { class: 'bench-trouble', role: 'alert' }, ...parts));
  }
}

function button(title: string, kind: string, onclick: () => void): HTMLButtonElement {
  return element('button', { type: 'button', class: kind, onclick }, title);
}
