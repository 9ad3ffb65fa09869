/**
 * Owns the side dock: a list of tabs and the panel of the chosen one, closed at
 * first. On a phone it is a sheet from below; that is the style's affair. Does
 * not know what its panels show: each is told when it is seen and when it is
 * not, so that a closed one costs nothing.
 */
import { byId, element } from '../elements/dom.ts';
import { icon } from '../elements/icons.ts';
import type { PanelId } from './panel-id.ts';

/** What a panel shows. */
export interface PanelBody {
  content: HTMLElement;
  /** It is in sight from now on. */
  shown?: () => void;
  /** It is out of sight from now on. */
  hidden?: () => void;
}

export interface Panel extends PanelBody {
  id: PanelId;
  /** The tab's word. */
  title: string;
}

interface Entry {
  panel: Panel;
  tab: HTMLButtonElement;
  place: HTMLElement;
}

export interface DockListeners {
  /** Opened or closed; what lies beside it has another width. */
  changed: (isOpen: boolean) => void;
  /** A panel that is not in sight has something new, or none has any more. */
  news: (isThere: boolean) => void;
  /** Closed by the person, who goes back to what they did. */
  left: () => void;
}

export class Dock {
  readonly #place = byId('dock');
  readonly #tabs = element('div', { class: 'dock-tabs', role: 'tablist', 'aria-label': 'Panels' });
  readonly #body = element('div', { class: 'dock-body' });
  readonly #entries: Entry[] = [];
  readonly #listeners: DockListeners;
  /** The panel in sight, or the one that was last. */
  #chosen: Entry | undefined;

  constructor(listeners: DockListeners) {
    this.#listeners = listeners;
    const close = element(
      'button',
      {
        type: 'button',
        class: 'button button-icon',
        'aria-label': 'Close the panels',
        title: 'Close the panels (Escape)',
        onclick: () => this.#leave(),
      },
      icon('close'),
    );
    this.#place.append(element('div', { class: 'dock-head' }, this.#tabs, close), this.#body);
    this.#tabs.addEventListener('keydown', (event) => this.#key(event));
    this.#place.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      this.#leave();
    });
  }

  add(panel: Panel): void {
    const tab = element(
      'button',
      {
        type: 'button',
        class: 'dock-tab',
        role: 'tab',
        id: `dock-tab-${panel.id}`,
        'aria-controls': `dock-panel-${panel.id}`,
        'aria-selected': 'false',
        tabindex: -1,
        onclick: () => this.open(panel.id),
      },
      panel.title,
    );
    const place = element(
      'div',
      {
        class: 'dock-panel',
        role: 'tabpanel',
        id: `dock-panel-${panel.id}`,
        'aria-labelledby': tab.id,
        tabindex: 0,
        hidden: true,
      },
      panel.content,
    );
    const entry = { panel, tab, place };
    this.#entries.push(entry);
    this.#tabs.append(tab);
    this.#body.append(place);
    if (this.#entries.length === 1) this.#choose(entry);
  }

  get isOpen(): boolean {
    return !this.#place.hidden;
  }

  /** Whether this panel is in sight. */
  isShown(id: PanelId): boolean {
    return this.isOpen && this.#chosen?.panel.id === id;
  }

  /** Opens the dock at this panel, or at the last one. */
  open(id?: PanelId): void {
    const wanted = this.#entries.find(({ panel }) => panel.id === id) ?? this.#chosen;
    if (!wanted || this.isShown(wanted.panel.id)) return;
    if (this.isOpen) this.#chosen?.panel.hidden?.();
    this.#choose(wanted);
    const wasOpen = this.isOpen;
    this.#place.hidden = false;
    // With many panels, or little room, the tabs scroll.
    wanted.tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.#seen(wanted);
    wanted.panel.shown?.();
    if (!wasOpen) this.#listeners.changed(true);
  }

  close(): void {
    if (!this.isOpen) return;
    this.#place.hidden = true;
    this.#chosen?.panel.hidden?.();
    this.#listeners.changed(false);
  }

  openOrClose(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  /** Opens the dock at this panel and goes there; closes it when it was in sight. */
  toggle(id: PanelId): void {
    if (this.isShown(id)) {
      this.#leave();
    } else {
      this.open(id);
      this.focus();
    }
  }

  focus(): void {
    this.#chosen?.tab.focus();
  }

  #leave(): void {
    this.close();
    this.#listeners.left();
  }

  /** The panel has something to say: a dot says so until it is looked at. */
  tell(id: PanelId): void {
    const entry = this.#entries.find(({ panel }) => panel.id === id);
    if (!entry || this.isShown(id)) return;
    entry.tab.dataset.news = '';
    entry.tab.setAttribute('aria-description', 'has something new');
    this.#listeners.news(true);
  }

  #seen({ tab }: Entry): void {
    if (tab.dataset.news === undefined) return;
    delete tab.dataset.news;
    tab.removeAttribute('aria-description');
    this.#listeners.news(this.#entries.some((entry) => entry.tab.dataset.news !== undefined));
  }

  #choose(chosen: Entry): void {
    this.#chosen = chosen;
    for (const entry of this.#entries) {
      const isChosen = entry === chosen;
      entry.tab.setAttribute('aria-selected', String(isChosen));
      // Of all tabs only the chosen one is on the way of the Tab key.
      entry.tab.tabIndex = isChosen ? 0 : -1;
      entry.place.hidden = !isChosen;
    }
  }

  #key(event: KeyboardEvent): void {
    if (!this.#chosen) return;
    const at = this.#entries.indexOf(this.#chosen);
    const count = this.#entries.length;
    const to = {
      ArrowRight: (at + 1) % count,
      ArrowLeft: (at - 1 + count) % count,
      Home: 0,
      End: count - 1,
    }[event.key];
    const wanted = to === undefined ? undefined : this.#entries[to];
    if (!wanted) return;
    event.preventDefault();
    this.open(wanted.panel.id);
    wanted.tab.focus();
  }
}
