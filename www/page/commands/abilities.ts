/**
 * Owns what the page can do, for the actions, the welcome and the panels to
 * call upon: each ability put together from the parts that have it. Does not
 * know keys, names or places of actions.
 */

import type { CardStack } from '../cards/card-stack.ts';
import { newsCard } from '../cards/other-cards.ts';
import type { Dock } from '../dock/dock.ts';
import type { PanelId } from '../dock/panel-id.ts';
import type { LineDiscipline } from '../line-discipline/discipline.ts';
import type { FileAgain } from '../opening/file-again.ts';
import { chooseFile, type Opening } from '../opening/open-program.ts';
import { openSample, type Sample } from '../opening/samples.ts';
import type { ProgramConnection } from '../program/program-connection.ts';
import type { Project } from '../project.ts';
import type { Screen } from '../screen/screen.ts';
import type { PageSessions } from '../sessions/page-sessions.ts';
import type { SettingsStore } from '../settings.ts';
import type { FindBar } from '../terminal/find-bar.ts';
import { showTextSheet } from '../terminal/late-text-sheet.ts';
import type { TerminalView } from '../terminal/terminal.ts';
import type { Action } from './actions.ts';
import { Palette, type PaletteEntry } from './palette.ts';
import { aboutSheet, keySheet } from './sheets.ts';

export interface PageAbilities {
  settings: SettingsStore;
  isLoaded: () => boolean;
  isLive: () => boolean;
  isRaw: () => boolean;
  /** There is text after the cursor that ^K would erase. */
  hasTextAfterCursor: () => boolean;
  /** There is a card, or the offer of the last session. */
  hasCard: () => boolean;
  open: () => void;
  /** What was opened last came from a disk. */
  canOpenAgain: () => boolean;
  openAgain: () => void;
  startSample: (sample: Sample) => void;
  pauseOrRun: () => void;
  undo: () => void;
  redo: () => void;
  canUndo: () => boolean;
  canRedo: () => boolean;
  isPaused: () => boolean;
  /** One instruction, in sight of where that leads. */
  step: () => void;
  canStepBack: () => boolean;
  stepBack: () => void;
  runBack: () => void;
  /** Has the person say where to. */
  runTo: () => void;
  /** `isPaused`: it stands still at its first instruction. */
  restart: (then?: () => void, isPaused?: boolean) => void;
  close: () => void;
  /** There are files on the shelf, and a program that may take them. */
  canSend: () => boolean;
  isMoving: () => boolean;
  sendShelf: () => void;
  stopSending: () => void;
  addToShelf: () => void;
  /** A new session at the login prompt. */
  logIn: () => void;
  accounts: () => { name: string; logIn: () => void }[];
  endInput: () => void;
  share: () => void;
  canShare: () => boolean;
  saveProgram: () => void;
  saveOutput: () => void;
  saveTranscript: () => void;
  clearScreen: () => void;
  resetTerminal: () => void;
  find: () => void;
  /** The terminal's text, to select and copy; of this row, if one is meant. */
  showText: (row?: number) => void;
  canPaste: () => boolean;
  paste: () => Promise<void>;
  setRaw: (isRaw: boolean) => void;
  openPalette: () => void;
  openKeys: () => void;
  openAbout: () => void;
  answerCard: () => void;
  openOrCloseDock: () => void;
  showPanel: (id: PanelId) => void;
  nextRegion: () => void;
  /** What is typed next goes to the terminal, if there is a program. */
  typeToTerminal: () => void;
}

export interface AbleParts {
  settings: SettingsStore;
  connection: ProgramConnection;
  sessions: PageSessions;
  project: Project;
  line: LineDiscipline;
  screen: Screen;
  terminal: TerminalView;
  cards: CardStack;
  find: FindBar;
  dock: Dock;
  opening: Opening;
  again: FileAgain;
  actions: () => Action[];
  paletteEntries: () => PaletteEntry[];
  saveProgram: () => void;
  saveTranscript: () => void;
  setRaw: (isRaw: boolean) => void;
  focusTerminal: () => void;
  /** Whoever is in a panel stays there. */
  focusTerminalUnlessInDock: () => void;
  runTo: () => void;
  nextRegion: () => void;
  typeToTerminal: () => void;
  /** Does it, or asks first where something would be lost to it. */
  unlessPrecious: (verb: string, how: string, act: () => void) => void;
}

