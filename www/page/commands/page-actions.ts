/**
 * Owns the page's actions: the name, key and place of each, over what the page
 * can do. Does not know how anything is done.
 */

import type { PanelId } from '../dock/panel-id.ts';
import { SAMPLES } from '../opening/samples.ts';
import { LARGEST_FONT, type Settings, SMALLEST_FONT } from '../settings.ts';
import type { PageAbilities } from './abilities.ts';
import type { Action, Shortcut } from './actions.ts';

/** The family of keys that even raw mode leaves to the page. */
const altShift = (key: string): Shortcut => ({ key, alt: true, shift: true });

type Ungrouped = Omit<Action, 'group'>;

/** In the order in which menu, palette and key sheet show them. */
export function pageActions(page: PageAbilities): Action[] {
  return [
    ...grouped('Program', [...runActions(page), ...fileActions(page), ...savingActions(page)]),
    ...grouped('Terminal', terminalActions(page)),
    ...grouped('Page', [...lookActions(page), ...panelActions(page), ...wayActions(page)]),
    ...grouped('Program', sampleActions(page)),
  ];
}

function grouped(group: Action['group'], actions: readonly Ungrouped[]): Action[] {
  return actions.map((action) => ({ ...action, group }));
}

/** How the program begins, goes on, goes back and ends. */
function runActions(page: PageAbilities): Ungrouped[] {
  return [
    {
      id: 'open',
      title: 'Open a program',
      shortcuts: [altShift('O')],
      run: page.open,
    },
    {
      id: 'pause',
      title: 'Pause or run on',
      shortcuts: [altShift('P')],
      isPossible: page.isLive,
      run: page.pauseOrRun,
    },
    { id: 'step', title: 'Step one instruction', isPossible: page.isPaused, run: page.step },
    {
      id: 'step-back',
      title: 'Go back one instruction',
      isPossible: page.canStepBack,
      run: page.stepBack,
    },
    {
      id: 'run-back',
      title: 'Run back: the last place or change',
      isPossible: page.canStepBack,
      run: page.runBack,
    },
    { id: 'run-to', title: 'Run to a place', isPossible: page.isPaused, run: page.runTo },
    {
      id: 'undo',
      title: 'Undo the last line',
      isHeld: true,
      inMenu: 'start',
      shortcuts: [{ key: 'Z', control: true }, altShift('Z')],
      isPossible: page.canUndo,
      run: page.undo,
    },
    {
      id: 'redo',
      title: 'Redo the line undone',
      isHeld: true,
      inMenu: 'item',
      shortcuts: [{ key: 'Z', control: true, shift: true }, altShift('Y')],
      isPossible: page.canRedo,
      run: page.redo,
    },
    {
      id: 'restart',
      title: 'Restart the program',
      inMenu: 'start',
      shortcuts: [altShift('R')],
      isPossible: page.isLoaded,
      run: () => page.restart(),
    },
    {
      id: 'restart-paused',
      title: 'Restart, paused at the first instruction',
      isPossible: page.isLoaded,
      run: () => page.restart(undefined, true),
    },
    {
      id: 'open-again',
      title: 'Open the file again, as it is now',
      inMenu: 'item',
      shortcuts: [{ key: 'Enter', alt: true, shift: true }],
      isPossible: page.canOpenAgain,
      run: page.openAgain,
    },
    {
      id: 'close',
      title: 'Close the program',
      inMenu: 'item',
      shortcuts: [altShift('X')],
      isPossible: page.isLoaded,
      run: page.close,
    },
    {
      id: 'end-input',
      title: 'Send end of input',
      inMenu: 'item',
      shortcuts: [altShift('D')],
      isPossible: page.isLive,
      run: page.endInput,
    },
  ];
}

/** Files of the program's own, and the accounts that forget them. */
function fileActions(page: PageAbilities): Ungrouped[] {
  return [
    {
      id: 'send-shelf',
      title: 'Send the shelf into UMIX',
      inMenu: 'start',
      shortcuts: [altShift('G')],
      isPossible: page.canSend,
      run: page.sendShelf,
    },
    {
      id: 'stop-sending',
      title: 'Stop sending or fetching files',
      shortcuts: [altShift('C')],
      isPossible: page.isMoving,
      run: page.stopSending,
    },
    {
      id: 'add-files',
      title: 'Add files to the shelf',
      shortcuts: [altShift('W')],
      isPossible: page.isLoaded,
      run: page.addToShelf,
    },
    {
      id: 'log-in',
      title: 'New session at the login prompt',
      inMenu: 'item',
      shortcuts: [altShift('V')],
      isPossible: page.isLoaded,
      run: page.logIn,
    },
  ];
}

/** What goes out of the page. */
function savingActions(page: PageAbilities): Ungrouped[] {
  return [
    {
      id: 'share',
      title: 'Share this session',
      inMenu: 'start',
      shortcuts: [altShift('Q')],
      isPossible: page.canShare,
      run: page.share,
    },
    {
      id: 'save-program',
      title: 'Save the program',
      inMenu: 'start',
      isPossible: page.isLoaded,
      run: page.saveProgram,
    },
    {
      id: 'save-output',
      title: 'Save output, byte for byte',
      inMenu: 'item',
      shortcuts: [altShift('S')],
      isPossible: page.isLoaded,
      run: page.saveOutput,
    },
  ];
}

