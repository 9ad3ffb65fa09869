/**
 * Owns which gestures only change the line being typed, and how. Does not know
 * when a gesture means something else, as in a search.
 */
import type { EditLine } from './edit-line.ts';
import type { Gesture } from './keys.ts';

/** The gestures that only change the line, and what each does to it. */
export const EDITS = {
  erase: 'erase',
  'erase-next': 'eraseNext',
  'erase-word': 'eraseWord',
  'erase-word-part': 'eraseWordPart',
  'erase-next-word': 'eraseNextWord',
  'kill-to-start': 'killToStart',
  'kill-to-end': 'killToEnd',
  yank: 'yank',
  left: 'left',
  right: 'right',
  'word-left': 'wordLeft',
  'word-right': 'wordRight',
  home: 'home',
  end: 'end',
} as const satisfies Partial<Record<Gesture, keyof EditLine>>;

/** True when the gesture is one of those. */
export const isEdit = (gesture: Gesture): gesture is keyof typeof EDITS => gesture in EDITS;
