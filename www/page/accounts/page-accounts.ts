/**
 * Owns what the page makes of accounts: a new session at the login prompt, the
 * noted name and password filled in there, and what follows a login. Does not
 * know how sessions begin, nor how anything is typed.
 */

import { isLoginPrompt } from '../../session-log/prompts.mjs';
import { reasonOf } from '../../wording/reason.mjs';
import type { CardStack } from '../cards/card-stack.ts';
import { troubleCard } from '../cards/other-cards.ts';
import { LatePanel } from '../dock/late-panel.ts';
import { lateCode } from '../late-code.ts';
import type { ProgramConnection } from '../program/program-connection.ts';
import type { Account, ShelfStore } from '../shelf/shelf-store.ts';
import type { AccountsPanel } from './accounts-panel.ts';
import { Login } from './login.ts';

export interface PageAccountsOptions {
  connection: ProgramConnection;
  cards: CardStack;
  store: ShelfStore;
  /** The unfinished last line of output. */
  lastLine: () => string;
  /** Leaves for a new session of the program. */
  startOver: () => void;
  /** Types a line for the person, hidden at a password's prompt, before any that waits. */
  answer: (text: string) => void;
  focusTerminal: () => void;
  /** Does it, or asks first where something would be lost to it. */
  unlessPrecious: (verb: string, how: string, act: () => void) => void;
  loggedIn: () => void;
  /** Opens that of the accounts. */
  showPanel: () => void;
}

export class PageAccounts {
  readonly panel: LatePanel<AccountsPanel>;
  readonly #options: PageAccountsOptions;
  readonly #login = new Login();
  #accounts: readonly Account[] = [];

  constructor(options: PageAccountsOptions) {
    this.#options = options;
    const { store } = options;
    this.panel = new LatePanel('accounts', 'Accounts', async (bring) => {
      const { AccountsPanel } = await bring(() => import('./accounts-panel.ts'));
      return new AccountsPanel({
        refresh: () => void this.refresh(),
        logIn: (account) => this.logIn(account),
        startOver: () => this.startOver(),
        keep: (name, password) => void this.#put(name, password),
        remove: (account) => void store.drop('accounts', account),
        restore: ({ name, password }) => void this.#put(name, password),
      });
    });
  }

  async refresh(): Promise<void> {
    const project = this.#project;
    const accounts = project === '' ? [] : await this.#options.store.all('accounts', project);
    if (project !== this.#project) return;
    this.#accounts = accounts;
    this.#show();
  }

  get accounts(): readonly Account[] {
    return this.#accounts;
  }

  /** In a session of its own, unless this one stands at its login prompt already. */
  logIn(account: Account): void {
    const { connection, lastLine, answer, focusTerminal } = this.#options;
    if (this.#login.pending === account.name) {
      // Pressed twice in haste, it is on its way already.
      focusTerminal();
    } else if (connection.state === 'awaiting-input' && isLoginPrompt(lastLine())) {
      this.#login.fillIn(account);
      const answered = this.#login.asked(lastLine()).answer;
      if (answered !== undefined) answer(answered);
      focusTerminal();
    } else {
      this.startOver(account);
    }
  }

  /** A new session at the login prompt; the running one is kept. */
  startOver(account?: Account): void {
    const { connection, startOver, focusTerminal, unlessPrecious } = this.#options;
    if (!connection.program) return;
    unlessPrecious('Leave', ' for a new session', () => {
      this.#login.fillInNext(account);
      startOver();
      focusTerminal();
    });
  }

  /** Another program begins, or another moment. */
  programBegins(): void {
    this.#login.begins(this.#project);
    this.#options.cards.drop('login');
    void this.refresh();
  }

  /** The program asks; gives what is typed for the person, if anything. */
  asked(): string | undefined {
    const { answer, isLoggedIn } = this.#login.asked(this.#options.lastLine());
    if (isLoggedIn) this.#options.loggedIn();
    return answer;
  }

  /** The program asked, and took a line that went ahead. */
  lineTaken(): void {
    this.#login.passed(this.#options.lastLine());
  }

  /** The program is over: after a login that it refused, or a logout, there is a short way back. */
  async ended(): Promise<void> {
    const asked = this.#login.ended();
    const { connection, cards, showPanel } = this.#options;
    const { program } = connection;
    if (!asked || (asked === 'command' && !this.#isUmix)) return;
    try {
      const { logInAgainCard } = await lateCode(() => import('./log-in-again-card.ts'), '');
      // Another may have begun meanwhile.
      if (connection.program !== program) return;
      const logIn = (account?: Account): void => this.startOver(account);
      cards.show(logInAgainCard(asked, { accounts: this.#accounts, logIn, showAll: showPanel }));
    } catch {
      // The menu leads to the login prompt, too.
    }
  }

  /** It ended at what looks like UMIX's shell, and surely is. */
  get #isUmix(): boolean {
    const { program, state } = this.#options.connection;
    return state === 'halted' && (program?.known !== undefined || this.#accounts.length > 0);
  }

  async #put(name: string, password: string): Promise<void> {
    const account = { project: this.#project, name, password, changed: Date.now() };
    try {
      await this.#options.store.put('accounts', account);
    } catch (error) {
      this.#options.cards.show(troubleCard('unnoted', `${name} was not noted`, reasonOf(error)));
    }
  }

  #show(): void {
    const { connection, store } = this.#options;
    const { program } = connection;
    this.panel.made?.show({
      ...(program && { program: program.name }),
      project: this.#project,
      accounts: this.#accounts,
      trouble: store.trouble,
    });
  }

  get #project(): string {
    return this.#options.connection.program?.sha256 ?? '';
  }
}
