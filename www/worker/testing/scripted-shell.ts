/**
 * Owns a shell for tests that takes and gives files as UMIX's does, on a machine
 * that follows a script. Deliberately imitates no more of UMIX than moving files
 * and logging in needs.
 */
import { ascii } from './bytes.ts';
import { type Act, readLine, type Script } from './scripted-machine.ts';

/** Reading a byte into a file takes so many instructions. */
const BYTE_INSTRUCTIONS = 3_000;

export interface ShellOptions {
  /** What the shell says before each `%`. */
  news?: string;
  /** Asks for a name and a password first; this much computing goes before. */
  login?: { bootInstructions: number };
}

/** A shell with a directory `code` and a program `a.out`. */
export function scriptedShell({ news = '', login }: ShellOptions = {}): Script {
  return function* shell() {
    const files = new Map<string, Uint8Array>();
    let hasUploaded = false;
    if (login) {
      yield { do: 'compute', instructions: login.bootInstructions };
      yield print('welcome\n;login: ');
      const name = yield* readLine();
      if (name !== 'guest') {
        yield print('password: ');
        if ((yield* readLine()) !== 'xyzzy') {
          yield print('login incorrect\n');
          return;
        }
      }
      yield print(`logged in as ${name}\n`);
    }
    for (;;) {
      yield print(`${news}% `);
      const line = yield* readLine();
      if (line === undefined) return;
      const [command = '', name = '', sentinel = ''] = line.split(' ');
      const file = files.get(name);
      if (command === 'rm') {
        if (!files.delete(name)) yield print('rm: no such removable file.\n');
      } else if (command === '/bin/umodem') {
        if (file || name === 'code') {
          yield print(`umodem : file ${name} already exists.\n`);
          continue;
        }
        yield print(`Begin sending characters. Terminate with ${sentinel}...\n`);
        const bytes = yield* readUpTo(sentinel);
        if (bytes === undefined) return;
        yield print(`writing ${bytes.length} characters\n`);
        files.set(name, bytes);
        if (!hasUploaded) yield print('INTRO.UMD=10@999999|7005f80d6cd9b7b837802f1e58b11b8\n');
        hasUploaded = true;
      } else if (command === 'dump') {
        yield print(file ? hexDump(file) : 'dump: not a binary file or not accessible\n');
      } else if (command === 'cat') {
        if (name === 'note') yield print('only a text\n');
        else if (file) yield { do: 'print', bytes: file };
        else yield print('cat: no such accessible file\n');
      } else if (command === 'ls') {
        yield print([...files.keys(), 'code/', 'a.out*', ''].join('\n'));
      } else if (command === 'think') {
        yield { do: 'compute', instructions: 400_000_000 };
      } else if (command === 'play') {
        yield print('>: ');
        yield* readLine();
      } else if (command !== '') {
        yield print(`unknown command ${command}\nnew to UMIX? try\n  help\nfor help.\n`);
      }
    }
  };
}

function print(words: string): Act {
  return { do: 'print', bytes: ascii(words) };
}

function* readUpTo(sentinel: string): Generator<Act, Uint8Array | undefined, number> {
  const bytes: number[] = [];
  const end = [...ascii(sentinel)];
  for (;;) {
    const byte = yield { do: 'ask' };
    if (byte < 0) return undefined;
    yield { do: 'compute', instructions: BYTE_INSTRUCTIONS };
    bytes.push(byte);
    if (bytes.length % 512 === 0) yield print(`Transferred ${bytes.length}...\n`);
    const at = bytes.length - end.length;
    if (at >= 0 && end.every((letter, nth) => bytes[at + nth] === letter)) {
      return Uint8Array.from(bytes.slice(0, at));
    }
  }
}

/** As UMIX prints it: sixteen bytes a line, a blank after all but the sixteenth. */
function hexDump(file: Uint8Array): string {
  const digits = [...file].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
  const words = digits.map((pair, at) => pair + (at % 16 === 15 ? '\n' : ' '));
  return `${words.join('')}\n`;
}

/** What a file of every byte value is. */
export function everyByte(): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, value) => value);
}
