#!/usr/bin/env node
/**
 * Owns the command line's words: commands, options, help, and the exit code.
 * Does not know how a command does its work; each has a file of its own.
 */
import { existsSync, readFileSync } from 'node:fs';
import { asArgument, parse } from './arguments.mjs';
import { leaveUnread, OutputClosed, print } from './byte-sink.mjs';
import { HostError, Misuse } from './complaint.mjs';
import { HungUp, leaveWithTerminal, outliveHangups } from './hangup.mjs';
import { assembleFile, disassembleFile } from './notation.mjs';
import { replaySession } from './replay.mjs';
import { runProgram } from './run.mjs';
import { isOfSignal } from './signal-code.mjs';
import { tell } from './terminal-line.mjs';

const HELP = `um32, the UM-32 Universal Machine

  um32 run FILE [options]   run a program: .um, .umz, gzip of either, or .ums
                            (assembly)
      --input FILE          read input from FILE instead of standard input
      --report FILE         write how the run ended as one JSON object
      --engine NAME         interpreter, translator or auto (the default)
      --stats               tell on standard error what the translator did
      --record SESSION      write what is typed to a session file, while the
                            program runs
      --include-image       put the program itself into that file, too
      --stop-at PLACE       stop where the finger comes to PLACE, and tell on
                            standard error where it stands: a finger, 12 or
                            0x0c, or, of assembly, a label or "line 3"
      --watch WHAT          stop where WHAT changes, and tell by which
                            instruction: a register, r3, or a platter by its
                            array and offset, 27:4, of the program itself
                            0:12 or 0:LABEL
                            (both may be given several times)
      --stops N             go on until it has stopped N times; the first time
                            ends the run otherwise

  um32 replay SESSION [FILE] [options]
                            play a session again, from its beginning, at full
                            speed; SESSION is a file, or a link to a shared
                            session, in quotes; FILE is the program, when the
                            session does not contain it: it is checked by its
                            hash; of a failure its lines are told, if it is the
                            source
      --image FILE          the program, likewise
      --verify              print nothing; compare with what was printed when it
                            was recorded
      --session N           which one, of a file with several; without it they
                            are listed (or all verified)
      --mark N              end where the program asks again after N entries
                            (lines typed)
      --until N             end after N instructions
      --stop-at PLACE, --watch WHAT, --stops N
                            as of run
      --transcript FILE     write what the terminal showed
      --asciicast FILE      write that as an asciicast, for players of terminal
                            sessions

  um32 asm FILE [-o OUT]    assemble notation to a program
  um32 dis FILE [-o OUT]    list a program in notation; the listing assembles to
                            the same program

  um32 --help               this text
  um32 --version            the version

Any file that is read can be - for standard input; a program that is text there
is taken for assembly. OUT and the files of --transcript and --asciicast can be
- for standard output, which then has nothing else. Without -o the result goes
there, too.

Exit codes
  run         0 halted, 1 failed, 2 misuse or the host's error,
              3 stopped at the last place or change that was asked for,
              129 hung up, 130 interrupted, 143 terminated
  replay      as run; 0 where the session ends or is left; with --verify
              1 when it differs
  asm, dis    0 done, 1 the file has a mistake, 2 misuse or the host's error
`;

/** Where a program stops. */
const STOPS = /** @type {const} */ ({
  'stop-at': { type: 'string', multiple: true },
  watch: { type: 'string', multiple: true },
  stops: { type: 'string' },
});

/** The options of each command. */
const OPTIONS = /** @type {const} */ ({
  run: {
    input: { type: 'string' },
    report: { type: 'string' },
    engine: { type: 'string', default: 'auto' },
    stats: { type: 'boolean', default: false },
    record: { type: 'string' },
    'include-image': { type: 'boolean', default: false },
    ...STOPS,
  },
  replay: {
    image: { type: 'string' },
    verify: { type: 'boolean', default: false },
    until: { type: 'string' },
    mark: { type: 'string' },
    session: { type: 'string' },
    transcript: { type: 'string' },
    ...STOPS,
    asciicast: { type: 'string' },
  },
  asm: { output: { type: 'string', short: 'o' } },
  dis: { output: { type: 'string', short: 'o' } },
});

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function main(args) {
  const [command, ...rest] = args;
  if (args.includes('--help') || args.includes('-h') || command === 'help') {
    await print(HELP);
    return 0;
  }
  switch (command) {
    case '--version':
    case '-V':
      await print(`um32 ${version()}\n`);
      return 0;
    case 'run': {
      const { file, values } = parse(rest, OPTIONS.run);
      return runProgram(file, values);
    }
    case 'replay': {
      const { file, second, values } = parse(rest, OPTIONS.replay, 2);
      if (second !== undefined && values.image !== undefined) {
        throw new Misuse(`The program is given twice: ${values.image} and ${second}.`);
      }
      return replaySession(file, second === undefined ? values : { ...values, image: second });
    }
    case 'asm': {
      const { file, values } = parse(rest, OPTIONS.asm);
      return assembleFile(file, values.output);
    }
    case 'dis': {
      const { file, values } = parse(rest, OPTIONS.dis);
      return disassembleFile(file, values.output);
    }
    case undefined:
      throw new Misuse('Name a command: run, replay, asm or dis.');
    default:
      if (existsSync(command)) {
        throw new Misuse(
          `There is no command ${command}; to run that file: um32 run ${asArgument(command)}`,
        );
      }
      if (command.startsWith('-')) {
        throw new Misuse(
          `There is no option ${command}; there are --help, --version, and those of commands.`,
        );
      }
      throw new Misuse(`There is no command ${command}; there are run, replay, asm and dis.`);
  }
}

function version() {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return JSON.parse(manifest).version;
}

outliveHangups();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isTold = error instanceof Misuse || error instanceof HostError;
  if (!isTold && !(error instanceof OutputClosed || error instanceof HungUp)) throw error;
  if (isTold) tell(`um32: ${error.message}\n`);
  if (error instanceof Misuse) tell('um32 --help lists what there is.\n');
  process.exitCode = error.exitCode;
}
leaveWithTerminal();
if (isOfSignal(process.exitCode)) leaveUnread();
