/**
 * Owns the question whether Rust is here, recent enough for this project: asked before anything
 * is downloaded or compiled. Does not know what Rust is wanted for, and installs nothing.
 */
import { find, run, SetupError } from './command.mjs';
import { oldestRust } from './project.mjs';

/** Rejects with the sentence where it is not. */
export async function requireRust() {
  const rustc = find('rustc');
  if (rustc === undefined || find('cargo') === undefined) {
    throw new SetupError(
      'Rust is missing: cargo and rustc were not found. Install Rust with rustup, then run this again.',
    );
  }
  const { stdout, output } = await run(rustc, ['--version'], { quiet: true });
  const [, version, minor] = /^rustc (1\.(\d+)\.\S+)/.exec(stdout) ?? [];
  if (version === undefined) {
    // Such as that of a rustup without a compiler; what to do is in rustup's own words.
    throw new SetupError(`The Rust compiler ${rustc} does not tell its version:\n${output.trim()}`);
  }
  if (Number(minor) >= oldestRust()) return;
  throw new SetupError(
    `Rust 1.${oldestRust()} or later is needed; ${rustc} is ${version}. With rustup, "rustup update" brings the newest.`,
  );
}
