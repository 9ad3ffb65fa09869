/**
 * Owns what every `npm run` begins with: whether this is a machine that the scripts run on. Does not
 * know what they do. It is written in the JavaScript of old Nodes: one that is too old for the
 * others is to read this one, and to say so.
 */

/**
 * The Nodes that Vite and the tests run on: of one version from here on, and all from there
 * on. package.json tells npm the same.
 * @type {{ old: [number, number], others: [number, number] }}
 */
const OLDEST = { old: [20, 19], others: [22, 12] };

/**
 * Whether everything here runs on that Node.
 * @param {string} version such as `22.12.0`
 */
function isNodeRecent(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major === OLDEST.old[0]) return minor >= OLDEST.old[1];
  return major > OLDEST.others[0] || (major === OLDEST.others[0] && minor >= OLDEST.others[1]);
}

/**
 * What is wrong with this machine, in a sentence; nothing where the scripts run on it.
 * @param {string} platform as Node calls it
 * @param {string} version Node's
 */
function lackOf(platform, version) {
  if (platform === 'win32') return 'This runs on Linux and macOS; on Windows, use it inside WSL.';
  if (isNodeRecent(version)) return undefined;
  return (
    `Node ${OLDEST.old.join('.')}, or ${OLDEST.others.join('.')} or later, is needed; ` +
    `this is ${version}.`
  );
}

exports.isNodeRecent = isNodeRecent;
exports.lackOf = lackOf;

if (require.main === module) {
  const lack = lackOf(process.platform, process.versions.node);
  if (lack !== undefined) {
    console.log(`um32: ${lack}`);
    process.exitCode = 1;
  } else {
    // The script finds its own arguments where they are if it is called itself.
    const name = process.argv.splice(2, 1)[0];
    import(`./${name}.mjs`);
  }
}
