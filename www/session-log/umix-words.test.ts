/** Owns the check of what is taken for a file that UMIX prints, and what for its excuse. */
import { expect, test } from 'vitest';
import { readFetched } from './umix-words.mjs';

const NEWS = "\nYou have new mail. Type 'mail' to view.\n";
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const OTHER = 'UMIX answered with something else';

test.each([
  ['hello\n'],
  [''],
  ['no line feed at its end'],
  ['100% sure, 50% \n'],
  ['% '],
  ['line 2 says\nunknown command\ncat: no such file\n'],
  ['10 PRINT "SYNTAX ERROR"\n'],
])('the file %j comes out as it is, with news at the prompt or without', (file) => {
  for (const prompt of ['% ', `${NEWS}% `]) {
    expect(readFetched('cat', ascii(`${prompt}${file}${prompt}`))).toEqual({ bytes: ascii(file) });
    const hex = [...ascii(file)].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
    const dump = `${prompt}${hex.map((digits) => `${digits} `).join('')}\n${prompt}`;
    expect(readFetched('dump', ascii(dump))).toEqual({ bytes: ascii(file) });
  }
});

test.each([
  ['cat', 'cat: a.txt: no such file\n', 'cat: a.txt: no such file'],
  ['cat', 'unknown command cat\n', 'unknown command cat'],
  ['cat', 'SYNTAX ERROR: EXPECTED LINENVM\n', 'SYNTAX ERROR: EXPECTED LINENVM'],
  ['dump', '\n  unknown command dump  \nand more\n', 'unknown command dump'],
] as const)('by %s, %j is no file but why there is none', (command, said, refusal) => {
  expect(readFetched(command, ascii(`% ${said}% `))).toEqual({ refusal });
});

test.each([
  '',
  '% ',
  'hello\n% ',
  '% hello\n',
  '% hello\n> ',
  `${NEWS}% hello\n% `,
  '% hello\n;login: ',
])('%j, which is not between two prompts, is no file', (reply) => {
  for (const command of ['cat', 'dump'] as const) {
    expect(readFetched(command, ascii(reply))).toEqual({ refusal: OTHER });
  }
});
