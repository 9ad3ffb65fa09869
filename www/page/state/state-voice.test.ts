/** Owns the check of which states are said to a screen reader, and which are not. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MachineState } from '../../protocol.ts';
import { StateVoice } from './state-voice.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is said as the states follow each other at once; a number is a while in milliseconds. */
function said(...course: (MachineState | 'again' | number)[]): string[] {
  const heard: string[] = [];
  const voice = new StateVoice((word) => heard.push(word));
  for (const step of course) {
    if (typeof step === 'number') vi.advanceTimersByTime(step);
    else if (step === 'again') voice.again();
    else voice.became(step, step === 'empty' ? '' : step);
  }
  return heard;
}

test('a program that answers soon is not spoken of at every line', () => {
  const line = ['running', 100, 'awaiting-input'] as const;
  expect(said('running', 'awaiting-input', ...line, ...line)).toEqual(['awaiting-input']);
});

test('what lasts is said, and what comes of it', () => {
  expect(said('awaiting-input', 'running', 3_000, 'awaiting-input')).toEqual([
    'awaiting-input',
    'running',
    'awaiting-input',
  ]);
});

test('a program that is closed while it computes is not said to run', () => {
  expect(said('running', 500, 'empty', 10_000)).toEqual([]);
});

test('the next program’s turn is said, too', () => {
  expect(said('awaiting-input', 'empty', 'running', 'awaiting-input')).toEqual([
    'awaiting-input',
    'awaiting-input',
  ]);
});

test.each(['halted', 'paused'] as const)('what is %s again is said again', (state) => {
  expect(said('running', state, 'running', 500, state)).toEqual([state, state]);
});

test('what failed is left to its card, until somebody types to it', () => {
  expect(said('running', 'failed', 5_000, 'again', 'again')).toEqual(['failed']);
});

test('whoever types to what is over is told so, and not at every key', () => {
  const keys = ['again', 30, 'again', 30, 'again', 30] as const;
  expect(said('running', 'halted', ...keys, ...keys, 200)).toEqual(['halted', 'halted']);
  expect(said('halted', ...keys, 5_000, ...keys, 200)).toEqual(['halted', 'halted', 'halted']);
  // Then it began anew.
  expect(said('halted', 'again', 'running', 'awaiting-input', 'again')).toEqual([
    'halted',
    'halted',
    'awaiting-input',
  ]);
});
