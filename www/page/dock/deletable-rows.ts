/**
 * Owns what was deleted from a panel's list since the panel came in sight: it keeps its place there
 * as a row that takes the deletion back. Does not know what is listed, nor where it is kept.
 */
import { element } from '../elements/dom.ts';
import { once } from '../elements/press.ts';
import { type RowKey, replaceRows } from './rows.ts';
import '../style/rows.css';

export interface Listed<Item> {
  key: RowKey;
  /** What its rows are told apart by. */
  idOf: (item: Item) => string;
  nameOf: (item: Item) => string;
  /** Which of two stands first, as of sort(). */
  order: (one: Item, other: Item) => number;
  restore: (item: Item) => void;
}

export class DeletableRows<Item> {
  readonly #list: HTMLElement;
  readonly #listed: Listed<Item>;
  #deleted: Item[] = [];

  constructor(list: HTMLElement, listed: Listed<Item>) {
    this.#list = list;
    this.#listed = listed;
  }

  /** This one is being deleted. */
  note(item: Item): void {
    const id = this.#listed.idOf(item);
    this.#deleted = [...this.#deleted.filter((one) => this.#listed.idOf(one) !== id), item];
  }

  /** Nothing can be had back any more. */
  forget(): void {
    this.#deleted = [];
  }

  /** The rows of what is kept, and of what was deleted and belongs in this list; answers how many. */
  draw(
    kept: readonly Item[],
    rowOf: (item: Item) => HTMLElement,
    belongs: (item: Item) => boolean = () => true,
  ): number {
    const { key, idOf, order } = this.#listed;
    const ids = new Set(kept.map(idOf));
    const gone = this.#deleted.filter((item) => belongs(item) && !ids.has(idOf(item)));
    const rows = [
      ...kept.map((item) => ({ item, row: rowOf(item) })),
      ...gone.map((item) => ({ item, row: this.#deletedRow(item) })),
    ].sort((one, other) => order(one.item, other.item));
    replaceRows(
      this.#list,
      key,
      rows.map(({ row }) => row),
    );
    return rows.length;
  }

  #deletedRow(item: Item): HTMLElement {
    const { key, idOf, nameOf, restore } = this.#listed;
    const name = nameOf(item);
    return element(
      'li',
      { class: 'session is-deleted', [`data-${key}`]: idOf(item) },
      element('p', {}, `${name} is deleted.`),
      element(
        'button',
        {
          type: 'button',
          class: 'button button-small',
          'aria-label': `Undo the deletion of ${name}`,
          ...once(() => restore(item)),
        },
        'Undo',
      ),
    );
  }
}
