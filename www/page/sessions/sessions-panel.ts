/**
 * Owns the panel that lists the kept sessions, and what can be done with each:
 * go on, rename, duplicate, delete and have back. Does not know how they are kept.
 */
import type { SessionEvent, SessionSummary, StorageFigures } from '../../protocol.ts';
import { newestFirst } from '../../session-log/newest-first.mjs';
import { DeletableRows } from '../dock/deletable-rows.ts';
import type { PanelBody } from '../dock/dock.ts';
import { focusRow } from '../dock/rows.ts';
import { element } from '../elements/dom.ts';
import { drawWhenReleased } from '../elements/press.ts';
import { ago, lines, short, shortBytes } from '../elements/quantities.ts';
import { GivenNames } from './given-names.ts';
import type { SessionFiles } from './session-files.ts';
import '../style/notebook.css';

export interface SessionsPanelListeners {
  /** The panel came in sight: its list may be old. */
  refresh: () => void;
  /** The id of the session that is loaded, or empty. */
  open: () => string;
  resume: (session: SessionSummary) => void;
  /** `rename` is the number of this renaming. */
  rename: (id: string, name: string, rename: number) => void;
  duplicate: (id: string) => void;
  /** What of a session, or of all, is saved or played. */
  files: Pick<SessionFiles, 'exportOne' | 'exportAll' | 'saveTranscript' | 'saveCast' | 'play'>;
  /** Asks for a session file. */
  importFile: () => void;
  remove: (id: string) => void;
  restore: (id: string) => void;
}

export class SessionsPanel implements PanelBody {
  readonly content: HTMLElement;
  readonly #listeners: SessionsPanelListeners;
  readonly #list = element('ul', { class: 'sessions' });
  readonly #storage = element('p', { class: 'is-quiet' });
  /** As they were told, but for names that the list told has not yet. */
  #sessions: readonly SessionSummary[] = [];
  readonly #names = new GivenNames();
  readonly #rows: DeletableRows<SessionSummary>;
  #renaming = '';
  #isShown = false;

