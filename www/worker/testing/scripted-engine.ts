/**
 * Owns an engine for tests: its machines follow a script, and its session files are those of
 * scripted-files.ts. Deliberately counts nothing: whoever wants to know gives ways of their own.
 */
import { sha256Hex } from '../known-programs.ts';
import { type EnginePort, ImageRefusal } from '../running/machine-port.ts';
import { SESSION_FILES } from './scripted-files.ts';
import { type Clock, restoredMachine, type Script, scriptedMachine } from './scripted-machine.ts';

/** `ways` stand in place of the usual ones. */
export function scriptedEngine(
  script: Script,
  clock: Clock,
  ways: Partial<EnginePort> = {},
): EnginePort {
  return {
    meaning: () => 'an instruction',
    sourceLine: () => undefined,
    sourceOffset: () => undefined,
    labelOffset: () => 'There are no labels.',
    readImage: (file, name) => {
      if (name === 'letter.txt') throw new ImageRefusal('This file is text.');
      if (name === 'trap.um') throw new WebAssembly.RuntimeError('unreachable');
      return file;
    },
    sha256Hex: (bytes) => sha256Hex([bytes]),
    createMachine: (_, engine) => scriptedMachine(script, clock, engine),
    restoreMachine: (checkpoint, engine) => restoredMachine(script, clock, checkpoint, engine),
    createWarmUpMachine: () => () => false,
    ...SESSION_FILES,
    release: () => {},
    ...ways,
  };
}
