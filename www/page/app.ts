/**
 * Owns the page as a whole: it makes every part and joins them. What a part
 * does is in its own file; here is only who hears of what.
 */
import { listenToBrowser } from './browser-events.ts';
import { CardStack } from './cards/card-stack.ts';
import { followTheme } from './colours.ts';
import { abilitiesOf, type PageAbilities } from './commands/abilities.ts';
import { type Action, keyName } from './commands/actions.ts';
import { Controls } from './commands/controls.ts';
import { listenForShortcuts } from './commands/keyboard.ts';
import { Menu } from './commands/menu.ts';
import { pageActions } from './commands/page-actions.ts';
import type { PaletteEntry } from './commands/palette.ts';
import { paletteEntries } from './commands/palette-entries.ts';
import { say } from './elements/announcer.ts';
import { byId } from './elements/dom.ts';
import { Notices } from './notices.ts';
import { arrivalsOf } from './opening/arrivals.ts';
import { openFromAddress, openPasted } from './opening/open-program.ts';
import { fillWelcome } from './opening/welcome.ts';
import { Panels } from './panels.ts';
import { ProgramConnection } from './program/program-connection.ts';
import { ProgramFacts } from './program/program-facts.ts';
import { Project } from './project.ts';
import { Regions } from './regions.ts';
import { Downloads } from './saving/downloads.ts';
import { saveFile } from './saving/saving.ts';
import { PageSessions } from './sessions/page-sessions.ts';
import { SettingsStore } from './settings.ts';
import { MeterLine } from './state/meter-line.ts';
import { ShownState } from './state/shown-state.ts';
import { StatePill } from './state/state-pill.ts';
import { FindBar } from './terminal/find-bar.ts';
import { PageTerminal } from './terminal/page-terminal.ts';

