/**
 * Owns what the page as a whole shows of its program: which parts come and go, and where the
 * focus goes, when one begins, asks, ends or is there no more. Does not know how any part does that.
 */
import type { MachineState } from '../../protocol.ts';
import type { CardStack } from '../cards/card-stack.ts';
import type { Controls } from '../commands/controls.ts';
import { byId } from '../elements/dom.ts';
import type { Notices } from '../notices.ts';
import { sampleOf } from '../opening/samples.ts';
import type { Panels } from '../panels.ts';
import type { Beginning } from '../program/on-the-way.ts';
import type { ProgramConnection } from '../program/program-connection.ts';
import type { LoadedProgram, ProgramFacts } from '../program/program-facts.ts';
import type { Project } from '../project.ts';
import type { Regions } from '../regions.ts';
import type { PageSessions } from '../sessions/page-sessions.ts';
import type { FindBar } from '../terminal/find-bar.ts';
import type { PageTerminal } from '../terminal/page-terminal.ts';
import { STATE_WORDS, type StatePill } from './state-pill.ts';
import { TabTitle } from './tab-title.ts';

export interface ShownStateParts {
  connection: ProgramConnection;
  terminal: PageTerminal;
  regions: Regions;
  pill: StatePill;
  facts: ProgramFacts;
  controls: Controls;
  cards: CardStack;
  notices: Notices;
  find: FindBar;
  panels: Panels;
  sessions: PageSessions;
  project: Project;
}

export class ShownState {
  readonly #parts: ShownStateParts;
  readonly #title = new TabTitle();

  constructor(parts: ShownStateParts) {
    this.#parts = parts;
  }

  /** A program begins: its screen is clean, and what was said of the one before is gone. */
  begin(program: LoadedProgram, beginning: Beginning): void {
    const { connection, terminal, notices, project, facts, regions, find } = this.#parts;
    terminal.begin(connection.isOnTheWay);
    notices.programBegins(program.known, beginning === 'restart');
    project.begins();
    facts.show(program, sampleOf(program, connection.files.file));
    this.#title.name = program.name;
    // Whoever goes from hit to hit stays among them; where none was, its first state brings the terminal.
    if (!regions.isTerminalShown || find.hasFocus) return;
    // Who goes back by instructions does so in a panel, and may be elsewhere in it by now.
    if (beginning === 'back') regions.focusTerminalUnlessInDock();
    else regions.focusTerminalUnlessWriting();
  }

  show(state: MachineState): void {
    const { connection, terminal, pill, controls, cards, notices, panels, sessions, project } =
      this.#parts;
    this.#showPlaces(state);
    pill.show(state, connection.meters.pendingInputBytes, connection.isOnTheWay);
    this.#title.became(state, STATE_WORDS[state]);
    controls.show(state);
    panels.stateChanged();
    sessions.stateChanged();
    const answer = project.stateChanged(state);
    if (state === 'awaiting-input') terminal.line.asked(answer);
    else terminal.line.notAsked();
    if (state !== 'running') cards.drop('interrupt');
    if (!connection.isLive) this.#end();
    if (state === 'halted') notices.offer.halted();
  }

  /** The welcome where there is no program, else the terminal and what belongs to it. */
  #showPlaces(state: MachineState): void {
    const { regions, terminal, facts, find, notices, sessions } = this.#parts;
    const isEmpty = state === 'empty';
    const wasEmpty = !regions.isTerminalShown;
    byId('welcome').hidden = !isEmpty;
    byId('meters').hidden = isEmpty;
    terminal.touch.show(!isEmpty);
    document.body.classList.toggle('is-loaded', !isEmpty);
    if (isEmpty) {
      facts.show(undefined);
      // What is said where none was is of something else.
      if (!wasEmpty) {
        find.hide();
        notices.programIsGone();
        regions.focusTerminalUnlessInDock();
      }
      sessions.refresh();
      this.#title.name = '';
    } else if (wasEmpty) {
      regions.focusTerminalUnlessWriting();
    }
  }

  /** Nothing will read what is typed: no cursor invites it, and lines on their way come back. */
  #end(): void {
    const { terminal, notices } = this.#parts;
    const unread = terminal.end();
    if (unread > 0) notices.unread(unread);
    notices.programEnds();
  }
}
