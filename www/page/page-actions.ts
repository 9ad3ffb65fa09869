/**
 * Owns the page's actions: the name, key and place of each, over what the page
 * can do. Does not know how anything is done.
 */
import type { Action, Shortcut } from './actions.ts';
import { SAMPLES, type Sample } from './samples.ts';
import { LARGEST_FONT, type Settings, type SettingsStore, SMALLEST_FONT } from './settings.ts';

/** What the actions call upon. */
export interface PageAbilities {
  settings: SettingsStore;
  isLoaded: () => boolean;
  isLive: () => boolean;
  isRaw: () => boolean;
  /** There is text after the cursor that ^K would erase. */
  hasTextAfterCursor: () => boolean;
  hasCard: () => boolean;
  open: () => void;
  startSample: (sample: Sample) => void;
  pauseOrRun: () => void;
  undo: () => void;
  redo: () => void;
  canUndo: () => boolean;
  canRedo: () => boolean;
  restart: () => void;
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
  setRaw: (isRaw: boolean) => void;
  openPalette: () => void;
  openKeys: () => void;
  openAbout: () => void;
  answerCard: () => void;
  openOrCloseDock: () => void;
  showPanel: (id: string) => void;
  nextRegion: () => void;
}

/** The family of keys that even raw mode leaves to the page. */
const altShift = (key: string): Shortcut => ({ key, alt: true, shift: true });

