/**
 * Owns the look at another moment: a terminal over the terminal, as large and
 * of the same face, that shows what the screen showed then. What is on the
 * screen now stays under it. Does not know what moments are.
 */
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { Terminal } from '@xterm/xterm';
import type { HistoryPiece } from '../../protocol.ts';
import { element } from '../elements/dom.ts';
import { type CharacterSet, Decoder } from '../screen/characters.ts';
import { printable } from '../screen/control-characters.ts';
import { FAINT } from '../screen/echo.ts';
import { Flow } from '../screen/flow.ts';
import { refuseLargeCounts } from '../screen/large-counts.ts';
import '../style/moment.css';

export class MomentView {
  readonly #under: Terminal;
  readonly #place = element('div', { class: 'moment', role: 'region' });
  #terminal: Terminal | undefined;
  #flow: Flow | undefined;

  /** `place` holds the terminal `under`, which this one lies over. */
  constructor(place: HTMLElement, under: Terminal) {
    this.#under = under;
    place.append(this.#place);
    this.#place.hidden = true;
  }

  show(pieces: readonly HistoryPiece[], characters: CharacterSet, name: string): void {
    this.#place.hidden = false;
    this.#place.setAttribute('aria-label', name);
    const terminal = this.#terminal ?? this.#make();
    const flow = this.#flow ?? new Flow(terminal);
    this.#flow = flow;
    const { cols, rows, options } = this.#under;
    const { theme = {}, fontFamily = 'monospace', fontSize = 14 } = options;
    Object.assign(terminal.options, { theme, fontFamily, fontSize });
    terminal.resize(cols, rows);
    flow.reset();
    flow.write('\x1b[?25l');
    const decoder = new Decoder(characters);
    for (const { output, echo, note } of pieces) {
      flow.write(decoder.decode(output));
      if (echo !== undefined) flow.write(`${printable(echo)}\r\n`);
      if (note !== undefined) flow.write(`${FAINT}[${printable(note)}]\x1b[0m\r\n`);
    }
  }

  hide(): void {
    this.#place.hidden = true;
    this.#terminal?.dispose();
    this.#terminal = undefined;
    this.#flow = undefined;
    this.#place.replaceChildren();
  }

  #make(): Terminal {
    const { lineHeight = 1.2, minimumContrastRatio = 4.5 } = this.#under.options;
    const terminal = new Terminal({
      allowProposedApi: true,
      convertEol: true,
      disableStdin: true,
      logLevel: 'off',
      lineHeight,
      minimumContrastRatio,
      scrollback: 0,
    });
    terminal.loadAddon(new UnicodeGraphemesAddon());
    refuseLargeCounts(terminal.parser);
    terminal.open(this.#place);
    // It is a picture: nothing in it takes the focus, nor is there a field to be found.
    if (terminal.textarea) {
      terminal.textarea.tabIndex = -1;
      terminal.textarea.setAttribute('aria-hidden', 'true');
    }
    this.#terminal = terminal;
    return terminal;
  }
}
