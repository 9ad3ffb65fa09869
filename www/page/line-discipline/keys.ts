/**
 * Owns the reading of what a terminal sends for a key: a string of characters,
 * control codes and escape sequences becomes a list of strokes.
 * Does not know what a stroke does to the line, nor where the string came from.
 */

/** What a key asks of the line editor. */
export type Gesture =
  | 'enter'
  | 'erase'
  | 'erase-next'
  | 'erase-word'
  | 'erase-word-part'
  | 'erase-next-word'
  | 'kill-to-start'
  | 'kill-to-end'
  | 'yank'
  | 'left'
  | 'right'
  | 'word-left'
  | 'word-right'
  | 'home'
  | 'end'
  | 'older'
  | 'newer'
  | 'oldest'
  | 'newest'
  | 'search'
  | 'cancel'
  | 'drop-line'
  | 'end-of-input'
  | 'clear-screen';

/** One key: text to insert, a gesture, or something the line editor has no use for. */
export type Stroke =
  | { kind: 'text'; text: string }
  | { kind: 'gesture'; gesture: Gesture }
  | { kind: 'unused' };

const CONTROL_CODES: Readonly<Record<string, Gesture>> = {
  '\x01': 'home', // ^A
  '\x02': 'left', // ^B
  '\x03': 'drop-line', // ^C
  '\x04': 'end-of-input', // ^D
  '\x05': 'end', // ^E
  '\x06': 'right', // ^F
  '\x07': 'cancel', // ^G
  '\x08': 'erase', // ^H
  '\x0a': 'enter', // ^J
  '\x0b': 'kill-to-end', // ^K
  '\x0c': 'clear-screen', // ^L
  '\x0d': 'enter', // Enter, ^M
  '\x0e': 'newer', // ^N
  '\x10': 'older', // ^P
  '\x12': 'search', // ^R
  '\x15': 'kill-to-start', // ^U
  '\x17': 'erase-word', // ^W
  '\x19': 'yank', // ^Y
  '\x7f': 'erase', // Backspace
};

/** The character after a lone Escape: Alt held down with a key. */
const ALT_KEYS: Readonly<Record<string, Gesture>> = {
  b: 'word-left',
  f: 'word-right',
  d: 'erase-next-word',
  '<': 'oldest',
  '>': 'newest',
  '\x7f': 'erase-word-part',
  '\x08': 'erase-word-part',
};

/** Final letters of cursor-key sequences, `CSI … X` and `SS3 X`. */
const FINAL_LETTERS: Readonly<Record<string, Gesture>> = {
  A: 'older',
  B: 'newer',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
};

/** Numbers of editing-key sequences, `CSI n ~`. */
const TILDE_NUMBERS: Readonly<Record<string, Gesture>> = {
  '1': 'home',
  '3': 'erase-next',
  '4': 'end',
  '7': 'home',
  '8': 'end',
};

/** The same keys with Ctrl or Alt held down move and erase by words. */
const BY_WORD: Readonly<Partial<Record<Gesture, Gesture>>> = {
  left: 'word-left',
  right: 'word-right',
  'erase-next': 'erase-next-word',
};

// CSI: parameter bytes, intermediate bytes, one final byte.
const CSI = /^\x1b\[([0-?]*)[ -/]*([@-~])/;
const SS3 = /^\x1bO([ -~])/;
// The oldest report of the mouse: its button and its place follow the sequence, as three characters.
const MOUSE = /^\x1b\[M.{0,3}/s;
// OSC, DCS, APC, PM, SOS: replies of the terminal to a program's question.
const STRING_SEQUENCE = /^\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)?/;
const PLAIN_TEXT = /^[^\x00-\x1f\x7f]+/;

const UNUSED: Stroke = { kind: 'unused' };

/** Reads everything in `data`; nothing is kept from one call to the next. */
export function readStrokes(data: string): Stroke[] {
  const strokes: Stroke[] = [];
  let rest = data;
  while (rest.length > 0) {
    const [stroke, length] = readOne(rest);
    strokes.push(stroke);
    rest = rest.slice(length);
  }
  return strokes;
}

function readOne(rest: string): [Stroke, length: number] {
  const text = PLAIN_TEXT.exec(rest)?.[0];
  if (text !== undefined) return [{ kind: 'text', text }, text.length];
  if (rest[0] === '\x1b') return readEscape(rest);
  // Tab and the remaining control codes would only become part of the command.
  return [gestureOrUnused(CONTROL_CODES[rest[0] ?? '']), 1];
}

function readEscape(rest: string): [Stroke, length: number] {
  const mouse = MOUSE.exec(rest);
  if (mouse) return [UNUSED, mouse[0].length];
  const csi = CSI.exec(rest);
  if (csi) return [readCsi(csi[1] ?? '', csi[2] ?? ''), csi[0].length];
  const ss3 = SS3.exec(rest);
  if (ss3) return [gestureOrUnused(FINAL_LETTERS[ss3[1] ?? '']), ss3[0].length];
  const string = STRING_SEQUENCE.exec(rest);
  if (string) return [UNUSED, string[0].length];
  if (rest.length === 1) return [{ kind: 'gesture', gesture: 'cancel' }, 1];
  // Escape, then an arrow key: Alt and the arrow, as some terminals send it.
  if (rest[1] === '\x1b') {
    const [stroke, length] = readEscape(rest.slice(1));
    return [stroke.kind === 'gesture' ? byWord(stroke.gesture) : stroke, length + 1];
  }
  return [gestureOrUnused(ALT_KEYS[rest[1] ?? '']), 2];
}

function readCsi(parameters: string, final: string): Stroke {
  const [number = '', modifier = '1'] = parameters.split(';');
  const gesture = final === '~' ? TILDE_NUMBERS[number] : FINAL_LETTERS[final];
  // A private parameter marks a report (mouse, device attributes), not a key.
  if (gesture === undefined || /[<=>?]/.test(parameters)) return UNUSED;
  // Modifier minus one is a bit field: 1 Shift, 2 Alt, 4 Ctrl.
  const held = Number(modifier) - 1;
  return (held & 6) !== 0 ? byWord(gesture) : { kind: 'gesture', gesture };
}

function byWord(gesture: Gesture): Stroke {
  return { kind: 'gesture', gesture: BY_WORD[gesture] ?? gesture };
}

function gestureOrUnused(gesture: Gesture | undefined): Stroke {
  return gesture === undefined ? UNUSED : { kind: 'gesture', gesture };
}