export function pageActions(page: PageAbilities): Action[] {
  const { settings } = page;
  const choice = <Name extends keyof Settings>(
    id: string,
    title: string,
    name: Name,
    value: Settings[Name],
    inMenu: 'item' | 'start',
  ): Action => ({
    id,
    title,
    group: 'Page',
    inMenu,
    kind: 'choice',
    isOn: () => settings.now[name] === value,
    run: () => settings.set(name, value),
  });

  return [
    {
      id: 'open',
      title: 'Open a program',
      group: 'Program',
      shortcuts: [altShift('O')],
      run: page.open,
    },
    {
      id: 'pause',
      title: 'Pause or run on',
      group: 'Program',
      shortcuts: [altShift('P')],
      isPossible: page.isLive,
      run: page.pauseOrRun,
    },
    {
      id: 'undo',
      title: 'Undo the last line',
      group: 'Program',
      isHeld: true,
      inMenu: 'start',
      shortcuts: [{ key: 'Z', control: true }, altShift('Z')],
      isPossible: page.canUndo,
      run: page.undo,
    },
    {
      id: 'redo',
      title: 'Redo the line undone',
      group: 'Program',
      isHeld: true,
      inMenu: 'item',
      shortcuts: [{ key: 'Z', control: true, shift: true }, altShift('Y')],
      isPossible: page.canRedo,
      run: page.redo,
    },
    {
      id: 'restart',
      title: 'Restart the program',
      group: 'Program',
      inMenu: 'start',
      shortcuts: [altShift('R')],
      isPossible: page.isLoaded,
      run: page.restart,
    },
    {
      id: 'close',
      title: 'Close the program',
      group: 'Program',
      inMenu: 'item',
      shortcuts: [altShift('X')],
      isPossible: page.isLoaded,
      run: page.close,
    },
    {
      id: 'end-input',
      title: 'Send end of input',
      group: 'Program',
      inMenu: 'item',
      shortcuts: [altShift('D')],
      isPossible: page.isLive,
      run: page.endInput,
    },
    {
      id: 'send-shelf',
      title: 'Send the shelf into UMIX',
      group: 'Program',
      inMenu: 'start',
      shortcuts: [altShift('G')],
      isPossible: page.canSend,
      run: page.sendShelf,
    },
    {
      id: 'stop-sending',
      title: 'Stop sending or fetching files',
      group: 'Program',
      shortcuts: [altShift('C')],
      isPossible: page.isMoving,
      run: page.stopSending,
    },
    {
      id: 'add-files',
      title: 'Add files to the shelf',
      group: 'Program',
      shortcuts: [altShift('W')],
      isPossible: page.isLoaded,
      run: page.addToShelf,
    },
    {
      id: 'log-in',
      title: 'New session at the login prompt',
      group: 'Program',
      inMenu: 'item',
      shortcuts: [altShift('V')],
      isPossible: page.isLoaded,
      run: page.logIn,
    },
    {
      id: 'share',
      title: 'Share this session',
      group: 'Program',
      inMenu: 'start',
      shortcuts: [altShift('Q')],
      isPossible: page.canShare,
      run: page.share,
    },
    {
      id: 'save-program',
      title: 'Save the program',
      group: 'Program',
      inMenu: 'start',
      isPossible: page.isLoaded,
      run: page.saveProgram,
    },
    {
      id: 'save-output',
      title: 'Save output, byte for byte',
      group: 'Program',
      inMenu: 'item',
      shortcuts: [altShift('S')],
      isPossible: page.isLoaded,
      run: page.saveOutput,
    },
    {
      id: 'save-transcript',
      title: 'Save transcript as text',
      group: 'Terminal',
      inMenu: 'item',
      shortcuts: [altShift('T')],
      isPossible: page.isLoaded,
      run: page.saveTranscript,
    },
    {
      id: 'find',
      title: 'Find in the terminal and the session',
      group: 'Terminal',
      inMenu: 'start',
      shortcuts: [{ key: 'F', control: true }, altShift('F')],
      isPossible: page.isLoaded,
      run: page.find,
    },
    {
      id: 'clear',
      title: 'Clear the screen',
      group: 'Terminal',
      inMenu: 'item',
      shortcuts: [altShift('L')],
      isPossible: page.isLoaded,
      run: page.clearScreen,
    },
    {
      id: 'reset-terminal',
      title: 'Reset the terminal',
      group: 'Terminal',
      isPossible: page.isLoaded,
      run: page.resetTerminal,
    },
    {
      id: 'raw',
      title: 'Raw mode',
      group: 'Terminal',
      inMenu: 'item',
      kind: 'switch',
      shortcuts: [altShift('M')],
      isOn: page.isRaw,
      run: () => page.setRaw(!page.isRaw()),
    },
    {
      id: 'larger',
      title: 'Larger text',
      group: 'Page',
      isHeld: true,
      inMenu: 'start',
      shortcuts: [altShift('+')],
      isPossible: () => settings.now.fontSize < LARGEST_FONT,
      run: () => settings.set('fontSize', settings.now.fontSize + 1),
    },
    {
      id: 'smaller',
      title: 'Smaller text',
      group: 'Page',
      isHeld: true,
      inMenu: 'item',
      shortcuts: [altShift('−')],
      isPossible: () => settings.now.fontSize > SMALLEST_FONT,
      run: () => settings.set('fontSize', settings.now.fontSize - 1),
    },
    choice('theme-system', 'Theme: system', 'theme', 'system', 'start'),
    choice('theme-dark', 'Theme: dark', 'theme', 'dark', 'item'),
    choice('theme-light', 'Theme: light', 'theme', 'light', 'item'),
    choice('utf-8', 'Characters: UTF-8', 'characters', 'utf-8', 'start'),
    choice('latin-1', 'Characters: Latin-1, one byte each', 'characters', 'latin-1', 'item'),
    {
      id: 'screen-reader',
      title: 'Screen reader support',
      group: 'Page',
      inMenu: 'start',
      kind: 'switch',
      shortcuts: [altShift('A')],
      isOn: () => settings.now.screenReader,
      run: () => settings.set('screenReader', !settings.now.screenReader),
    },
    {
      id: 'web-links',
      title: 'Links in the output',
      group: 'Page',
      inMenu: 'item',
      kind: 'switch',
      isOn: () => settings.now.webLinks,
      run: () => settings.set('webLinks', !settings.now.webLinks),
    },
    {
      id: 'sessions',
      title: 'Sessions',
      group: 'Page',
      inMenu: 'start',
      shortcuts: [altShift('N')],
      run: () => page.showPanel('sessions'),
    },
    {
      id: 'timeline',
      title: 'Timeline',
      group: 'Page',
      inMenu: 'item',
      shortcuts: [altShift('H')],
      run: () => page.showPanel('timeline'),
    },
    {
      id: 'notebook',
      title: 'Notebook of publications',
      group: 'Page',
      inMenu: 'item',
      shortcuts: [altShift('J')],
      run: () => page.showPanel('notebook'),
    },
    {
      id: 'files',
      title: 'Files: the shelf',
      group: 'Page',
      inMenu: 'item',
      shortcuts: [altShift('I')],
      run: () => page.showPanel('files'),
    },
    {
      id: 'accounts',
      title: 'Accounts',
      group: 'Page',
      inMenu: 'item',
      shortcuts: [altShift('U')],
      run: () => page.showPanel('accounts'),
    },
    {
      id: 'engine',
      title: 'Engine: what it did, and which',
      group: 'Page',
      inMenu: 'item',
      shortcuts: [altShift('E')],
      run: () => page.showPanel('engine'),
    },
    {
      id: 'bench',
      title: 'Bench: compare the engines',
      group: 'Page',
      inMenu: 'item',
      shortcuts: [altShift('B')],
      run: () => page.showPanel('bench'),
    },
    {
      id: 'dock',
      title: 'Open or close the panels',
      group: 'Page',
      run: page.openOrCloseDock,
    },
    {
      id: 'palette',
      title: 'Commands',
      group: 'Page',
      inMenu: 'start',
      shortcuts: [{ key: 'K', control: true }, { key: 'F1' }, altShift('K')],
      run: page.openPalette,
    },
    {
      id: 'keys',
      title: 'Keys',
      group: 'Page',
      inMenu: 'item',
      shortcuts: [altShift('?')],
      run: page.openKeys,
    },
    { id: 'about', title: 'About um32', group: 'Page', inMenu: 'item', run: page.openAbout },
    {
      id: 'answer',
      title: 'Give a card its main answer',
      group: 'Page',
      shortcuts: [{ key: 'Enter', alt: true }],
      isPossible: page.hasCard,
      run: page.answerCard,
    },
    {
      id: 'region',
      title: 'On to the controls, the terminal, the cards, the panels',
      group: 'Page',
      shortcuts: [{ key: 'F6' }],
      run: page.nextRegion,
    },
    ...SAMPLES.map(
      (sample): Action => ({
        id: `sample-${sample.name}`,
        title: `Sample: ${sample.title}`,
        group: 'Program',
        run: () => page.startSample(sample),
      }),
    ),
  ];
}
