/** Owns the check of what is offered where UMIX ended: the accounts that were noted, as many as have room. */
import { expect, test } from 'vitest';
import { logInAgainCard } from './log-in-again-card.ts';

const account = (name: string, changed: number) => ({
  project: 'umix',
  name,
  password: '',
  changed,
});

function labels(...names: string[]): string[] {
  const accounts = names.map((name, nth) => account(name, nth));
  const options = { accounts, logIn: () => {}, showAll: () => {} };
  return logInAgainCard('command', options).answers.map(({ label }) => label);
}

test('without an account there is the prompt', () => {
  expect(labels()).toEqual(['Log in again', 'Dismiss']);
});

test('accounts are named, the newest first; those that have no room are a panel away', () => {
  expect(labels('guest', 'howie')).toEqual([
    'Log in again',
    'Log in as howie',
    'Log in as guest',
    'Dismiss',
  ]);
  expect(labels('guest', 'howie', 'knr', 'ohmega')).toEqual([
    'Log in again',
    'Log in as ohmega',
    'Log in as knr',
    'Log in as howie',
    'All 4 accounts',
    'Dismiss',
  ]);
});

test('each account is logged in to as itself, and the prompt as nobody', () => {
  const logged: (string | undefined)[] = [];
  const { answers } = logInAgainCard('login', {
    accounts: [account('howie', 1)],
    logIn: (one) => logged.push(one?.name),
    showAll: () => expect.fail(),
  });
  for (const { choose } of answers) choose();
  expect(logged).toEqual([undefined, 'howie']);
});
