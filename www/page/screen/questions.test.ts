/**
 * Owns the check of which sequences count as questions to the terminal. The bench has no
 * colours to tell: what reaches a terminal's own handlers is looked at instead.
 */
import { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { answerOnly } from './questions.ts';

/** Which of the sequences came through to the terminal, by its own handlers. */
async function reached(areAnswered: boolean, ...sequences: string[]): Promise<string[]> {
  const terminal = new Terminal({ allowProposedApi: true });
  const came: string[] = [];
  for (const command of [4, 10, 11, 12, 104]) {
    terminal.parser.registerOscHandler(command, (data) => {
      came.push(`\x1b]${command};${data}\x07`);
      return true;
    });
  }
  answerOnly(terminal.parser, () => areAnswered);
  for (const sequence of sequences) {
    await new Promise<void>((drawn) => terminal.write(sequence, drawn));
  }
  return came;
}

const QUESTIONS = ['\x1b]4;1;?\x07', '\x1b]10;?\x07', '\x1b]11;?\x07', '\x1b]12;?\x07'];
const CHANGES = ['\x1b]4;1;#ff0000\x07', '\x1b]10;#000\x07', '\x1b]104;\x07'];

test('a colour is asked for in the present only, and set in the past too', async () => {
  expect(await reached(true, ...QUESTIONS, ...CHANGES)).toEqual([...QUESTIONS, ...CHANGES]);
  expect(await reached(false, ...QUESTIONS, ...CHANGES)).toEqual(CHANGES);
});

test('what is asked in the present is answered, whatever was passed over before', async () => {
  const terminal = new Terminal({ allowProposedApi: true });
  const sent: string[] = [];
  terminal.onData((data) => sent.push(data));
  let areAnswered = false;
  answerOnly(terminal.parser, () => areAnswered);
  await new Promise<void>((drawn) => terminal.write('\x1b[5n', drawn));
  areAnswered = true;
  await new Promise<void>((drawn) => terminal.write('\x1b[6n', drawn));
  expect(sent).toEqual(['\x1b[1;1R']);
});
