/**
 * Owns installing Debian packages. Does not know what they are for.
 */
import { find, run, SetupError, tail } from './command.mjs';
import { announce } from './say.mjs';

/** apt is one at a time by itself; taking turns here keeps its messages in order. */
let turn = Promise.resolve();

/** @returns {boolean} whether this machine has Debian's packages at all */
export function isDebian() {
  return (
    process.platform === 'linux' && find('apt-get') !== undefined && find('dpkg') !== undefined
  );
}

/**
 * Installs packages, without what they merely recommend.
 * @param {string[]} packages
 * @param {string} why
 * @returns {Promise<void>}
 */
export function installDebian(packages, why) {
  const mine = turn.then(() => install(packages, why));
  turn = mine.catch(() => {});
  return mine;
}

/** @param {string[]} packages @param {string} why */
async function install(packages, why) {
  const sudo = await privilege(packages);
  announce(`installing the Debian packages ${packages.join(', ')}`, why);
  const apt = [
    'apt-get',
    'install',
    '--yes',
    '--no-install-recommends',
    '-o',
    'DPkg::Lock::Timeout=300',
    ...packages,
  ];
  let outcome = await runAs(sudo, apt);
  if (outcome.code !== 0) {
    // The lists of packages are often missing or old on a fresh machine.
    await runAs(sudo, ['apt-get', 'update']);
    outcome = await runAs(sudo, apt);
  }
  if (outcome.code === 0) return;
  process.stderr.write(tail(outcome.output, 15));
  throw new SetupError(`Debian's packages ${packages.join(', ')} could not be installed.`);
}

/**
 * @param {string[]} packages
 * @returns {Promise<string[]>} the words before apt-get that make it allowed
 */
async function privilege(packages) {
  if (process.getuid?.() === 0) return [];
  if (find('sudo') && (await run('sudo', ['-n', 'true'], { quiet: true })).code === 0) {
    return ['sudo', '-n', '--preserve-env=DEBIAN_FRONTEND'];
  }
  throw new SetupError(
    `Installing packages needs root here. Run: sudo apt-get install --no-install-recommends ${packages.join(' ')}`,
  );
}

/** @param {string[]} sudo @param {string[]} command */
function runAs(sudo, command) {
  const [program = '', ...args] = [...sudo, ...command];
  return run(program, args, {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    quiet: true,
    patience: 'installing Debian packages',
  });
}
