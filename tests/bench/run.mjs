/**
 * Owns the benchmark as a command: which works on which engines, in rounds, side
 * by side. Does not know how an engine runs or how results look.
 *
 *     npm run bench -- --work sandmark --engine plain-c,chromium --rounds 5
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from '../../www/setup/browsers.mjs';
import { SetupError } from '../../www/setup/command.mjs';
import { ROOT } from '../../www/setup/project.mjs';
import { script } from '../../www/setup/setup.mjs';
import { reasonOf } from '../../www/wording/reason.mjs';
import { ENGINES, YARDSTICK } from './engines.mjs';
import { inTurnTable, measureInTurn } from './in-turn.mjs';
import { preparePacer } from './pacer.mjs';
import { plot } from './plot.mjs';
import { measureSessions, sessionTable } from './sessions.mjs';
import { ratios, summary } from './statistics.mjs';
import { sliceTable, table } from './table.mjs';
import { findSessions, findWorks, SCRATCH } from './works.mjs';

/**
 * @typedef {import('./engines.mjs').Engine} Engine
 * @typedef {import('./works.mjs').Work} Work
 * @typedef {import('./statistics.mjs').Summary} Summary
 *
 * @typedef {object} Result
 * @property {string} engine
 * @property {string} title
 * @property {number[]} ms by round
 * @property {Summary} time milliseconds
 * @property {Summary} [ratio] to plain C by round, when that was measured too
 * @property {import('./play.mjs').Slices} [slices] the worst of each over the rounds
 * @property {number} [leastRatio] of the least times: on a busy machine the steadier figure
 *
 * @typedef {object} WorkResults
 * @property {string} work
 * @property {string} about
 * @property {number} [instructions]
 * @property {Result[]} results
 *
 * @typedef {object} Report
 * @property {string} machine
 * @property {Record<string, string>} versions by engine
 * @property {number} rounds
 * @property {WorkResults[]} works
 * @property {import('./in-turn.mjs').InTurn[]} [short]
 * @property {import('./sessions.mjs').SessionResult[]} [sessions]
 */

const ROUNDS = 3;
const SHORT_ROUNDS = 100;

const HELP = `npm run bench -- [options]

  --work NAME,...     only these programs (--list names them)
  --engine NAME,...   only these engines
  --rounds N          how often each is run; default ${ROUNDS}
  --json FILE         where the figures go; default target/bench/results.json
  --svg [FILE]        also a plot; default tests/bench/results.svg
  --short             only the short programs of UMIX, or those that --work names: in
                      both engines in turn, in one worker of Chromium; default ${SHORT_ROUNDS}
                      rounds; done when no programs or engines are chosen
  --sessions          only checkpoints and going back in sessions, in Node; done
                      last when no programs or engines are chosen
  --list              names programs and engines

Every round runs every engine once on every program, in turn. A ratio compares
times of one round; below 1 is quicker than plain C.`;

/** What is only printed, and the options that have no use beside it. */
const USELESS = {
  sessions: ['work', 'engine', 'json', 'svg', 'short'],
  short: ['engine', 'json', 'svg'],
};

const PLOT = join(ROOT, 'tests', 'bench', 'results.svg');

await script(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const { works, missing } = await findWorks();
  for (const absent of missing) console.error(`skipped, for want of its file: ${absent}`);
  if (options.list) {
    const width = Math.max(...[...works, ...ENGINES].map(({ name }) => name.length));
    for (const { name, about } of works) console.log(`${name.padEnd(width)}  ${about}`);
    console.log();
    for (const { name, title } of ENGINES) console.log(`${name.padEnd(width)}  ${title}`);
    return 0;
  }
  if (options.sessions) {
    console.log(sessionTable(await measureSessions(findSessions(), options.rounds)));
    return 0;
  }
  if (options.short) {
    const short = options.work ? chosen('work', works, options.work) : shortOnes(works);
    console.log(inTurnTable(await measureShort(short, options.rounds)));
    return 0;
  }
  const engines = chosen('engine', ENGINES, options.engine);
  const report = await measureAll(chosen('work', works, options.work), engines, options.rounds);
  console.log(table(report));
  console.log(sliceTable(report));
  if (options.work === undefined && options.engine === undefined) {
    report.short = await measureShort(shortOnes(works), SHORT_ROUNDS);
    console.log(inTurnTable(report.short));
    report.sessions = await measureSessions(findSessions(), options.rounds);
    console.log(sessionTable(report.sessions));
  }
  write(options.json, `${JSON.stringify(report, null, 2)}\n`);
  if (options.svg) write(options.svg, plot(report));
  return 0;
});