function terminalActions(page: PageAbilities): Ungrouped[] {
  return [
    {
      id: 'save-transcript',
      title: 'Save transcript as text',
      inMenu: 'item',
      shortcuts: [altShift('T')],
      isPossible: page.isLoaded,
      run: page.saveTranscript,
    },
    {
      id: 'find',
      title: 'Find in the terminal and the session',
      inMenu: 'start',
      shortcuts: [{ key: 'F', control: true }, altShift('F')],
      isPossible: page.isLoaded,
      run: page.find,
    },
    {
      id: 'text',
      title: 'Select and copy text',
      inMenu: 'item',
      shortcuts: [{ key: 'F2' }],
      isPossible: page.isLoaded,
      run: () => page.showText(),
    },
    {
      id: 'paste',
      title: 'Paste',
      inMenu: 'item',
      isPossible: page.canPaste,
      run: page.paste,
    },
    {
      id: 'clear',
      title: 'Clear the screen',
      inMenu: 'item',
      shortcuts: [altShift('L')],
      isPossible: page.isLoaded,
      run: page.clearScreen,
    },
    {
      id: 'reset-terminal',
      title: 'Reset the terminal',
      isPossible: page.isLoaded,
      run: page.resetTerminal,
    },
    {
      id: 'raw',
      title: 'Raw mode',
      inMenu: 'item',
      kind: 'switch',
      shortcuts: [altShift('M')],
      isOn: page.isRaw,
      run: () => page.setRaw(!page.isRaw()),
    },
  ];
}

/** How the page looks, reads and speaks. */
function lookActions({ settings }: PageAbilities): Ungrouped[] {
  const choice = <Name extends keyof Settings>(
    id: string,
    title: string,
    name: Name,
    value: Settings[Name],
    inMenu: 'item' | 'start',
  ): Ungrouped => ({
    id,
    title,
    inMenu,
    kind: 'choice',
    isOn: () => settings.now[name] === value,
    run: () => settings.set(name, value),
  });
  return [
    {
      id: 'larger',
      title: 'Larger text',
      isHeld: true,
      inMenu: 'start',
      shortcuts: [altShift('+')],
      isPossible: () => settings.now.fontSize < LARGEST_FONT,
      run: () => settings.set('fontSize', settings.now.fontSize + 1),
    },
    {
      id: 'smaller',
      title: 'Smaller text',
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
      inMenu: 'start',
      kind: 'switch',
      shortcuts: [altShift('A')],
      isOn: () => settings.now.screenReader,
      run: () => settings.set('screenReader', !settings.now.screenReader),
    },
    {
      id: 'web-links',
      title: 'Links in the output',
      inMenu: 'item',
      kind: 'switch',
      isOn: () => settings.now.webLinks,
      run: () => settings.set('webLinks', !settings.now.webLinks),
    },
  ];
}

/** Each panel's name in the dock, its title here, its key. */
const PANELS: readonly (readonly [id: PanelId, title: string, key: string])[] = [
  ['sessions', 'Sessions', 'N'],
  ['timeline', 'Timeline', 'H'],
  ['notebook', 'Notebook of publications', 'J'],
  ['files', 'Files: the shelf', 'I'],
  ['accounts', 'Accounts', 'U'],
  ['engine', 'Engine: where it stands, what it did', 'E'],
  ['bench', 'Bench: compare the engines', 'B'],
];

function panelActions(page: PageAbilities): Ungrouped[] {
  return [
    ...PANELS.map(
      ([id, title, key], nth): Ungrouped => ({
        id,
        title,
        inMenu: nth === 0 ? 'start' : 'item',
        shortcuts: [altShift(key)],
        run: () => page.showPanel(id),
      }),
    ),
    {
      id: 'dock',
      title: 'Open or close the panels',
      run: page.openOrCloseDock,
    },
  ];
}

/** The ways to everything else. */
function wayActions(page: PageAbilities): Ungrouped[] {
  return [
    {
      id: 'palette',
      title: 'Commands',
      inMenu: 'start',
      shortcuts: [{ key: 'K', control: true }, { key: 'F1' }, altShift('K')],
      run: page.openPalette,
    },
    {
      id: 'keys',
      title: 'Keys',
      inMenu: 'item',
      shortcuts: [altShift('?')],
      run: page.openKeys,
    },
    { id: 'about', title: 'About um32', inMenu: 'item', run: page.openAbout },
    {
      id: 'answer',
      title: 'Give a card its main answer',
      shortcuts: [{ key: 'Enter', alt: true }],
      isPossible: page.hasCard,
      run: page.answerCard,
    },
    {
      id: 'region',
      title: 'On to the controls, the terminal, the cards, the panels',
      shortcuts: [{ key: 'F6' }],
      run: page.nextRegion,
    },
  ];
}

function sampleActions(page: PageAbilities): Ungrouped[] {
  return SAMPLES.map((sample) => ({
    id: `sample-${sample.name}`,
    title: `Sample: ${sample.title}`,
    run: () => page.startSample(sample),
  }));
}
