/**
 * Owns the page as a whole: it makes every part and joins them. What a part
 * does is in its own file; here is only who hears of what.
 */
import type { MachineState } from '../protocol.ts';
import { abilitiesOf } from './abilities.ts';
import { type Action, keyName } from './actions.ts';
import { arrivalsOf } from './arrivals.ts';
import { CardStack } from './cards/card-stack.ts';
import { followTheme } from './colours.ts';
import { Controls } from './controls.ts';
import { Panels } from './dock/panels.ts';
import { byId } from './dom.ts';
import { Downloads } from './downloads.ts';
import { listenForShortcuts } from './keyboard.ts';
import { LineDiscipline } from './line-discipline/discipline.ts';
import { Screen } from './line-discipline/screen.ts';
import { Menu } from './menu.ts';
import { MeterLine } from './meter-line.ts';
import { Notices } from './notices.ts';
import {
  type Arriving,
  acceptDrops,
  acceptPastes,
  type Opening,
  openFromAddress,
  openPasted,
} from './open-program.ts';
import { type PageAbilities, pageActions } from './page-actions.ts';
import { type PaletteEntry, paletteEntries } from './palette.ts';
import { ProgramConnection } from './program-connection.ts';
import { type LoadedProgram, ProgramFacts } from './program-facts.ts';
import { Project } from './project.ts';
import { Regions } from './regions.ts';
import { saveFile } from './saving.ts';
import { MomentView } from './sessions/moment-view.ts';
import { PageSessions } from './sessions/page-sessions.ts';
import { SettingsStore } from './settings.ts';
import { StatePill } from './state-pill.ts';
import { FindBar } from './terminal/find-bar.ts';
import { TerminalView } from './terminal/terminal.ts';
import { TouchKeyboard } from './terminal/touch-keyboard.ts';
import { Transcript } from './transcript.ts';
import { followViewport } from './viewport.ts';
import { fillWelcome } from './welcome.ts';

export class App {
  readonly #settings = new SettingsStore();
  readonly #transcript = new Transcript();
  readonly #connection: ProgramConnection;
  readonly #terminal: TerminalView;
  readonly #screen: Screen;
  readonly #line: LineDiscipline;
  readonly #touch: TouchKeyboard;
  readonly #cards: CardStack;
  readonly #notices: Notices;
  readonly #pill: StatePill;
  readonly #meters: MeterLine;
  readonly #facts: ProgramFacts;
  readonly #find: FindBar;
  readonly #controls: Controls;
  readonly #regions: Regions;
  readonly #panels: Panels;
  readonly #sessions: PageSessions;
  readonly #project: Project;
  readonly #abilities: PageAbilities;
  readonly #actions: Action[];
  readonly #arrivals: Opening & Arriving;
  readonly #downloads: Downloads;

