/**
 * Owns a tab at the shell of a script, for tests of files on their way: what a person asks for
 * there, and how it came out. Does not know what the shell does (scripted-shell.ts).
 */
import type { Command, ExchangeResult } from '../../protocol.ts';
import type { SessionLocks } from '../desk/session-locks.ts';
import type { SessionStore } from '../keeping/records.ts';
import { ascii } from './bytes.ts';
import { type ShellOptions, scriptedShell } from './scripted-shell.ts';
import { Tab } from './tab.ts';

export async function tabAtShell(
  store: SessionStore,
  locks: SessionLocks,
  options: ShellOptions = {},
): Promise<Tab> {
  const tab = new Tab(store, locks, scriptedShell(options));
  await tab.load();
  return tab;
}

export const send = (name: string, bytes: Uint8Array | string): Command => ({
  type: 'send-files',
  files: [{ name, bytes: typeof bytes === 'string' ? ascii(bytes) : bytes }],
});

/** Fetches a file, and gives its bytes. */
export async function fetched(tab: Tab, name: string): Promise<Uint8Array | undefined> {
  await tab.send({ type: 'fetch-file', name });
  return tab.of('file-fetched').at(-1)?.bytes;
}

/** Of all files so far, one by one. */
export const results = (tab: Tab): ExchangeResult[] =>
  tab.of('exchange-over').flatMap(({ results: all }) => all);