export class App {
  readonly #settings = new SettingsStore();
  readonly #connection: ProgramConnection;
  readonly #terminal: PageTerminal;
  readonly #cards: CardStack;
  readonly #notices: Notices;
  readonly #pill: StatePill;
  readonly #meters: MeterLine;
  readonly #shown: ShownState;
  readonly #find: FindBar;
  readonly #controls: Controls;
  readonly #regions: Regions;
  readonly #panels: Panels;
  readonly #sessions: PageSessions;
  readonly #project: Project;
  readonly #abilities: PageAbilities;
  readonly #actions: Action[];
  readonly #arrivals: ReturnType<typeof arrivalsOf>;
  readonly #downloads: Downloads;
  readonly #focus = (): void => this.#regions.focusTerminal();
  /** The machine goes to another moment: what is typed from now on is for that one. */
  readonly #leaving = (): void => {
    this.#pill.asksNoMore();
    this.#terminal.line.left();
  };

  constructor() {
    followTheme(this.#settings, () => this.#terminal?.view.useTheme());

    const parts = {
      connection: () => this.#connection,
      sessions: () => this.#sessions,
      project: () => this.#project,
      notices: () => this.#notices,
    };
    this.#arrivals = arrivalsOf(parts);
    this.#terminal = this.#makeTerminal();
    this.#downloads = new Downloads({ ...parts, transcript: this.#terminal.transcript });
    this.#regions = this.#makeRegions();
    this.#pill = new StatePill(byId('state'));
    this.#meters = new MeterLine(byId('meters'));
    this.#cards = this.#makeCards();
    this.#notices = this.#makeNotices();
    this.#connection = this.#makeConnection();
    this.#sessions = this.#makeSessions();
    this.#project = this.#makeProject();
    this.#find = this.#makeFind();
    this.#panels = this.#makePanels();
    this.#abilities = this.#makeAbilities();
    this.#actions = pageActions(this.#abilities);
    this.#controls = new Controls(this.#actions, this.#focus);
    new Menu(this.#controls.more, this.#actions, this.#focus);

    this.#shown = this.#makeShown();

    this.#fillWelcome();
    this.#listen();
    this.#shown.show('empty');
    this.#sessions.openFromAddress();
    void openFromAddress(this.#arrivals);
  }

  #makeTerminal(): PageTerminal {
    return new PageTerminal({
      place: byId('glass'),
      settings: this.#settings,
      send: (bytes, echo, ahead) => {
        this.#pill.asksNoMore();
        this.#connection.input(bytes, echo, ahead);
        this.#notices.offer.typed();
      },
      keepLines: () => this.#connection.keepLines(),
      endInput: () => {
        this.#pill.asksNoMore();
        this.#connection.endInput();
      },
      drawn: (outputBytes) => this.#connection.drawn(outputBytes),
      bell: () => this.#pill.nudge(this.#connection.isLive),
      interrupted: () => this.#notices.interrupted(),
      clearScreen: () => this.#abilities.clearScreen(),
      pastedFile: (event) => openPasted(event, this.#arrivals),
      copied: (isCopied) => this.#notices.copied(isCopied),
      heldOn: (row) => this.#abilities.showText(row),
      link: (address) => void this.#notices.beforeFollowing(address),
      linksMissing: (sentence) => this.#notices.linksMissing(sentence),
      widthsMissing: (sentence) => this.#notices.widthsMissing(sentence),
      isLoaded: () => this.#connection.program !== undefined,
    });
  }

  #makeRegions(): Regions {
    return new Regions({
      terminal: this.#terminal.view,
      touch: this.#terminal.touch.field,
      cards: () => this.#cards,
      controls: () => this.#controls,
      dock: () => this.#panels.dock,
    });
  }

  #makeCards(): CardStack {
    return new CardStack(byId('cards'), {
      answered: this.#focus,
      typed: (text) => {
        this.#focus();
        this.#terminal.line.keys(text);
      },
      mainKey: keyName({ key: 'Enter', alt: true }),
    });
  }

  #makeNotices(): Notices {
    return new Notices({
      cards: this.#cards,
      connection: () => this.#connection,
      opening: this.#arrivals,
      restart: (then) => this.#abilities.restart(then),
      stepBack: (instructions) => {
        this.#panels.awaitBack();
        this.#sessions.stepBack(instructions);
      },
      typeLine: (text) => this.#terminal.line.typeLine(text),
      recover: () => this.#sessions.recover(),
      undo: () => this.#sessions.undo(),
    });
  }

  #makeFind(): FindBar {
    const { xterm } = this.#terminal.view;
    return new FindBar(xterm, byId('terminal'), this.#sessions.search, this.#focus);
  }

  #makePanels(): Panels {
    return new Panels({
      first: [...this.#sessions.panels, ...this.#project.panels],
      settings: this.#settings,
      connection: this.#connection,
      restart: (isPaused) => this.#abilities.restart(undefined, isPaused),
      stepBack: (instructions) => this.#sessions.stepBack(instructions),
      runBack: () => this.#sessions.runBack(),
      changed: (isOpen) => this.#controls.showDock(isOpen),
      news: (isThere) => this.#controls.showNews(isThere),
      left: this.#focus,
    });
  }

  #fillWelcome(): void {
    fillWelcome(byId('welcome'), {
      open: () => this.#abilities.open(),
      start: (sample) => this.#abilities.startSample(sample),
    });
    this.#sessions.offerIn(byId('welcome'));
  }

  #makeConnection(): ProgramConnection {
    return new ProgramConnection({
      leaving: this.#leaving,
      loaded: (program, beginning) => this.#shown.begin(program, beginning),
      state: (state) => this.#shown.show(state),
      meters: (meters, instructions) => {
        this.#meters.show(meters);
        this.#pill.measure(meters, instructions);
      },
      output: (bytes) => {
        this.#notices.offer.printed(bytes);
        this.#terminal.output(bytes);
      },
      lineTaken: (echo) => {
        this.#project.accounts.lineTaken();
        this.#terminal.line.taken(echo);
      },
      failed: (failure) => this.#notices.failed(failure),
      haltedSilently: (halt) => this.#notices.haltedSilently(halt),
      ledToFailure: (led) => void this.#notices.ledToFailure(led),
      hostError: (sentence, asked) => this.#notices.hostError(sentence, asked),
      refused: (name, sentence, file) => this.#notices.refused(name, sentence, file),
      dumpProgress: (caughtBytes) => this.#notices.dumpProgress(caughtBytes),
      dumpCaught: (dump) => this.#notices.dumpCaught(dump),
      dumpGone: () => this.#notices.dumpGone(),
      dumpBytes: (name, bytes) => saveFile(name, bytes, 'application/octet-stream'),
      savedOutput: (bytes, truncated) => this.#downloads.output(bytes, truncated),
      statistics: (statistics) => this.#panels.showStatistics(statistics),
      ofSessions: (event) => this.#sessions.heard(event),
      ofExchange: (event) => this.#project.heard(event),
      lost: () => this.#sessions.files.imports.lost(),
      engine: () => this.#settings.now.engine,
    });
  }

  #makeAbilities(): PageAbilities {
    return abilitiesOf({
      settings: this.#settings,
      connection: this.#connection,
      sessions: this.#sessions,
      project: this.#project,
      line: this.#terminal.line,
      screen: this.#terminal.screen,
      terminal: this.#terminal.view,
      cards: this.#cards,
      find: this.#find,
      dock: this.#panels.dock,
      opening: this.#arrivals,
      again: this.#notices.again,
      actions: () => this.#actions,
      paletteEntries: () => this.#paletteEntries(),
      saveProgram: () => {
        void this.#downloads.program();
        this.#regions.focusTerminal();
      },
      saveTranscript: () => {
        this.#downloads.transcript();
        this.#regions.focusTerminal();
      },
      setRaw: (isRaw) => this.#setRaw(isRaw),
      focusTerminal: this.#focus,
      focusTerminalUnlessInDock: () => this.#regions.focusTerminalUnlessInDock(),
      runTo: () => this.#panels.runTo(),
      nextRegion: () => this.#regions.next(),
      typeToTerminal: () => this.#regions.typeToTerminal(),
      unlessPrecious: (verb, how, act) => this.#unlessPrecious(verb, how, act),
    });
  }

  #makeSessions(): PageSessions {
    return new PageSessions({
      connection: this.#connection,
      shelves: () => this.#project.shelf.shelves(),
      cards: this.#cards,
      place: byId('terminal'),
      characters: () => this.#settings.now.characters,
      recall: (pieces, isCut) => this.#terminal.recall(pieces, isCut),
      leaving: this.#leaving,
      showPanel: () => this.#panels.dock.open('sessions'),
      found: ({ text, hits, total }) => this.#find.found(text, hits, total),
      another: () => this.#find.askAnew(),
      arrived: () => this.#terminal.screen.action(() => this.#find.again()),
      terminal: this.#terminal.view.xterm,
      focus: this.#focus,
      isTyping: () => this.#terminal.line.line.text !== '',
      refused: (name, sentence) => this.#notices.refused(name, sentence),
      savedInPart: () => this.#downloads.savedInPart('transcript'),
      tell: (panel) => this.#panels.dock.tell(panel),
      typeLines: (lines) => {
        this.#terminal.line.paste(`${lines.join('\n')}\n`);
        this.#regions.focusTerminal();
      },
      chooseFile: () => this.#abilities.open(),
      unlessPrecious: (verb, how, act) => this.#unlessPrecious(verb, how, act),
    });
  }

  #makeProject(): Project {
    return new Project({
      connection: this.#connection,
      cards: this.#cards,
      lastLine: () => this.#terminal.screen.lastLine,
      note: (text) => this.#terminal.note(text),
      hold: () => this.#terminal.line.notAsked(),
      startOver: () => this.#sessions.startOver(),
      answer: (text) => this.#terminal.line.asked(text),
      openProgram: this.#arrivals.opened,
      showAccounts: () => this.#panels.dock.open('accounts'),
      refused: (name, sentence) => this.#notices.refused(name, sentence),
      focusTerminal: this.#focus,
      unlessPrecious: (verb, how, act) => this.#unlessPrecious(verb, how, act),
    });
  }

  #makeShown(): ShownState {
    return new ShownState({
      connection: this.#connection,
      terminal: this.#terminal,
      regions: this.#regions,
      pill: this.#pill,
      facts: new ProgramFacts(byId('program'), this.#focus),
      controls: this.#controls,
      cards: this.#cards,
      notices: this.#notices,
      find: this.#find,
      panels: this.#panels,
      sessions: this.#sessions,
      project: this.#project,
    });
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
    this.#terminal.setRaw(isRaw);
    say(`Raw mode is ${isRaw ? 'on' : 'off'}`);
    this.#meters.showModes(
      isRaw
        ? [{ word: 'Raw', name: 'Raw mode is on. Leave it', leave: () => this.#setRaw(false) }]
        : [],
    );
    this.#regions.focusTerminal();
  }

  #paletteEntries(): PaletteEntry[] {
    const { answers } = this.#cards;
    return paletteEntries({ answers, actions: this.#actions, logins: this.#abilities.accounts() });
  }

  #listen(): void {
    // A choice in a panel is often followed by another.
    this.#settings.onChange(() => this.#regions.focusTerminalUnlessInDock());
    listenForShortcuts(this.#actions, this.#abilities);
    listenToBrowser({
      files: this.#arrivals,
      takesText: () => this.#connection.program !== undefined,
      text: (text) => {
        this.#terminal.line.paste(text);
        this.#focus();
      },
      isLostByClosing: () =>
        this.#connection.isLostByClosing ||
        this.#project.isLostByClosing ||
        this.#sessions.files.imports.isOn,
      cameBack: () => this.#regions.focusTerminalUnlessInDock(),
      sized: () => this.#terminal.view.fit(),
    });
  }
}
