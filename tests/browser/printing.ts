/** Owns a program that prints a text of a test. Does not know what for. */

/** Assembly that prints this and asks. */
export function printing(text: string): string {
  const printed = [...Buffer.from(text)].map((byte) => `r1 := ${byte}; output r1`);
  return `${printed.join('\n')}\nr1 := input()\nhalt\n`;
}
