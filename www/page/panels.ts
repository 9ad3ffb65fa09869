/**
 * Owns which panels the dock has and who tells them what. Does not know what a
 * panel shows.
 */

import type { Statistics } from '../protocol.ts';
import type { BenchPanel } from './bench/bench-panel.ts';
import { Dock, type Panel } from './dock/dock.ts';
import { LatePanel } from './dock/late-panel.ts';
import type { EnginePanel } from './engine/engine-panel.ts';
import type { ProgramConnection } from './program/program-connection.ts';
import type { SettingsStore } from './settings.ts';

export interface PanelsOptions {
  /** Panels of others, which come first. */
  first: readonly Panel[];
  settings: SettingsStore;
  connection: ProgramConnection;
  restart: (isPaused?: boolean) => void;
  stepBack: (instructions: number) => void;
  runBack: () => void;
  changed: (isOpen: boolean) => void;
  /** A panel out of sight has something new, or none has any more. */
  news: (isThere: boolean) => void;
  /** The person closed the dock. */
  left: () => void;
}

export class Panels {
  readonly dock: Dock;
  readonly #engine: LatePanel<EnginePanel>;
  readonly #bench: LatePanel<BenchPanel>;

  constructor(options: PanelsOptions) {
    const { first, settings, connection, restart, stepBack, runBack, changed, news, left } =
      options;
    this.dock = new Dock({ changed, news, left });
    this.#engine = new LatePanel('engine', 'Engine', async (bring) => {
      const { EnginePanel } = await bring(() => import('./engine/engine-panel.ts'));
      return new EnginePanel({
        settings,
        ask: (look) => connection.askStatistics(look),
        program: () => connection.program?.sha256,
        state: () => connection.state,
        step: (instructions) => connection.run({ type: 'step', instructions }),
        stepBack,
        runBack,
        isOnTheWay: () => connection.isOnTheWay,
        runTo: (place) => connection.run({ type: 'run-to', place }),
        stopAt: (place) => connection.run({ type: 'stop-at', place }),
        pass: (finger) => connection.run({ type: 'pass', finger }),
        watch: (watched, isOn) => connection.run({ type: 'watch', watched, isOn }),
        standAtBeginning: () => restart(true),
        restart,
        news: () => this.dock.tell('engine'),
      });
    });
    this.#bench = new LatePanel('bench', 'Bench', async (bring) => {
      const { BenchPanel } = await bring(() => import('./bench/bench-panel.ts'));
      return new BenchPanel({
        loaded: () => connection.program?.name,
        source: () => connection.source(),
        isLoadedBenchmark: () => /mark\b/i.test(connection.program?.known?.title ?? ''),
        hold: () => hold(connection),
      });
    });
    for (const panel of first) this.dock.add(panel);
    this.dock.add(this.#engine);
    this.dock.add(this.#bench);
  }

  /** The person says where the program is to run to. */
  runTo(): void {
    this.dock.open('engine');
    void this.#engine.whenMade((panel) => panel.askPlace());
  }

  /** The person goes back from a card, and goes on by the panel. */
  awaitBack(): void {
    this.dock.open('engine');
    void this.#engine.whenMade((panel) => panel.awaitBack());
  }

  showStatistics(statistics: Statistics): void {
    this.#engine.made?.show(statistics);
  }

  stateChanged(): void {
    this.#engine.made?.stateChanged();
    this.#bench.made?.stateChanged();
  }
}

/** Pauses a program that computes; gives back what lets it go on, if nothing else happened to it. */
function hold(connection: ProgramConnection): () => void {
  if (connection.state !== 'running') return () => {};
  const { program } = connection;
  connection.pause();
  return () => {
    if (connection.program === program && connection.state === 'paused') connection.run();
  };
}
