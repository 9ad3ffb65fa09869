/**
 * Owns a tab for tests: a desk with a scripted machine, a clock and timers of
 * its own, and everything it told its page. Deliberately knows nothing of what
 * is tested with it.
 */
import type { Command, Deed, Event } from '../../protocol.ts';
import { goingThrough, type Passage, type PassageNews } from '../aside/going-through.ts';
import { type LookBack, lookingBack } from '../aside/looking-back.ts';
import { SessionDesk } from '../desk/session-desk.ts';
import type { SessionLocks } from '../desk/session-locks.ts';
import type { SessionStore } from '../keeping/records.ts';
import type { EnginePort } from '../running/machine-port.ts';
import { messagesFirst } from '../running/slice-scheduler.ts';
// It comes late elsewhere: here nobody waits for a file.
import '../travel/running-back.ts';
import { ascii } from './bytes.ts';
import { scriptedEngine } from './scripted-engine.ts';
import {
  type Act,
  Clock,
  DAMAGED,
  readLine,
  restoredMachine,
  type Script,
  scriptedMachine,
} from './scripted-machine.ts';

/** Prints each line backwards, after some computing that depends on all lines so far. */
function* backwards(): Generator<Act, void, number> {
  let done = 0;
  yield { do: 'print', bytes: ascii('ready\n') };
  for (;;) {
    const line = yield* readLine();
    if (line === undefined) return;
    done = (done * 31 + line.length) % 100_000;
    yield { do: 'compute', instructions: 1_000_000 + done };
    yield { do: 'print', bytes: ascii(`${[...line].reverse().join('')}\n`) };
  }
}

/** Locks that several desks share, as tabs do. */
export function sharedLocks(): () => SessionLocks {
  const taken = new Map<string, object>();
  return () => {
    const me = {};
    const giveBack = (): void => {
      for (const [session, owner] of taken) if (owner === me) taken.delete(session);
    };
    return {
      async take(session) {
        if (taken.has(session) && taken.get(session) !== me) return false;
        giveBack();
        taken.set(session, me);
        return true;
      },
      giveBack,
    };
  };
}

export const TERMINAL = { columns: 80, rows: 24 };

/** One tab: a desk with a scripted machine, or with machines of an engine, and what it told its page. */
export class Tab {
  readonly events: Event[] = [];
  readonly #desk: SessionDesk;
  readonly clock = new Clock();
  /** The date was set by so much. */
  dateAheadMs = 0;
  readonly #timers = new Map<string, () => void>();
  #slices = 0;
  /** Whether the page draws what is printed, and says so. */
  draws = true;
  /** So many messages that ask for a slice were on their way at once. */
  mostSlices = 0;
  /** Machines made. */
  machines = 0;
  /** So long takes each step of a session that is gone through aside. */
  asideMs = 0;
  /** Machines made of checkpoints. */
  restored = 0;
  /** What is found aside of a failure is told once this is over. */
  lookedAside: Promise<void> = messagesFirst();

