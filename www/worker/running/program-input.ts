/**
 * Owns what is typed to a program: its machine gets it, until the end of input was signalled. Does
 * not know who types, nor whether the program still reads.
 */
import type { MachinePort } from './machine-port.ts';

export class ProgramInput {
  #isEnded = false;

  /** Another machine is typed to from now on. */
  begin(isEnded = false): void {
    this.#isEnded = isEnded;
  }

  /** False when nothing of it comes to the machine. */
  push(machine: MachinePort | undefined, bytes: Uint8Array): boolean {
    if (this.#isEnded || bytes.length === 0) return false;
    machine?.pushInput(bytes);
    return true;
  }

  /** False when the machine has it already. */
  end(machine: MachinePort | undefined): boolean {
    if (this.#isEnded) return false;
    this.#isEnded = true;
    machine?.endInput();
    return true;
  }
}
