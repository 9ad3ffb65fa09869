/**
 * Owns the panel with the file shelf: the list, what can be done with each file,
 * the small editor, and the field that fetches a file from UMIX. Does not know
 * where files are kept, nor how they are moved.
 */
import { bytesWords } from '../../session-log/exchange-log.mjs';
import { DeletableRows } from '../dock/deletable-rows.ts';
import type { PanelBody } from '../dock/dock.ts';
import { say } from '../elements/announcer.ts';
import { element } from '../elements/dom.ts';
import { drawWhenReleased, setPressable } from '../elements/press.ts';
import { exact } from '../elements/quantities.ts';
import { editableText, factsOf, type SendMode } from './file-content.ts';
import { FileEditor, type NotKept, type WrittenFile } from './file-editor.ts';
import type { ShelfFile } from './shelf-store.ts';
import '../style/field.css';
import '../style/shelf.css';

export interface FilesPanelListeners {
  /** The panel came in sight. */
  refresh: () => void;
  /** Asks for files. */
  add: () => void;
  send: (files: readonly ShelfFile[]) => void;
  stop: () => void;
  fetch: (name: string) => void;
  download: (file: { name: string; bytes: Uint8Array }) => void;
  setMode: (file: ShelfFile, mode: SendMode) => void;
  remove: (file: ShelfFile) => void;
  restore: (file: ShelfFile) => void;
  /** Gives the reason where it is not kept. */
  keep: (written: WrittenFile) => Promise<NotKept | undefined>;
  /** On the shelf that it was fetched for. True when it is there now. */
  replace: (fetched: ShelfFile) => Promise<boolean>;
}

/** What the panel is about. */
export interface ShelfView {
  /** The program that the files are kept with; absent when none is loaded. */
  program?: string;
  /** The program's image. */
  project: string;
  files: readonly ShelfFile[];
  /** Why no file can be moved now, in a sentence; empty when one can. */
  hindrance: string;
  /** Why nothing outlives the tab; empty when all is well. */
  trouble: string;
}