  constructor(listeners: SessionsPanelListeners) {
    this.#listeners = listeners;
    this.#rows = new DeletableRows(this.#list, {
      key: 'session',
      idOf: ({ id }) => id,
      nameOf: ({ name }) => name,
      order: (one, other) => newestFirst(Date.now())(one, other),
      restore: ({ id }) => listeners.restore(id),
    });
    this.content = element(
      'div',
      { class: 'panel' },
      this.#list,
      element(
        'div',
        { class: 'sessions-foot' },
        element(
          'div',
          { class: 'notebook-acts' },
          element(
            'button',
            { type: 'button', class: 'button button-outlined', onclick: listeners.importFile },
            'Import a session file',
          ),
          element(
            'button',
            {
              type: 'button',
              class: 'button button-outlined',
              onclick: () => void listeners.files.exportAll(),
            },
            'Export all',
          ),
        ),
        element(
          'p',
          { class: 'is-quiet' },
          'An exported session is a file with everything that was typed, passwords too, and the program itself.',
        ),
        this.#storage,
      ),
    );
  }

  shown(): void {
    this.#isShown = true;
    this.#listeners.refresh();
  }

  hidden(): void {
    this.#names.forget();
    // A name that is being written holds, as when the focus goes elsewhere.
    this.#list.querySelector<HTMLElement>('.session-field')?.blur();
    this.#isShown = false;
    this.#rows.forget();
    this.#renaming = '';
  }

  get isShown(): boolean {
    return this.#isShown;
  }

  show({ sessions, storage, renamed }: Extract<SessionEvent, { type: 'sessions' }>): void {
    this.#names.arrived(renamed);
    this.#sessions = sessions.map((one) => ({ ...one, name: this.#names.of(one) }));
    this.#storage.textContent = storageWords(storage);
    this.#drawSoon();
  }

  /** After a press on the list, which may be on the way to rename: what is being renamed keeps its field. */
  #drawSoon(): void {
    drawWhenReleased(this.#list, () => {
      if (this.#renaming === '') this.#draw();
    });
  }

  #draw(): void {
    if (this.#rows.draw(this.#sessions, (session) => this.#row(session)) === 0) {
      this.#list.append(
        element(
          'li',
          { class: 'is-quiet' },
          'No session yet. One is kept from the first line you type to a program.',
        ),
      );
    }
  }

  #row(session: SessionSummary): HTMLElement {
    const isOpen = session.id === this.#listeners.open();
    const act = (label: string, run: () => void, name = label, isDisabled = false): HTMLElement =>
      element(
        'button',
        {
          type: 'button',
          class: 'button button-small',
          'aria-label': `${name} ${session.name}`,
          'aria-disabled': isDisabled ? 'true' : undefined,
          onclick: run,
        },
        label,
      );
    return element(
      'li',
      { class: isOpen ? 'session is-open' : 'session', 'data-session': session.id },
      session.id === this.#renaming
        ? this.#nameField(session)
        : element('h2', { class: 'session-name' }, session.name),
      element('p', { class: 'is-quiet' }, ...this.#facts(session, isOpen)),
      session.lastLine !== '' &&
        element('p', { class: 'session-last' }, element('code', {}, session.lastLine)),
      element(
        'div',
        { class: 'session-acts' },
        !isOpen && act('Continue', () => this.#listeners.resume(session)),
        act('Rename', () => this.#rename(session.id)),
        act('Play', () => this.#listeners.files.play(session.id)),
        act('Duplicate', () => this.#listeners.duplicate(session.id)),
        act('Delete', () => this.#remove(session), 'Delete', isOpen),
      ),
      element(
        'div',
        { class: 'session-acts' },
        act('Export', () => void this.#listeners.files.exportOne(session.id)),
        act(
          'Transcript',
          () => this.#listeners.files.saveTranscript(session.id),
          'Save the transcript of',
        ),
        act('Asciicast', () => this.#listeners.files.saveCast(session.id), 'Save an asciicast of'),
      ),
    );
  }

  #facts(session: SessionSummary, isOpen: boolean): string[] {
    const parent = this.#sessions.find(({ id }) => id === session.parent?.id);
    const parts = [
      isOpen ? 'open now' : ago(session.changed, Date.now()),
      lines(session.lines),
      `${short(session.instructions)} instructions`,
    ];
    if (session.sizeBytes !== undefined) parts.push(shortBytes(session.sizeBytes));
    if (!session.name.includes(session.imageName)) parts.push(session.imageName);
    if (session.parent && parent) {
      parts.push(`left ${parent.name} after ${lines(session.parent.entries)}`);
    }
    return [parts.join(' · ')];
  }

  #nameField(session: SessionSummary): HTMLElement {
    const field = element('input', {
      class: 'session-field',
      value: session.name,
      'aria-label': `Name of ${session.name}`,
      maxlength: 120,
      onkeydown: (event: KeyboardEvent) => {
        // The keys of an input method are its own.
        if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
        event.preventDefault();
        if (event.key === 'Escape') field.value = session.name;
        field.blur();
        focusRow(this.#list, 'session', session.id, 'Rename');
      },
      onblur: () => {
        if (this.#renaming !== session.id) return;
        this.#renaming = '';
        const name = field.value.trim();
        if (name !== '' && name !== session.name) this.#name(session.id, name);
        this.#drawSoon();
      },
    });
    return field;
  }

  #rename(id: string): void {
    this.#renaming = id;
    this.#draw();
    const field = this.#list.querySelector<HTMLInputElement>('.session-field');
    field?.focus();
    field?.select();
  }

  /** The list has the name at once; the one that is told comes later. */
  #name(id: string, name: string): void {
    this.#listeners.rename(id, name, this.#names.give(id, name));
    this.#sessions = this.#sessions.map((one) => (one.id === id ? { ...one, name } : one));
  }

  #remove(session: SessionSummary): void {
    this.#rows.note(session);
    this.#listeners.remove(session.id);
  }
}

function storageWords({ usedBytes, quotaBytes, isPersistent }: StorageFigures): string {
  const used =
    usedBytes === undefined
      ? []
      : [
          `${shortBytes(usedBytes)} used${quotaBytes === undefined ? '' : ` of the ${shortBytes(quotaBytes)} this browser allows`}.`,
        ];
  const promise =
    isPersistent === undefined
      ? []
      : [
          isPersistent
            ? 'The browser has promised to keep it.'
            : 'The browser may clear it when the disk is nearly full.',
        ];
  return [...used, ...promise].join(' ');
}