/** @param {string[]} words */
function readOptions(words) {
  // parseArgs knows no option with a value that may be missing.
  const bare = words.findIndex((word, at) => word === '--svg' && !isValue(words[at + 1]));
  const args = bare < 0 ? words : words.with(bare, `--svg=${PLOT}`);
  /** @type {Record<string, string | boolean | undefined>} */
  let values;
  try {
    values = parseArgs({
      args,
      options: {
        work: { type: 'string' },
        engine: { type: 'string' },
        rounds: { type: 'string' },
        json: { type: 'string' },
        svg: { type: 'string' },
        short: { type: 'boolean' },
        sessions: { type: 'boolean' },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new SetupError(`${reasonOf(error)}\n\n${HELP}`);
  }
  for (const [kind, useless] of Object.entries(USELESS)) {
    const option = values[kind] && useless.find((name) => values[name] !== undefined);
    if (option) throw new SetupError(`--${kind} has no use for --${option}.`);
  }
  const rounds = Number(values.rounds ?? (values.short ? SHORT_ROUNDS : ROUNDS));
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new SetupError('--rounds takes a number, 1 or more.');
  }
  return {
    work: /** @type {string | undefined} */ (values.work),
    engine: /** @type {string | undefined} */ (values.engine),
    rounds,
    json: String(values.json ?? join(SCRATCH, 'results.json')),
    svg: /** @type {string | undefined} */ (values.svg),
    short: values.short === true,
    sessions: values.sessions === true,
    list: values.list === true,
    help: values.help === true,
  };
}

/** @param {string | undefined} word */
function isValue(word) {
  return word !== undefined && !word.startsWith('--');
}

/**
 * @template {{ name: string }} T
 * @param {string} kind
 * @param {T[]} all
 * @param {string | undefined} names
 * @returns {T[]}
 */
function chosen(kind, all, names) {
  if (names === undefined) return all;
  return names.split(',').map((name) => {
    const found = all.find((one) => one.name === name);
    if (found) return found;
    const known = all.map((one) => one.name).join(', ');
    throw new SetupError(`There is no ${kind} called ${name}; there are ${known}.`);
  });
}

/** @param {Work[]} works */
function shortOnes(works) {
  return works.filter(({ isShort }) => isShort);
}

/**
 * @param {Work[]} works
 * @param {number} rounds
 */
async function measureShort(works, rounds) {
  const browser = findChromium();
  if (!browser) {
    console.error('skipped, for want of Chromium: short programs in turn');
    return [];
  }
  await preparePacer();
  return measureInTurn(browser, works, rounds);
}

/**
 * @param {Work[]} works
 * @param {Engine[]} engines
 * @param {number} rounds
 * @returns {Promise<Report>}
 */
async function measureAll(works, engines, rounds) {
  /** @type {Record<string, string>} */
  const versions = {};
  /** @type {Engine[]} */
  const ready = [];
  for (const engine of engines) {
    try {
      versions[engine.name] = await engine.prepare();
      ready.push(engine);
    } catch (error) {
      if (!(error instanceof SetupError) || !engine.optional) throw error;
      console.error(`skipped: ${engine.title}. ${error.message}`);
    }
  }
  if (ready.length === 0) throw new SetupError('There is no engine to measure.');
  /** @type {Map<string, number[]>} */
  const times = new Map();
  /** @type {Map<string, { sha256: string, engine: string }>} */
  const outputs = new Map();
  /** @type {Map<string, number>} */
  const instructions = new Map();
  /** @type {Map<string, import('./play.mjs').Slices>} */
  const slices = new Map();
  await preparePacer();
  for (let round = 0; round < rounds; round++) {
    for (const work of works) {
      for (const engine of ready) {
        const measured = await engine.measure(work);
        const seconds = (measured.ms / 1000).toFixed(2);
        console.error(`round ${round + 1}  ${work.name.padEnd(12)} ${engine.title}: ${seconds} s`);
        sameOutput(outputs, work, engine, measured.sha256);
        const key = `${work.name} ${engine.name}`;
        times.set(key, [...(times.get(key) ?? []), measured.ms]);
        if (measured.slices) slices.set(key, worstSlices(measured.slices, slices.get(key)));
        if (measured.instructions) instructions.set(work.name, measured.instructions);
      }
    }
  }
  const [processor] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return {
    machine: `${processor?.model.trim()}, ${cpus().length} cores, ${memory} GiB, ${process.platform}`,
    versions,
    rounds,
    works: works.map((work) => {
      const yardstick = times.get(`${work.name} ${YARDSTICK}`);
      const done = instructions.get(work.name);
      return {
        work: work.name,
        about: work.about,
        ...(done ? { instructions: done } : {}),
        results: ready.map(({ name, title }) => {
          const ms = times.get(`${work.name} ${name}`) ?? [];
          const time = summary(ms);
          const compared = yardstick && {
            ratio: summary(ratios(ms, yardstick)),
            leastRatio: time.least / summary(yardstick).least,
          };
          const sliced = slices.get(`${work.name} ${name}`);
          const inSlices = sliced && { slices: sliced };
          return { engine: name, title, ms, time, ...compared, ...inSlices };
        }),
      };
    }),
  };
}

/**
 * @param {import('./play.mjs').Slices} one
 * @param {import('./play.mjs').Slices} [other]
 * @returns {import('./play.mjs').Slices}
 */
function worstSlices(one, other = one) {
  return {
    count: Math.max(one.count, other.count),
    median: Math.max(one.median, other.median),
    p99: Math.max(one.p99, other.p99),
    worst: Math.max(one.worst, other.worst),
  };
}

/**
 * A time counts for nothing if the work was not done.
 * @param {Map<string, { sha256: string, engine: string }>} outputs
 * @param {Work} work
 * @param {Engine} engine
 * @param {string} sha256
 */
function sameOutput(outputs, work, engine, sha256) {
  const first = outputs.get(work.name);
  if (!first) outputs.set(work.name, { sha256, engine: engine.title });
  else if (first.sha256 !== sha256) {
    throw new Error(`${work.name}: ${engine.title} printed something else than ${first.engine}.`);
  }
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.error(`written: ${relative(process.cwd(), path)}`);
}