  constructor() {
    const glass = byId('glass');
    const focus = (): void => this.#regions.focusTerminal();
    followTheme(this.#settings, () => this.#terminal?.useTheme());

    const parts = {
      connection: () => this.#connection,
      sessions: () => this.#sessions,
      project: () => this.#project,
      notices: () => this.#notices,
    };
    this.#arrivals = arrivalsOf(parts);
    this.#downloads = new Downloads({ ...parts, transcript: this.#transcript });
    this.#terminal = new TerminalView(glass, this.#settings, {
      keys: (data) => this.#line.keys(data),
      pastedText: (text) => this.#line.paste(text),
      pastedFile: (event) => openPasted(event, this.#arrivals),
      copied: (isCopied) => this.#notices.copied(isCopied),
      resized: (apply) => this.#screen.action(apply),
      isRaw: () => this.#line.isRaw,
    });
    this.#screen = new Screen({
      glass: this.#terminal.glass,
      compose: (columns, rows) => this.#line.compose(columns, rows),
      drawn: (outputBytes) => this.#connection.drawn(outputBytes),
      afterPaint: (then) => {
        // A page out of sight paints nothing, but its program goes on.
        if (document.hidden) setTimeout(then, 0);
        else requestAnimationFrame(() => then());
      },
    });
    this.#line = new LineDiscipline({
      screen: this.#screen,
      measure: this.#terminal.measure,
      send: (bytes, echo) => {
        this.#pill.asksNoMore();
        this.#connection.input(bytes, echo);
      },
      endInput: () => {
        this.#pill.asksNoMore();
        this.#connection.endInput();
      },
      echoed: (text) => this.#transcript.typed(text),
      bell: () => this.#pill.nudge(),
      clearScreen: () => this.#abilities.clearScreen(),
      changed: () => this.#touch.lineChanged(),
    });
    this.#touch = new TouchKeyboard(
      this.#line,
      this.#terminal,
      () => this.#connection.program !== undefined,
    );
    this.#regions = new Regions({
      terminal: this.#terminal,
      touch: this.#touch.field,
      cards: () => this.#cards,
      controls: () => this.#controls,
      dock: () => this.#panels.dock,
    });

    this.#pill = new StatePill(byId('state'), byId('announcer'));
    this.#meters = new MeterLine(byId('meters'));
    this.#facts = new ProgramFacts(byId('program'), focus);
    this.#cards = new CardStack(byId('cards'), {
      answered: focus,
      typed: (text) => {
        focus();
        this.#line.keys(text);
      },
      mainKey: keyName({ key: 'Enter', alt: true }),
    });

    this.#notices = new Notices({
      cards: this.#cards,
      connection: () => this.#connection,
      open: () => this.#abilities.open(),
      typeLine: (text) => this.#line.typeLine(text),
      recover: () => this.#sessions.recover(),
    });
    this.#connection = this.#makeConnection();
    this.#sessions = this.#makeSessions();
    this.#project = this.#makeProject();
    this.#find = new FindBar(this.#terminal.xterm, byId('terminal'), this.#sessions.hits, focus);
    this.#panels = new Panels({
      first: [...this.#sessions.panels, ...this.#project.panels],
      settings: this.#settings,
      connection: this.#connection,
      restart: () => this.#abilities.restart(),
      changed: (isOpen) => this.#controls.showDock(isOpen),
      news: (isThere) => this.#controls.showNews(isThere),
      left: focus,
    });
    this.#abilities = this.#makeAbilities();
    this.#actions = pageActions(this.#abilities);
    this.#controls = new Controls(this.#actions, focus);
    new Menu(this.#controls.more, this.#actions, focus);
    fillWelcome(byId('welcome'), {
      open: () => this.#abilities.open(),
      start: (sample) => this.#abilities.startSample(sample),
    });
    this.#sessions.offerIn(byId('welcome'));
    this.#followSettings();
    this.#listen();
    this.#showState('empty');
    this.#sessions.openFromAddress();
    void openFromAddress(location.href, this.#arrivals);
  }

  #makeConnection(): ProgramConnection {
    return new ProgramConnection({
      loaded: (program) => this.#begin(program),
      state: (state) => this.#showState(state),
      meters: (meters, instructions) => {
        this.#meters.show(meters);
        this.#pill.measure(meters, instructions);
      },
      output: (bytes) => {
        this.#transcript.printed(bytes);
        this.#line.output(bytes);
      },
      failed: (failure) => this.#notices.failed(failure),
      hostError: (sentence, asked) => this.#notices.hostError(sentence, asked),
      refused: (name, sentence) => this.#notices.refused(name, sentence),
      dumpProgress: (caughtBytes) => this.#notices.dumpProgress(caughtBytes),
      dumpCaught: (dump) => this.#notices.dumpCaught(dump),
      dumpGone: () => this.#notices.dumpGone(),
      dumpBytes: (name, bytes) => saveFile(name, bytes, 'application/octet-stream'),
      savedOutput: (bytes, truncated) => this.#downloads.output(bytes, truncated),
      statistics: (statistics) => this.#panels.showStatistics(statistics),
      ofSessions: (event) => this.#sessions.heard(event),
      ofExchange: (event) => this.#project.heard(event),
      engine: () => this.#settings.now.engine,
    });
  }

  #makeAbilities(): PageAbilities {
    return abilitiesOf({
      settings: this.#settings,
      connection: this.#connection,
      sessions: this.#sessions,
      project: this.#project,
      line: this.#line,
      screen: this.#screen,
      terminal: this.#terminal,
      cards: this.#cards,
      find: this.#find,
      dock: this.#panels.dock,
      opening: this.#arrivals,
      actions: () => this.#actions,
      paletteEntries: () => this.#paletteEntries(),
      saveTranscript: () => {
        this.#downloads.transcript();
        this.#regions.focusTerminal();
      },
      setRaw: (isRaw) => this.#setRaw(isRaw),
      focusTerminal: () => this.#regions.focusTerminal(),
      nextRegion: () => this.#regions.next(),
      unlessPrecious: (verb, how, act) => this.#unlessPrecious(verb, how, act),
    });
  }

  #makeSessions(): PageSessions {
    return new PageSessions({
      connection: this.#connection,
      shelves: () => this.#project.shelf.shelves(),
      cards: this.#cards,
      moments: new MomentView(byId('terminal'), this.#terminal.xterm),
      characters: () => this.#settings.now.characters,
      recall: (pieces, isCut) => {
        if (isCut) this.#transcript.cut();
        for (const { output, echo, note } of pieces) {
          this.#transcript.printed(output);
          if (echo !== undefined) this.#transcript.typed(echo);
          this.#line.recall(output, echo);
          if (note !== undefined) this.#note(note);
        }
      },
      leaving: () => {
        this.#pill.asksNoMore();
        this.#line.left();
      },
      showPanel: () => this.#panels.dock.open('sessions'),
      arrived: () => this.#screen.action(() => this.#find.again()),
      terminal: this.#terminal.xterm,
      focus: () => this.#regions.focusTerminal(),
      isTyping: () => this.#line.line.text !== '',
      refused: (name, sentence) => this.#notices.refused(name, sentence),
      savedInPart: () => this.#downloads.savedInPart('transcript'),
      tell: (panel) => this.#panels.dock.tell(panel),
      typeLines: (lines) => {
        this.#line.paste(`${lines.join('\n')}\n`);
        this.#regions.focusTerminal();
      },
      chooseFile: () => this.#abilities.open(),
    });
  }

  #makeProject(): Project {
    return new Project({
      connection: this.#connection,
      cards: this.#cards,
      lastLine: () => this.#screen.lastLine,
      note: (text) => this.#note(text),
      hold: () => this.#line.notAsked(),
      answer: (text) => this.#line.asked(text),
      openProgram: (file) => this.#arrivals.opened(file),
      beforeReplacing: (file, shelve) => this.#notices.beforeReplacing(file, shelve),
      refused: (name, sentence) => this.#notices.refused(name, sentence),
      focusTerminal: () => this.#regions.focusTerminal(),
      unlessPrecious: (verb, how, act) => this.#unlessPrecious(verb, how, act),
    });
  }

  /** A line on the terminal that neither the program nor the person wrote. */
  #note(text: string): void {
    this.#transcript.typed(`[${text}]`);
    this.#line.note(`[${text}]`);
  }

  /** A program begins: its screen is clean, and what was said of the one before is gone. */
  #begin(program: LoadedProgram): void {
    // What was typed for the program before is not for this one; the arrows have it.
    if (!this.#connection.isOnTheWay) this.#line.ended();
    this.#line.started();
    this.#screen.begin(() => this.#terminal.reset());
    this.#transcript.clear(this.#settings.now.characters);
    this.#notices.programBegins(program.known);
    this.#project.begins();
    this.#facts.show(program);
    document.title = `${program.name} · um32`;
    // Whoever goes from hit to hit stays among them.
    if (!this.#find.hasFocus) this.#regions.focusTerminal();
  }

  #showState(state: MachineState): void {
    const isEmpty = state === 'empty';
    const wasEmpty = !this.#regions.isTerminalShown;
    byId('welcome').hidden = !isEmpty;
    byId('meters').hidden = isEmpty;
    this.#touch.show(!isEmpty);
    document.body.classList.toggle('is-loaded', !isEmpty);
    if (isEmpty) {
      this.#facts.show(undefined);
      // What is said where none was is of something else.
      if (!wasEmpty) {
        this.#notices.programIsGone();
        this.#regions.focusTerminalUnlessInDock();
      }
      this.#sessions.refresh();
      document.title = 'um32';
    } else if (wasEmpty) {
      this.#regions.focusTerminal();
    }
    this.#pill.show(state, this.#connection.meters.pendingInputBytes);
    this.#controls.show(state);
    this.#panels.stateChanged();
    this.#sessions.stateChanged();
    const answer = this.#project.stateChanged(state);
    if (state === 'awaiting-input') this.#line.asked(answer);
    else this.#line.notAsked();
    const isOver = isEmpty || state === 'halted' || state === 'failed';
    if (isOver) this.#end();
  }

  /** Nothing will read what is typed: no cursor invites it, and lines on their way come back. */
  #end(): void {
    const unread = this.#line.ended();
    this.#screen.action(() => this.#terminal.xterm.write('\x1b[?25l'));
    if (unread > 0) this.#notices.unread(unread);
  }

  #unlessPrecious(verb: string, how: string, act: () => void): void {
    const { program, isPrecious } = this.#connection;
    if (program && isPrecious) {
      this.#notices.beforeLosing(verb, `${verb} ${program.name}${how}?`, act);
    } else {
      act();
      this.#regions.focusTerminal();
    }
  }

  #setRaw(isRaw: boolean): void {
    this.#line.raw = isRaw;
    this.#touch.setRaw(isRaw);
    this.#meters.showModes(
      isRaw
        ? [{ word: 'Raw', name: 'Raw mode is on. Leave it', leave: () => this.#setRaw(false) }]
        : [],
    );
    this.#regions.focusTerminal();
  }

  #paletteEntries(): PaletteEntry[] {
    const answers = this.#cards.answers.map(({ card, answer, choose }) => ({
      title: `${answer.label} (${card})`,
      key: answer.isMain ? keyName({ key: 'Enter', alt: true }) : '',
      run: choose,
    }));
    const actions = this.#actions.filter(({ id }) => id !== 'palette' && id !== 'answer');
    const logins = this.#abilities.accounts().map(({ name, logIn }) => ({
      title: `Log in as ${name}`,
      key: '',
      run: logIn,
    }));
    return [...answers, ...paletteEntries(actions), ...logins];
  }

  #followSettings(): void {
    const useCharacters = (): void => {
      this.#line.useCharacters(this.#settings.now.characters);
      this.#transcript.useCharacters(this.#settings.now.characters);
    };
    this.#settings.onChange((_, changed) => {
      if (changed === 'characters') useCharacters();
      // A choice in a panel is often followed by another.
      this.#regions.focusTerminalUnlessInDock();
    });
    useCharacters();
  }

  #listen(): void {
    listenForShortcuts(this.#actions, this.#abilities);
    acceptDrops(this.#arrivals);
    acceptPastes(this.#arrivals);
    addEventListener('beforeunload', (event) => {
      if (this.#connection.isLostByClosing || this.#project.isLostByClosing) event.preventDefault();
    });
    followViewport(() => this.#terminal.fit());
  }
}
