/**
 * Owns the third route to wasm: Debian's Rust compiler, installed beside
 * rustup's, with the wasm target's standard library built from Debian's source
 * package (which holds all it depends on, so nothing is downloaded), and linked
 * into rustup under a name. Does not know about the other routes.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { reasonOf } from '../wording/reason.mjs';
import { find, must, SetupError } from './command.mjs';
import { installDebian, isDebian } from './debian.mjs';
import { WASM_TARGET } from './project.mjs';
import { announce, duration, say } from './say.mjs';
import { hasLibraries, LIBRARIES_NOTE, noteOn, targetLibraries } from './target-libraries.mjs';

/** The compiler, cargo, the library's source, the linker's name, and the linter for `npm test`. */
const PACKAGES = ['rustc-web', 'cargo-web', 'rust-web-src', 'rust-web-llvm', 'rust-web-clippy'];

/** The wasm linker: a link to the program of a package that none of the others asks for. */
const LINKER = '/usr/bin/rust-lld';

/**
 * @param {string} toolchain the name rustup shall know Debian's compiler by
 */
export async function ensureDebianRust(toolchain) {
  if (!isDebian() || !find('rustup')) {
    throw new SetupError(
      `Rust cannot compile to wasm here. Where rustup can download, "rustup target add ${WASM_TARGET}" ` +
        'does it; the other way needs rustup and Debian 12 or later.',
    );
  }
  await installDebian(PACKAGES, 'a Rust compiler with the source of its standard library');
  if (!existsSync(LINKER)) await installDebian([linkerPackage()], 'Rust links wasm with it');
  const libraries = await targetLibraries('/usr/bin/rustc', {});
  if (!libraries) throw new SetupError("Debian's Rust compiler does not know the wasm target.");
  if (!hasLibraries(libraries)) await buildLibraries(libraries);
  await must(
    "Debian's Rust compiler could not be linked into rustup",
    'rustup',
    ['toolchain', 'link', toolchain, '/usr'],
    { quiet: true },
  );
}

/** @returns {boolean} whether Debian's compiler can link what it compiles to wasm */
export function hasDebianLinker() {
  return existsSync(LINKER);
}

/** The package is named like its program, which is what the link points to. */
function linkerPackage() {
  try {
    return basename(readlinkSync(LINKER));
  } catch {
    return 'lld';
  }
}

/**
 * Builds an empty crate together with the standard library, and moves what was
 * built of the library to where the compiler looks for it.
 * @param {import('./target-libraries.mjs').TargetLibraries} libraries
 */
async function buildLibraries(libraries) {
  announce(
    "building the standard library for wasm with Debian's compiler",
    "rustup's downloads are out of reach; about a minute on two processors",
  );
  const began = Date.now();
  const crate = mkdtempSync(join(tmpdir(), 'um32-std-'));
  try {
    mkdirSync(join(crate, 'src'));
    writeFileSync(join(crate, 'src', 'lib.rs'), '');
    writeFileSync(
      join(crate, 'Cargo.toml'),
      '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n',
    );
    await must(
      'The standard library for wasm could not be built',
      '/usr/bin/cargo',
      [
        'build',
        '--release',
        '-Zbuild-std=std,panic_abort,test',
        `--target=${WASM_TARGET}`,
        `--target-dir=${join(crate, 'target')}`,
      ],
      {
        cwd: crate,
        quiet: true,
        patience: 'building the standard library',
        env: {
          RUSTC: '/usr/bin/rustc',
          RUSTC_BOOTSTRAP: '1',
          // Without bitcode, whoever links with link-time optimisation cannot use the library.
          RUSTFLAGS: '-Cembed-bitcode=yes',
          CARGO_TERM_PROGRESS_WHEN: 'never',
        },
      },
    );
    const built = join(crate, 'target', WASM_TARGET, 'release', 'deps');
    moveLibraries(built, libraries);
  } finally {
    rmSync(crate, { recursive: true, force: true });
  }
  say(`um32 set-up: the standard library is built, in ${duration(Date.now() - began)}.`);
}

/**
 * Copies beside the folder and renames, so that a half copy never counts.
 * @param {string} built
 * @param {import('./target-libraries.mjs').TargetLibraries} libraries
 */
function moveLibraries(built, libraries) {
  const { folder } = libraries;
  const fresh = `${folder}.um32-new`;
  try {
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true });
    for (const name of readdirSync(built)) {
      if (name.endsWith('.rlib') && !name.startsWith('libempty-')) {
        copyFileSync(join(built, name), join(fresh, name));
      }
    }
    writeFileSync(join(fresh, LIBRARIES_NOTE), noteOn(libraries));
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  } catch (error) {
    if (existsSync(dirname(folder))) rmSync(fresh, { recursive: true, force: true });
    throw new SetupError(
      `The standard library for wasm could not be put into ${folder}: ${reasonOf(error)}`,
    );
  }
}
