/**
 * Owns the sheet that plays a cast: a terminal of the cast's own size, with
 * play, pause, a slider and speeds. Does not know where casts come from.
 */
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { Terminal } from '@xterm/xterm';
import { closeOnBackdrop, sheetHead, showDialog } from '../elements/dialogs.ts';
import { element } from '../elements/dom.ts';
import { icon } from '../elements/icons.ts';
import { Flow } from '../screen/flow.ts';
import { refuseLargeCounts } from '../screen/large-counts.ts';
import type { Cast } from './cast.ts';
import { Playback } from './playback.ts';
import '../style/player.css';
import '../style/range.css';

const SPEEDS = [0.5, 1, 2, 4, 16] as const;
const STEP_MS = 5_000;
const LARGEST_FONT = 15;
const SMALLEST_FONT = 8;
/** A character of the terminal's face is so much narrower than high. */
const FACE_RATIO = 0.6;

/** Plays it in a sheet of its own; `like` is the page's terminal, whose face and colours it has. */
export function playCast(cast: Cast, like: Terminal, closed: () => void): void {
  const terminal = castTerminal(cast, like);
  const flow = new Flow({ write: (text, drawn) => terminal.write(text, drawn) });
  const playback = new Playback(
    cast,
    {
      write: (data) => flow.write(data),
      reset: () => flow.reset(),
      changed: () => bar.show(),
    },
    {
      nowMs: () => performance.now(),
      soon(act) {
        const frame = requestAnimationFrame(act);
        return () => cancelAnimationFrame(frame);
      },
    },
  );
  const bar = playerBar(cast, playback);
  const glass = element('div', { class: 'player-glass' });
  const place = element('div', { class: 'player-place' }, glass);
  const title = cast.title === '' ? 'A recorded session' : cast.title;
  const dialog = element(
    'dialog',
    { class: 'sheet player', 'aria-label': title },
    sheetHead(title, () => dialog.close()),
    place,
    bar.element,
  );
  dialog.addEventListener('keydown', (event) => {
    if (event.key === ' ' && !bar.takesSpace(event.target)) bar.toggle.click();
    else if (event.key === 'ArrowRight') playback.seek(playback.atMs + STEP_MS);
    else if (event.key === 'ArrowLeft') playback.seek(playback.atMs - STEP_MS);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener('close', () => {
    playback.pause();
    terminal.dispose();
    dialog.remove();
  });
  closeOnBackdrop(dialog);
  document.body.append(dialog);
  showDialog(dialog, closed);
  terminal.open(glass);
  fitHeight(terminal, place);
  // It is a picture: nothing in it takes the focus.
  if (terminal.textarea) terminal.textarea.tabIndex = -1;
  bar.toggle.focus();
  playback.play();
}

/** A terminal of the cast's size, in as large a type as its columns have room for. */
function castTerminal(cast: Cast, like: Terminal): Terminal {
  const { theme = {}, fontFamily = 'monospace' } = like.options;
  const roomPx = Math.min(960, document.documentElement.clientWidth) - 64;
  const fontSize = Math.max(
    SMALLEST_FONT,
    Math.min(LARGEST_FONT, Math.floor((10 * roomPx) / cast.columns / FACE_RATIO) / 10),
  );
  const terminal = new Terminal({
    allowProposedApi: true,
    cols: cast.columns,
    rows: cast.rows,
    theme,
    fontFamily,
    fontSize,
    disableStdin: true,
    logLevel: 'off',
    scrollback: 0,
    minimumContrastRatio: 4.5,
  });
  terminal.loadAddon(new UnicodeGraphemesAddon());
  refuseLargeCounts(terminal.parser);
  // Where the picture was clicked, keys are the sheet's still.
  terminal.attachCustomKeyEventHandler(() => false);
  return terminal;
}

/** Has it in a smaller type where its rows have no room: at their foot is what was typed last. */
function fitHeight(terminal: Terminal, place: HTMLElement): void {
  // Of two scrollbars each would be there for the other's sake.
  place.style.overflow = 'hidden';
  makeSmaller(terminal, place);
  place.style.overflow = '';
}

function makeSmaller(terminal: Terminal, place: HTMLElement): void {
  const excessPx = place.scrollHeight - place.clientHeight;
  const { element: drawn, rows } = terminal;
  if (excessPx <= 0 || !drawn) return;
  const heightPx = drawn.offsetHeight;
  // Rows are whole pixels high.
  const smaller = Math.floor((heightPx - excessPx) / rows) / (heightPx / rows);
  const fontSize = Math.floor(10 * (terminal.options.fontSize ?? LARGEST_FONT) * smaller) / 10;
  terminal.options.fontSize = Math.max(SMALLEST_FONT, fontSize);
}

/** What stands below the picture: play or pause, how far it is, how quick. */
interface PlayerBar {
  element: HTMLElement;
  toggle: HTMLButtonElement;
  /** Whether the space bar is for what has the focus. */
  takesSpace: (focused: EventTarget | null) => boolean;
  /** Draws how far the cast is. */
  show: () => void;
}

function playerBar(cast: Cast, playback: Playback): PlayerBar {
  const toggle = element('button', {
    type: 'button',
    class: 'button button-icon',
    onclick: () => (playback.isPlaying ? playback.pause() : playback.play()),
  });
  const slider = element('input', {
    type: 'range',
    class: 'range',
    'aria-label': 'Time',
    min: 0,
    max: Math.max(1, Math.round(cast.durationMs)),
    step: 1,
    oninput: () => playback.seek(Number(slider.value)),
  });
  const time = element('span', { class: 'player-time figure' });
  const speed = element(
    'select',
    {
      class: 'player-speed',
      'aria-label': 'Speed',
      onchange: () => {
        playback.speed = Number(speed.value);
      },
    },
    ...SPEEDS.map((value) => element('option', { value, selected: value === 1 }, `${value} ×`)),
  );
  return {
    element: element('div', { class: 'player-bar' }, toggle, slider, time, speed),
    toggle,
    takesSpace: (focused) => focused === toggle || focused === speed,
    show() {
      const name = playback.isPlaying ? 'Pause' : playback.isOver ? 'Play again' : 'Play';
      if (toggle.getAttribute('aria-label') !== name) {
        toggle.setAttribute('aria-label', name);
        toggle.title = `${name} (Space)`;
        toggle.replaceChildren(icon(playback.isPlaying ? 'pause' : 'run'));
      }
      const words = `${clock(playback.atMs)} of ${clock(cast.durationMs)}`;
      // Each change of it is read out while it has the focus.
      const isListenedTo = playback.isPlaying && document.activeElement === slider;
      if (isListenedTo && time.textContent === words) return;
      slider.value = String(Math.round(playback.atMs));
      slider.setAttribute('aria-valuetext', words);
      time.textContent = words;
    },
  };
}

/** `1:05`. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
