/**
 * Owns what programs of several tests do. Deliberately knows neither what runs them (see
 * scripted-machine.ts) nor what is tested with them.
 */
import { ascii } from './bytes.ts';
import type { Script } from './scripted-machine.ts';

/** Asks for bytes and prints each, with a prompt; a `q` or the end of input ends it. */
export const echo: Script = function* () {
  yield { do: 'print', bytes: ascii('> ') };
  for (;;) {
    const byte = yield { do: 'ask' };
    if (byte < 0 || byte === 0x71) return;
    yield { do: 'print', bytes: Uint8Array.of(byte) };
  }
};

/** Computes, and does nothing else. */
export const forever: Script = function* () {
  for (;;) yield { do: 'compute', instructions: 1e9 };
};
