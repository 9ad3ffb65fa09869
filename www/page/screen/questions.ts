/**
 * Owns the questions that a program can ask the terminal itself: what it is,
 * where its cursor stands, what modes and colours it has. The answers come as if
 * they had been typed, so a question that is only shown again, when a session is
 * gone back in or goes on, is not to be answered again. Does not know when that is.
 */
import type { IParser } from '@xterm/headless';

/** Device attributes, status, and modes: nothing but questions. */
const CONTROL_QUESTIONS = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
];
/** Colours of the palette, of letters, ground and cursor: set, or asked for by a question mark. */
const COLOUR_COMMANDS = [4, 10, 11, 12];

/** From now on the terminal answers only where `areAnswered` says so at that moment. */
export function answerOnly(parser: IParser, areAnswered: () => boolean): void {
  const isUsedUp = (): boolean => !areAnswered();
  for (const question of CONTROL_QUESTIONS) parser.registerCsiHandler(question, isUsedUp);
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, isUsedUp);
  for (const command of COLOUR_COMMANDS) {
    parser.registerOscHandler(command, (data) => data.includes('?') && isUsedUp());
  }
}
