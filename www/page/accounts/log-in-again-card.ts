/**
 * Owns what is offered where UMIX ended at its login or at its shell: to log in again, with an
 * account that was noted or without. Comes when it is wanted; does not know how anybody is
 * logged in.
 */
import type { Answer, Card } from '../cards/card-stack.ts';
import type { Account } from '../shelf/shelf-store.ts';

/** More have no room on a phone. */
const MOST_NAMED = 3;

export interface LogInAgainOptions {
  accounts: readonly Account[];
  /** In a new session; of no account, at its login prompt. */
  logIn: (account?: Account) => void;
  showAll: () => void;
}

/** `asked`: what UMIX asked for last. */
export function logInAgainCard(asked: 'login' | 'command', options: LogInAgainOptions): Card {
  const isRefused = asked === 'login';
  return {
    name: 'login',
    title: isRefused ? 'The program ended at the login' : 'UMIX has ended',
    text: [
      isRefused
        ? 'UMIX ends when a name or a password is wrong. You can go back to the login prompt.'
        : 'It ends at every logout. Logging in again begins a new session.',
    ],
    takesFocus: 'by itself',
    answers: [
      { label: 'Log in again', isMain: true, choose: () => options.logIn() },
      ...ofAccounts(options),
      { label: 'Dismiss', choose: () => {} },
    ],
  };
}

/** Those noted last have not been played as much. */
function ofAccounts({ accounts, logIn, showAll }: LogInAgainOptions): Answer[] {
  const newest = [...accounts].sort((one, other) => other.changed - one.changed);
  const named = newest.slice(0, MOST_NAMED).map((account) => ({
    label: `Log in as ${account.name}`,
    choose: () => logIn(account),
  }));
  return accounts.length > MOST_NAMED
    ? [...named, { label: `All ${accounts.length} accounts`, choose: showAll }]
    : named;
}