export class FilesPanel implements PanelBody {
  readonly content: HTMLElement;
  readonly #listeners: FilesPanelListeners;
  readonly #about = element('p', { class: 'is-quiet' });
  readonly #list = element('ul', { class: 'sessions', 'aria-label': 'Files on the shelf' });
  readonly #editor: FileEditor;
  readonly #fetchName = element('input', {
    class: 'field',
    id: 'fetch-name',
    placeholder: 'core',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
  });
  readonly #fetch: HTMLFormElement;
  readonly #news = element('div', { class: 'files-news' });
  readonly #progress = element('div', { class: 'files-news' });
  readonly #progressWords = element('p');
  /** What is on its way, while its button is in sight. */
  #moving: 'send' | 'fetch' | undefined;
  readonly #trouble = element('p', { class: 'is-quiet' });
  readonly #add = this.#button('Add files', 'button-outlined', () => this.#listeners.add());
  readonly #write = this.#button('Write a file', 'button-outlined', () => this.#edit());
  readonly #sendAll = this.#button('Send all', 'button-main', () =>
    this.#listeners.send(this.#view.files),
  );
  #view: ShelfView = { project: '', files: [], hindrance: '', trouble: '' };
  readonly #rows: DeletableRows<ShelfFile>;
  /** What the list was drawn of; nothing while it is out of sight. */
  #drawn: ShelfView | undefined;
  /** The buttons in the list that are of no use while no file can be moved. */
  #sends: HTMLButtonElement[] = [];
  #isShown = false;

  constructor(listeners: FilesPanelListeners) {
    this.#listeners = listeners;
    this.#rows = new DeletableRows(this.#list, {
      key: 'file',
      idOf: ({ name }) => name,
      nameOf: ({ name }) => name,
      order: (one, other) => one.name.localeCompare(other.name),
      restore: listeners.restore,
    });
    this.#editor = new FileEditor({
      keep: listeners.keep,
      left: () => {
        // Without a program there is no button: who wrote stays in the panel.
        const panel = this.content.closest<HTMLElement>('[role="tabpanel"]');
        (this.#write.hidden ? panel : this.#write)?.focus();
      },
    });
    this.#fetch = element(
      'form',
      { class: 'files-fetch' },
      element('label', { for: 'fetch-name' }, 'Fetch a file from UMIX'),
      element(
        'div',
        { class: 'files-acts' },
        this.#fetchName,
        element('button', { type: 'submit', class: 'button button-outlined' }, 'Fetch'),
      ),
    );
    this.#fetch.addEventListener('submit', (event) => {
      event.preventDefault();
      const name = this.#fetchName.value.trim();
      // Enter in the field would press a button that is refused, and nobody would know why.
      if (this.#view.hindrance !== '') this.say(this.#view.hindrance);
      else if (/^\S+$/.test(name)) this.#listeners.fetch(name);
      else this.say('Write the file’s name, as UMIX’s ls shows it.');
    });
    this.content = element(
      'div',
      { class: 'panel files' },
      this.#about,
      element('div', { class: 'files-acts' }, this.#sendAll, this.#add, this.#write),
      this.#editor.content,
      this.#progress,
      this.#news,
      this.#list,
      this.#fetch,
      this.#trouble,
    );
    this.#draw();
  }

  /** The editor has something that the shelf has not. */
  get isUnkept(): boolean {
    return this.#editor.isUnkept;
  }

  shown(): void {
    this.#isShown = true;
    this.#draw();
    this.#listeners.refresh();
  }

  hidden(): void {
    this.#isShown = false;
    this.#drawn = undefined;
    this.#rows.forget();
  }

  show(view: ShelfView): void {
    this.#view = view;
    // Out of sight nobody reads it, and programs ask often.
    if (this.#isShown) drawWhenReleased(this.#list, () => this.#draw());
  }

  /** What happened last, which is read out. */
  say(sentence: string, ...acts: HTMLElement[]): void {
    this.tell(sentence, ...acts);
    say(sentence);
  }

  /** What happened last, where that was said already. */
  tell(sentence: string, ...acts: HTMLElement[]): void {
    const hadFocus = this.#news.contains(document.activeElement);
    fill(this.#news, element('p', {}, sentence), acts);
    // Who answered by key stays in the panel.
    if (hadFocus) this.#add.focus();
  }

  /** Files are on their way. */
  progress(sentence: string, kind: 'send' | 'fetch'): void {
    this.#progressWords.textContent = sentence;
    // The button stays: it may be being pressed.
    if (kind === this.#moving) return;
    this.#moving = kind;
    const hadFocus = [this.#progress, this.#news].some((part) =>
      part.contains(document.activeElement),
    );
    this.#news.replaceChildren();
    const name = kind === 'send' ? 'Stop sending' : 'Stop fetching';
    const stop = this.#small('Stop', name, this.#listeners.stop);
    fill(this.#progress, this.#progressWords, [stop]);
    if (hadFocus) stop.focus();
  }

  /** Nothing is on its way any more; who was on its button stays in the panel. */
  progressOver(): void {
    const hadFocus = this.#progress.contains(document.activeElement);
    this.#moving = undefined;
    this.#progress.replaceChildren();
    if (hadFocus) this.#add.focus();
  }

  /** A file came out of UMIX, and the shelf has another of its name. */
  askToReplace(fetched: ShelfFile): void {
    const { name } = fetched;
    this.say(
      `Fetched ${name}, ${bytesWords(fetched.bytes.length)}. The shelf has another file of that name.`,
      this.#small('Replace', `Replace ${name} on the shelf`, async () => {
        const isKept = await this.#listeners.replace(fetched);
        if (isKept) this.say(`${name} on the shelf is the fetched one now.`);
      }),
      this.#small('Download', `Download the fetched ${name}`, () =>
        this.#listeners.download(fetched),
      ),
    );
  }

  #draw(): void {
    const { program, project, files, hindrance, trouble } = this.#view;
    const isLoaded = program !== undefined;
    this.#about.textContent = isLoaded
      ? `Kept with ${program} in this browser. UMIX’s own umodem writes them to the directory you are in, over a file of the same name.`
      : 'Open a program first: files are kept with it.';
    for (const part of [this.#sendAll, this.#add, this.#write, this.#fetch]) {
      part.hidden = !isLoaded;
    }
    this.#editor.programIs(project);
    setPressable(this.#sendAll, hindrance === '' && files.length > 0);
    this.#trouble.textContent = trouble;
    this.#trouble.hidden = trouble === '';
    // A row that is made anew while the focus is in it would be read out once more.
    if (!isSameList(this.#drawn, this.#view)) this.#drawList(files);
    for (const send of this.#sends) setPressable(send, hindrance === '');
  }

  #drawList(files: readonly ShelfFile[]): void {
    this.#drawn = this.#view;
    this.#sends = [];
    const rows = this.#rows.draw(
      files,
      (file) => this.#row(file),
      ({ project }) => project === this.#view.project,
    );
    if (rows === 0 && this.#view.program !== undefined) {
      this.#list.append(
        element(
          'li',
          { class: 'is-quiet' },
          'No file yet. Drop some anywhere on the page, add them here, or write one.',
        ),
      );
    }
  }

  #row(file: ShelfFile): HTMLElement {
    const mode = file.mode ?? factsOf(file.bytes).mode;
    const other = mode === 'text' ? 'binary' : 'text';
    const listeners = this.#listeners;
    const act = (label: string, run: () => void): HTMLButtonElement =>
      this.#small(label, `${label} ${file.name}`, run);
    const send = act('Send', () => listeners.send([file]));
    this.#sends.push(send);
    return element(
      'li',
      { class: 'session', 'data-file': file.name },
      element('h2', { class: 'session-name' }, element('code', {}, file.name)),
      element('p', { class: 'is-quiet' }, sendingWords(file, mode)),
      element(
        'div',
        { class: 'session-acts' },
        send,
        factsOf(file.bytes).isEditable && act('Edit', () => this.#edit(file)),
        act('Download', () => listeners.download(file)),
        act(`Send as ${other}`, () => listeners.setMode(file, other)),
        act('Delete', () => this.#remove(file)),
      ),
    );
  }

  /** A file of the shelf, or a new one. */
  #edit(file?: ShelfFile): void {
    const { project, program = '' } = this.#view;
    this.#editor.open({ project, program }, file?.name, file && editableText(file.bytes));
  }

  #remove(file: ShelfFile): void {
    this.#rows.note(file);
    this.#listeners.remove(file);
  }

  #button(label: string, kind: string, run: () => void): HTMLButtonElement {
    return element('button', { type: 'button', class: `button ${kind}`, onclick: run }, label);
  }

  #small(label: string, name: string, run: () => void): HTMLButtonElement {
    return element(
      'button',
      { type: 'button', class: 'button button-small', 'aria-label': name, onclick: run },
      label,
    );
  }
}

/** Whether the same rows stand for both: what is kept is read anew when it changes. */
function isSameList(one: ShelfView | undefined, other: ShelfView): boolean {
  return (
    one?.files === other.files && one.project === other.project && one.program === other.program
  );
}

function sendingWords({ bytes, mode: chosen }: ShelfFile, mode: SendMode): string {
  const how = mode === 'binary' ? 'binary, every byte as it is' : textWords(bytes);
  return `${bytesWords(bytes.length)} · ${how}${chosen ? ', as you chose' : ''}`;
}

function textWords(bytes: Uint8Array): string {
  const { carriageReturns: count, hasLineFeeds } = factsOf(bytes);
  if (count === 0) return 'text';
  if (!hasLineFeeds) return 'text, carriage returns sent as line feeds';
  return `text, ${count === 1 ? 'a carriage return' : `${exact(count)} carriage returns`} left out`;
}

function fill(place: HTMLElement, words: HTMLElement, acts: readonly HTMLElement[]): void {
  place.replaceChildren(words);
  if (acts.length > 0) place.append(element('div', { class: 'session-acts' }, ...acts));
}
