/**
 * Owns the place where a program's output is read and lines are typed to it: it
 * makes the terminal, the screen, the line, what stands in for a keyboard, and
 * the transcript, and joins them. Does not know what becomes of a line, nor
 * what else is on the page.
 */
import type { HistoryPiece, LinesAhead } from '../../protocol.ts';
import { LineDiscipline } from '../line-discipline/discipline.ts';
import { Transcript } from '../saving/transcript.ts';
import { Screen } from '../screen/screen.ts';
import type { SettingsStore } from '../settings.ts';
import { afterPaint } from './after-paint.ts';
import { printWhole } from './paper.ts';
import { type TerminalListeners, TerminalView } from './terminal.ts';
import { TouchKeyboard } from './touch-keyboard.ts';

export interface PageTerminalOptions
  extends Omit<TerminalListeners, 'keys' | 'pastedText' | 'resized' | 'isRaw'> {
  place: HTMLElement;
  settings: SettingsStore;
  /** `echo` is the line as the terminal shows it, if it does; `ahead` may be handed over behind it. */
  send: (bytes: Uint8Array, echo?: string, ahead?: LinesAhead['lines']) => void;
  /** None of those ahead is to be handed over any more. */
  keepLines: () => void;
  endInput: () => void;
  /** This much of the output has been drawn. */
  drawn: (outputBytes: number) => void;
  /** A key did nothing, and that is worth a sign. */
  bell: () => void;
  /** ^C was pressed while the program computes, and there was nothing to drop. */
  interrupted: () => void;
  clearScreen: () => void;
  isLoaded: () => boolean;
}

export class PageTerminal {
  readonly transcript = new Transcript();
  readonly view: TerminalView;
  readonly screen: Screen;
  readonly line: LineDiscipline;
  readonly touch: TouchKeyboard;
  readonly #options: PageTerminalOptions;

  constructor(options: PageTerminalOptions) {
    this.#options = options;
    this.view = this.#makeView();
    printWhole(this.view.xterm, options.place);
    this.screen = this.#makeScreen();
    this.line = this.#makeLine();
    this.touch = new TouchKeyboard(this.line, this.view, options.isLoaded);
    this.#followCharacters();
    this.#followReader();
  }

  /** The program printed something. */
  output(bytes: Uint8Array): void {
    this.transcript.printed(bytes);
    this.line.output(bytes);
  }

  /** A line that neither the program nor the person wrote. */
  note(text: string): void {
    this.transcript.typed(`[${text}]`);
    this.line.note(`[${text}]`);
  }

  /** Shows what was printed and typed before; `isCut`: there was more. */
  recall(pieces: readonly HistoryPiece[], isCut: boolean): void {
    if (isCut) this.transcript.cut();
    for (const { output, echo, note } of pieces) {
      this.transcript.printed(output);
      if (echo !== undefined) this.transcript.typed(echo);
      this.line.recall(output, echo);
      if (note !== undefined) this.note(note);
    }
  }

  /** A program begins, on a clean screen; `isOnTheWay`: it is one that was gone to. */
  begin(isOnTheWay: boolean): void {
    // What was typed for the program before is not for this one; the arrows have it.
    if (!isOnTheWay) this.line.ended();
    this.line.started();
    this.screen.begin(() => this.view.reset());
    this.transcript.clear(this.#options.settings.now.characters);
  }

  /** Nothing will read what is typed: no cursor invites it. Gives how many lines on their way come back. */
  end(): number {
    const unread = this.line.ended();
    this.screen.action(() => this.view.xterm.write('\x1b[?25l'));
    return unread;
  }

  setRaw(isRaw: boolean): void {
    this.line.raw = isRaw;
    this.touch.setRaw(isRaw);
  }

  #makeView(): TerminalView {
    const { place, settings, ...listeners } = this.#options;
    return new TerminalView(place, settings, {
      ...listeners,
      keys: (data) => this.line.keys(data),
      pastedText: (text) => this.line.paste(text),
      resized: (apply) => this.screen.action(apply),
      isRaw: () => this.line.isRaw,
    });
  }

  #makeScreen(): Screen {
    return new Screen({
      glass: this.view.glass,
      widths: this.view.widths,
      compose: (columns, rows) => this.line.compose(columns, rows),
      drawn: this.#options.drawn,
      afterPaint,
    });
  }

  #makeLine(): LineDiscipline {
    const { send, keepLines, endInput, bell, interrupted, clearScreen } = this.#options;
    return new LineDiscipline({
      screen: this.screen,
      measure: this.view.widths.measure,
      send,
      keepLines,
      endInput,
      echoed: (text) => this.transcript.typed(text),
      bell,
      interrupted,
      clearScreen,
      changed: () => this.touch.lineChanged(),
    });
  }

  /** Whoever hears the page is told how to hear the output too, until that is so. */
  #followReader(): void {
    const { settings, place } = this.#options;
    const tell = (): void => {
      for (const field of place.parentElement?.querySelectorAll('textarea') ?? []) {
        field.setAttribute(
          'aria-description',
          `F6 leads on from here.${settings.now.screenReader ? '' : ' Alt Shift A has what is printed read out.'}`,
        );
      }
    };
    settings.onChange((_, changed) => {
      if (changed === 'screenReader') tell();
    });
    tell();
  }

  #followCharacters(): void {
    const { settings } = this.#options;
    const use = (): void => {
      this.line.useCharacters(settings.now.characters);
      this.transcript.useCharacters(settings.now.characters);
    };
    settings.onChange((_, changed) => {
      if (changed === 'characters') use();
    });
    use();
  }
}
