/** Owns the check that a name just given is shown, whatever list was on its way. */
import { expect, test } from 'vitest';
import type { SessionSummary } from '../../protocol.ts';
import { GivenNames } from './given-names.ts';

function told(name: string, id = 'one'): SessionSummary {
  const rest = { imageName: 'a.um', changed: 0, lines: 1, instructions: 1 };
  return { id, name, ...rest, lastLine: '', account: '' };
}

test('of two names in a row the second counts until a list has it', () => {
  const names = new GivenNames();
  expect(names.of(told('as it was'))).toBe('as it was');
  const first = names.give('one', 'first');
  const second = names.give('one', 'second');
  names.arrived(first);
  expect(names.of(told('first'))).toBe('second');
  expect(names.of(told('other', 'two'))).toBe('other');
  names.arrived(second);
  expect(names.of(told('of another tab, later'))).toBe('of another tab, later');
});

test('names of several sessions are waited for apart', () => {
  const names = new GivenNames();
  const first = names.give('one', 'first');
  names.give('two', 'second');
  names.arrived(first);
  expect([names.of(told('first')), names.of(told('old', 'two'))]).toEqual(['first', 'second']);
  names.forget();
  expect(names.of(told('old', 'two'))).toBe('old');
});
