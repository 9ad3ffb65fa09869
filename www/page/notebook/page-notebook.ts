/**
 * Owns what the page makes of publications: the panel with all of the open
 * program's, and the sign that there is a new one. Does not know where they are
 * kept, nor how the panel looks.
 */
import type { NotebookEntry } from '../../protocol.ts';
import { LatePanel } from '../dock/late-panel.ts';
import type { ProgramConnection } from '../program/program-connection.ts';
import { nameAfter, saveFile } from '../saving/saving.ts';
import type { NotebookPanel } from './notebook-panel.ts';

export interface PageNotebookOptions {
  connection: ProgramConnection;
  /** Goes to the moment at which it was printed. */
  goTo: (entry: NotebookEntry) => void;
  /** Types lines to the program. */
  typeLines: (lines: readonly string[]) => void;
  /** There is a new one. */
  news: () => void;
}

export class PageNotebook {
  readonly panel: LatePanel<NotebookPanel>;
  readonly #options: PageNotebookOptions;
  /** Publications known of this program; a new one is news. */
  #known: number | undefined;

  constructor(options: PageNotebookOptions) {
    this.#options = options;
    const { connection, goTo, typeLines } = options;
    this.panel = new LatePanel('notebook', 'Notebook', async (bring) => {
      const { NotebookPanel } = await bring(() => import('./notebook-panel.ts'));
      return new NotebookPanel({
        refresh: () => this.#read(),
        goTo,
        download: (text) =>
          saveFile(
            nameAfter(connection.program?.name ?? '', 'publications.txt'),
            text,
            'text/plain',
          ),
        canType: () => connection.isLive,
        type: typeLines,
      });
    });
  }

  stateChanged(): void {
    this.panel.made?.stateChanged();
  }

  /** Another session is open: what is known of now is no news. */
  begins(): void {
    this.#known = undefined;
    this.#read();
  }

  heard(entries: NotebookEntry[]): void {
    this.panel.made?.show(entries);
    if (entries.length > (this.#known ?? entries.length)) this.#options.news();
    this.#known = entries.length;
  }

  #read(): void {
    this.#options.connection.ask({ type: 'read-notebook' });
  }
}
