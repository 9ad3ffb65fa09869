/**
 * Owns which panels the dock has and who tells them what. Does not know what a
 * panel shows.
 */
import type { Statistics } from '../../protocol.ts';
import type { Session } from '../session.ts';
import type { SettingsStore } from '../settings.ts';
import { Dock } from './dock.ts';
import { EnginePanel } from './engine-panel.ts';

export interface PanelsOptions {
  settings: SettingsStore;
  session: Session;
  restart: () => void;
  changed: (isOpen: boolean) => void;
  /** The person closed the dock. */
  left: () => void;
}

export class Panels {
  readonly dock: Dock;
  readonly #engine: EnginePanel;

  constructor({ settings, session, restart, changed, left }: PanelsOptions) {
    this.dock = new Dock({ changed, left });
    this.#engine = new EnginePanel({
      settings,
      ask: () => session.askStatistics(),
      isRunning: () => session.state === 'running',
      restart,
    });
    this.dock.add(this.#engine);
  }

  showStatistics(statistics: Statistics): void {
    this.#engine.show(statistics);
  }

  stateChanged(): void {
    this.#engine.stateChanged();
  }
}
