/** Owns the check of which action a key asks for, on keyboards that are not American. */
import { expect, test, vi } from 'vitest';

vi.stubGlobal('navigator', { platform: 'Linux x86_64' });
const { actionOf } = await import('./actions.ts');

const altShift = (key: string) => ({ key, alt: true, shift: true });
const ACTIONS = [
  { id: 'undo', shortcuts: [{ key: 'Z', control: true }] },
  { id: 'share', shortcuts: [altShift('Q')] },
  { id: 'smaller', shortcuts: [altShift('−')] },
  { id: 'larger', shortcuts: [altShift('+')] },
  { id: 'screen-reader', shortcuts: [altShift('A')] },
  { id: 'keys', shortcuts: [altShift('?')] },
  { id: 'help', shortcuts: [{ key: 'F1' }] },
].map((action) => ({ ...action, title: '', group: 'Page' as const, run: () => {} }));

/** What is asked for by a key that gives `key` and stands where an American keyboard has `code`. */
function asked(key: string, code: string, held: string): string | undefined {
  const event = {
    key,
    code,
    ctrlKey: held.includes('Ctrl'),
    altKey: held.includes('Alt'),
    shiftKey: held.includes('Shift'),
    metaKey: held.includes('Meta'),
  };
  return actionOf(ACTIONS, event as KeyboardEvent)?.action.id;
}

test('the letter on the key counts, not where an American keyboard has it', () => {
  // German: Y, which brings back what was erased, stands where Z is; and Z where Y is.
  expect(asked('y', 'KeyZ', 'Ctrl')).toBeUndefined();
  expect(asked('z', 'KeyY', 'Ctrl')).toBe('undo');
  // French: A stands where Q is.
  expect(asked('A', 'KeyQ', 'Alt Shift')).toBe('screen-reader');
  expect(asked('Q', 'KeyA', 'Alt Shift')).toBe('share');
});

test('no key is held but those that are named, and none is missing', () => {
  for (const held of ['', 'Alt', 'Shift', 'Alt Shift Ctrl', 'Alt Shift Meta']) {
    expect(asked('Q', 'KeyQ', held), held).toBeUndefined();
  }
  for (const held of ['', 'Shift', 'Alt', 'Meta', 'Ctrl Meta', 'Ctrl Shift']) {
    expect(asked('z', 'KeyZ', held), held).toBeUndefined();
  }
});

test('the sign on the key counts first', () => {
  // German: the question mark stands where the minus is, and the minus where the question mark is.
  expect(asked('?', 'Minus', 'Alt Shift')).toBe('keys');
  expect(asked('_', 'Slash', 'Alt Shift')).toBe('smaller');
  expect(asked('_', 'Minus', 'Alt Shift')).toBe('smaller');
  expect(asked('-', 'Slash', 'Alt Shift')).toBe('smaller');
  expect(asked('+', 'Equal', 'Alt Shift')).toBe('larger');
  expect(asked('F1', 'F1', '')).toBe('help');
  expect(asked('F1', 'F1', 'Ctrl')).toBeUndefined();
});

test('where a key gives no Latin letter its place counts', () => {
  // Russian, and a Mac’s key with Option held.
  expect(asked('я', 'KeyZ', 'Ctrl')).toBe('undo');
  expect(asked('Œ', 'KeyQ', 'Alt Shift')).toBe('share');
  expect(asked('—', 'Minus', 'Alt Shift')).toBe('smaller');
  expect(asked('¿', 'Slash', 'Alt Shift')).toBe('keys');
});
