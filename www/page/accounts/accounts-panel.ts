/**
 * Owns the panel with the accounts that the person noted down. Does not know
 * where they are kept, nor how anybody is logged in.
 */

import { DeletableRows } from '../dock/deletable-rows.ts';
import type { PanelBody } from '../dock/dock.ts';
import { element } from '../elements/dom.ts';
import { drawWhenReleased, once } from '../elements/press.ts';
import type { Account } from '../shelf/shelf-store.ts';
import '../style/field.css';
import '../style/shelf.css';

export interface AccountsPanelListeners {
  /** The panel came in sight. */
  refresh: () => void;
  logIn: (account: Account) => void;
  /** At the login prompt, with nothing filled in. */
  startOver: () => void;
  keep: (name: string, password: string) => void;
  remove: (account: Account) => void;
  restore: (account: Account) => void;
}

export interface AccountsView {
  /** The program that the accounts are kept with; absent when none is loaded. */
  program?: string;
  project: string;
  accounts: readonly Account[];
  /** Why nothing outlives the tab; empty when all is well. */
  trouble: string;
}

export class AccountsPanel implements PanelBody {
  readonly content: HTMLElement;
  readonly #listeners: AccountsPanelListeners;
  readonly #about = element('p', { class: 'is-quiet' });
  readonly #list = element('ul', { class: 'sessions', 'aria-label': 'Accounts' });
  readonly #name = field('account-name', 'guest');
  readonly #password = field('account-password', 'none');
  readonly #form: HTMLFormElement;
  readonly #over: HTMLElement;
  readonly #trouble = element('p', { class: 'is-quiet' });
  #view: AccountsView = { project: '', accounts: [], trouble: '' };
  readonly #rows: DeletableRows<Account>;
  /** Accounts whose password is to be read. */
  readonly #open = new Set<string>();

  constructor(listeners: AccountsPanelListeners) {
    this.#listeners = listeners;
    this.#rows = new DeletableRows(this.#list, {
      key: 'account',
      idOf: ({ name }) => name,
      nameOf: ({ name }) => name,
      order: (one, other) => one.name.localeCompare(other.name),
      restore: listeners.restore,
    });
    this.#form = element(
      'form',
      { class: 'account-form', autocomplete: 'off' },
      element('h2', { class: 'panel-heading' }, 'Note an account'),
      element('label', { for: 'account-name' }, 'Name'),
      this.#name,
      element('label', { for: 'account-password' }, 'Password'),
      this.#password,
      element('button', { type: 'submit', class: 'button button-outlined' }, 'Note it'),
    );
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const name = this.#name.value.trim();
      if (name === '') {
        this.#name.focus();
        return;
      }
      listeners.keep(name, this.#password.value);
      this.#name.value = '';
      this.#password.value = '';
      this.#name.focus();
    });
    this.#over = element(
      'button',
      { type: 'button', class: 'button button-outlined', ...once(listeners.startOver) },
      'New session at the login prompt',
    );
    this.content = element(
      'div',
      { class: 'panel' },
      this.#about,
      this.#list,
      this.#over,
      this.#form,
      element(
        'p',
        { class: 'is-quiet' },
        'Names and passwords are kept in this browser only, unencrypted. Anyone who uses this browser can read them.',
      ),
      this.#trouble,
    );
    this.#draw();
  }

  shown(): void {
    this.#listeners.refresh();
  }

  hidden(): void {
    this.#rows.forget();
    this.#open.clear();
    this.#draw();
  }

  show(view: AccountsView): void {
    // An account of the same name is another one.
    if (view.project !== this.#view.project) this.#open.clear();
    this.#view = view;
    drawWhenReleased(this.#list, () => this.#draw());
  }

  #draw(): void {
    const { program, project, accounts, trouble } = this.#view;
    const isLoaded = program !== undefined;
    this.#about.textContent = isLoaded
      ? `Each login begins a session of its own at the login prompt of ${program}; the one that runs is kept.`
      : 'Open a program first: accounts are kept with it.';
    this.#over.hidden = !isLoaded;
    this.#form.hidden = !isLoaded;
    this.#trouble.textContent = trouble;
    this.#trouble.hidden = trouble === '';

    this.#rows.draw(
      accounts,
      (account) => this.#row(account),
      (account) => account.project === project,
    );
  }

  #row(account: Account): HTMLElement {
    const { name, password } = account;
    const isOpen = this.#open.has(name);
    const shown = password === '' ? 'no password' : isOpen ? password : '••••••';
    return element(
      'li',
      { class: 'session', 'data-account': name },
      element('h2', { class: 'session-name' }, name),
      element('p', { class: 'is-quiet' }, password === '' ? shown : element('code', {}, shown)),
      element(
        'div',
        { class: 'session-acts' },
        act('Log in', `Log in as ${name}`, () => this.#listeners.logIn(account)),
        password !== '' &&
          act(isOpen ? 'Hide' : 'Show', `${isOpen ? 'Hide' : 'Show'} the password of ${name}`, () =>
            this.#showOrHide(name),
          ),
        act('Delete', `Delete ${name}`, () => {
          this.#rows.note(account);
          this.#listeners.remove(account);
        }),
      ),
    );
  }

  #showOrHide(name: string): void {
    if (!this.#open.delete(name)) this.#open.add(name);
    this.#draw();
  }
}

function act(label: string, name: string, run: () => void): HTMLButtonElement {
  return element(
    'button',
    { type: 'button', class: 'button button-small', 'aria-label': name, ...once(run) },
    label,
  );
}

function field(id: string, placeholder: string): HTMLInputElement {
  return element('input', {
    class: 'field',
    id,
    placeholder,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    maxlength: 200,
  });
}
