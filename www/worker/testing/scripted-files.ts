/**
 * Owns session files, links and asciicasts for tests: of a kind of their own, which holds what is
 * given and can be read at a glance. Deliberately knows nothing of the files there really are
 * (see src/format).
 */
import type { EnginePort } from '../running/machine-port.ts';
import { ascii } from './bytes.ts';

export const SESSION_FILES: Pick<
  EnginePort,
  'writeSession' | 'readSession' | 'writeAsciicast' | 'splitSessions' | 'writeShare' | 'readShare'
> = {
  writeShare: (shared) => JSON.stringify({ ...shared, entries: shared.entries.map((e) => [...e]) }),
  readShare: (text) => {
    if (!text.startsWith('{')) throw new Error('This link holds no session.');
    const shared = JSON.parse(text);
    return { ...shared, entries: shared.entries.map((e: number[]) => Uint8Array.from(e)) };
  },
  splitSessions: (bytes) =>
    String.fromCharCode(...bytes)
      .split(/(?<=\})(?=\{"id")/)
      .map((text) => ascii(text)),
  writeAsciicast: ({ pieces }) =>
    pieces
      .map(
        ({ output, echo }) =>
          String.fromCharCode(...output) + (echo === undefined ? '' : `<${echo}>`),
      )
      .join(''),
  writeSession: (session) =>
    ascii(
      JSON.stringify(session, (_, value) =>
        value instanceof Uint8Array ? { bytes: [...value] } : value,
      ),
    ),
  readSession: (bytes) => {
    if (bytes[0] !== '{'.charCodeAt(0)) throw new Error('This is no session file.');
    return JSON.parse(String.fromCharCode(...bytes), (_, value) =>
      Array.isArray(value?.bytes) ? Uint8Array.from(value.bytes) : value,
    );
  },
};