  constructor(store: SessionStore, locks: SessionLocks, script: Script | EnginePort = backwards) {
    const engine = typeof script === 'function' ? this.#scripted(script) : script;
    const host = {
      emit: (event: Event) => this.events.push(structuredClone(event)),
      nowMs: () => this.clock.nowMs,
      date: () => 1_800_000_000_000 + this.clock.nowMs + this.dateAheadMs,
      later: (name: string, _: number, act: () => void) => this.#timers.set(name, act),
      storage: async () => ({}),
      goAside: (passage: Passage, hear: (news: PassageNews) => void) => {
        if (typeof script !== 'function') return () => {};
        let isOn = true;
        const machine = { createMachine: () => scriptedMachine(script, new Clock()) };
        void (async () => {
          let nowMs = 0;
          for (const news of goingThrough(machine, structuredClone(passage), () => nowMs++)) {
            await messagesFirst();
            if (!isOn) return;
            this.clock.nowMs += this.asideMs;
            hear(news);
          }
        })();
        return () => {
          isOn = false;
        };
      },
      lookAside: (look: LookBack, hear: (deeds: Deed[]) => void) => {
        // An engine that is not scripted has room for one machine.
        if (typeof script !== 'function') return () => {};
        let isOn = true;
        const clock = new Clock();
        const { meaning, sourceLine } = engine;
        const aside = { meaning, sourceLine, createMachine: () => scriptedMachine(script, clock) };
        void (async () => {
          const deeds = lookingBack(aside, structuredClone(look), () => clock.nowMs);
          await this.lookedAside;
          if (isOn) hear(deeds);
        })();
        return () => {
          isOn = false;
        };
      },
    };
    const requestSlice = (): void => {
      this.#slices += 1;
      this.mostSlices = Math.max(this.mostSlices, this.#slices);
    };
    this.#desk = new SessionDesk(engine, host, requestSlice, { store }, locks);
  }

  #scripted(script: Script): EnginePort {
    return scriptedEngine(script, this.clock, {
      createMachine: (_, engine) => {
        this.machines += 1;
        return scriptedMachine(script, this.clock, engine);
      },
      restoreMachine: (checkpoint, engine) => {
        this.restored += 1;
        if (checkpoint[0] === DAMAGED) throw new Error('damaged');
        return restoredMachine(script, this.clock, checkpoint, engine);
      },
    });
  }

  /** Performs, then lets everything happen that wants to. */
  async send(...commands: Command[]): Promise<void> {
    for (const command of commands) this.#desk.perform(command);
    await this.settle();
  }

  async settle(slices = Number.POSITIVE_INFINITY): Promise<void> {
    for (let idle = 0, done = 0; idle < 30; idle++) {
      if (this.#slices > 0 && done < slices) {
        idle = 0;
        done++;
        this.#slices--;
        const seen = this.events.length;
        this.#desk.slice();
        for (const event of this.events.slice(seen)) {
          if (event.type !== 'output' || !this.draws) continue;
          this.#desk.perform({ type: 'ack', outputBytes: event.bytes.length });
        }
      }
      await messagesFirst();
    }
  }

  /** The wait after which what was printed is written. */
  async pause(): Promise<void> {
    for (const act of this.#timers.values()) act();
    await this.settle();
  }

  /** Performs, and lets nothing happen yet. */
  start(command: Command): void {
    this.#desk.perform(command);
  }

  load(): Promise<void> {
    return this.send({ type: 'load', name: 'test.um', bytes: Uint8Array.of(1, 2, 3, 4) });
  }

  async lines(...lines: string[]): Promise<void> {
    for (const line of lines) {
      await this.send({ type: 'input', bytes: ascii(`${line}\n`), echo: line });
    }
  }

  /** What it told of these kinds counts no more. */
  forget(types: readonly string[]): void {
    const others = this.events.filter(({ type }) => !types.includes(type));
    this.events.splice(0, this.events.length, ...others);
  }

  of<T extends Event['type']>(type: T): Extract<Event, { type: T }>[] {
    return this.events.filter((event): event is Extract<Event, { type: T }> => event.type === type);
  }

  /** What the terminal shows: the latest history, and what came after, typed lines included. */
  get shown(): string {
    const from = this.events.findLastIndex(({ type }) => type === 'loaded');
    return this.events
      .slice(from)
      .map((event) => {
        if (event.type === 'output') return text(event.bytes);
        if (event.type === 'note') return `[${event.text}]\n`;
        if (event.type !== 'history') return '';
        return event.pieces
          .map(
            ({ output, echo, note }) =>
              text(output) +
              (echo === undefined ? '' : `<${echo}>`) +
              (note === undefined ? '' : `[${note}]\n`),
          )
          .join('');
      })
      .join('');
  }

  get id(): string {
    return this.of('session').at(-1)?.id ?? '';
  }

  get entries(): number {
    return this.of('session').at(-1)?.entries ?? 0;
  }

  /** Entries that the program has been given. */
  get head(): number {
    return this.of('session').at(-1)?.head ?? 0;
  }

  get done(): number {
    return this.of('state').at(-1)?.meters.instructionsDone ?? 0;
  }

  get state(): string {
    return this.of('state').at(-1)?.state ?? '';
  }
}

export const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