export function abilitiesOf(parts: AbleParts): PageAbilities {
  const { connection, sessions, project, line, terminal, screen, opening, dock } = parts;
  const palette = new Palette(parts.paletteEntries, parts.focusTerminalUnlessInDock);
  return {
    settings: parts.settings,
    isLoaded: () => connection.program !== undefined,
    isLive: () => connection.isLive,
    isRaw: () => line.isRaw,
    hasTextAfterCursor: () => line.hasTextAfterCursor,
    hasCard: () => parts.cards.answers.length > 0 || sessions.hasOffer,
    open: () => chooseFile(opening),
    canOpenAgain: () => parts.again.isPossible,
    openAgain: () => void parts.again.open(),
    startSample: (sample) => void openSample(sample, opening),
    pauseOrRun: () => {
      if (connection.state === 'paused') connection.run();
      else connection.pause();
    },
    undo: () => {
      if (!line.takeBack()) sessions.undo();
    },
    redo: () => sessions.redo(),
    canUndo: () => (line.waitingCount > 0 || connection.canGoBack) && line.line.text === '',
    canRedo: () => connection.canGoForth && line.line.text === '',
    isPaused: () => connection.state === 'paused',
    step: () => {
      dock.open('engine');
      connection.run({ type: 'step', instructions: 1 });
    },
    canStepBack: () =>
      connection.program !== undefined &&
      connection.state !== 'running' &&
      connection.meters.instructionsDone > 0,
    stepBack: () => {
      dock.open('engine');
      sessions.stepBack(1);
    },
    runBack: () => {
      dock.open('engine');
      sessions.runBack();
    },
    runTo: parts.runTo,
    restart: (then, isPaused) =>
      parts.unlessPrecious('Restart', ' from the beginning', () => {
        if (isPaused) dock.open('engine');
        connection.restart(isPaused);
        then?.();
      }),
    close: () => parts.unlessPrecious('Close', '', () => connection.close()),
    canSend: () => project.shelf.canMove && project.shelf.count > 0,
    isMoving: () => project.shelf.isMoving,
    sendShelf: () => project.shelf.sendAll(),
    stopSending: () => project.shelf.stop(),
    addToShelf: () => project.shelf.choose(),
    logIn: () => project.accounts.startOver(),
    accounts: () =>
      project.accounts.accounts.map((account) => ({
        name: account.name,
        logIn: () => project.accounts.logIn(account),
      })),
    endInput: () => line.endInput(),
    share: () => sessions.share(),
    canShare: () => connection.kept.head > 0,
    saveProgram: parts.saveProgram,
    saveOutput: () => connection.saveOutput(),
    saveTranscript: parts.saveTranscript,
    clearScreen: () => screen.action(() => terminal.xterm.clear()),
    resetTerminal: () => screen.clean(() => terminal.reset()),
    find: () => parts.find.open(),
    showText: (row) => void showTextSheet(terminal.xterm, parts.cards, parts.focusTerminal, row),
    // Not on a site without https, nor in every browser.
    canPaste: () => connection.isLive && navigator.clipboard?.readText !== undefined,
    paste: async () => {
      try {
        line.paste(await navigator.clipboard.readText());
      } catch {
        parts.cards.show(newsCard('uncopied', 'Nothing was pasted', 'The browser refused.'));
      }
      parts.focusTerminal();
    },
    setRaw: parts.setRaw,
    openPalette: () => palette.open(),
    openKeys: keySheet(parts.actions, parts.focusTerminal),
    openAbout: aboutSheet(parts.focusTerminal),
    answerCard: () => {
      if (!parts.cards.chooseMain()) sessions.acceptOffer();
    },
    openOrCloseDock: () => dock.openOrClose(),
    showPanel: (id) => dock.toggle(id),
    nextRegion: parts.nextRegion,
    typeToTerminal: parts.typeToTerminal,
  };
}
