/**
 * Owns what the page makes of kept sessions: the offer to go on, what is said
 * of keeping, going back and forth. Does not know where or how sessions are kept,
 * nor what goes into their files.
 */
import type {
  DepartureCommand,
  HistoryPiece,
  SessionEvent,
  SessionSummary,
} from '../../protocol.ts';
import { SHORT_WAY_MS } from '../cards/card-progress.ts';
import type { Panel } from '../dock/dock.ts';
import { LatePanel } from '../dock/late-panel.ts';
import type { PanelId } from '../dock/panel-id.ts';
import { say } from '../elements/announcer.ts';
import { lines } from '../elements/quantities.ts';
import { PageNotebook } from '../notebook/page-notebook.ts';
import type { ProgramFile } from '../opening/open-program.ts';
import { EndedSession } from './ended-session.ts';
import { replayingCard } from './keeping-cards.ts';
import { KeepingNews } from './keeping-news.ts';
import type { MomentPreview } from './moment-preview.ts';
import { askToPersist } from './persistence.ts';
import { ResumeOffer } from './resume-offer.ts';
import { SessionFiles, type SessionFilesOptions } from './session-files.ts';
import type { HitsListeners } from './session-hits.ts';
import { tellSessionNews } from './session-news.ts';
import type { SessionsPanel } from './sessions-panel.ts';
import { Sharing } from './sharing.ts';
import type { TimelinePanel } from './timeline-panel.ts';
import { TimelineReading } from './timeline-reading.ts';

type Heard<Type extends SessionEvent['type']> = Extract<SessionEvent, { type: Type }>;

export interface PageSessionsOptions extends SessionFilesOptions {
  /** Holds the terminal; another moment of it is shown there. */
  place: HTMLElement;
  /** Shows what the terminal showed before. */
  recall: (pieces: readonly HistoryPiece[], isCut: boolean) => void;
  /** The machine goes to another moment: what is typed from now on waits for that one. */
  leaving: () => void;
  showPanel: () => void;
  /** A panel has something new. */
  tell: (panel: PanelId) => void;
  /** A text was looked for in the whole session. */
  found: (event: Heard<'found'>) => void;
  /** Another session is open. */
  another: () => void;
  /** The terminal shows another moment now. */
  arrived: () => void;
  /** The person has begun a line. */
  isTyping: () => boolean;
  /** Types lines to the program. */
  typeLines: (lines: readonly string[]) => void;
  /** Asks for a file to open. */
  chooseFile: () => void;
  /** Does it, or asks first where something would be lost to it. */
  unlessPrecious: (verb: string, how: string, act: () => void) => void;
}

export class PageSessions {
  /** For whoever looks for a text in the whole session. */
  readonly search: HitsListeners;
  readonly files: SessionFiles;
  readonly #options: PageSessionsOptions;
  readonly #sessions: LatePanel<SessionsPanel>;
  readonly #timeline: LatePanel<TimelinePanel>;
  readonly #timelineReading: TimelineReading;
  readonly #notebook: PageNotebook;
  readonly #sharing: Sharing;
  readonly #keeping: KeepingNews;
  readonly #ended: EndedSession;
  /** Once somebody has looked for a moment. */
  #preview: MomentPreview | undefined;
  #offer: ResumeOffer | undefined;
  /** The session heard of last. */
  #openId = '';
  /** The session that was imported last; empty where several were. */
  #importedId = '';
  #leftAtMs = 0;
  /** How another moment was gone to last. */
  #left: DepartureCommand['type'] | undefined;

  constructor(options: PageSessionsOptions) {
    this.#options = options;
    const { connection } = options;
    this.files = new SessionFiles(options);
    this.#keeping = new KeepingNews(options.cards);
    this.#ended = new EndedSession({ ...options, undo: () => this.undo() });
    this.#sessions = this.#makeSessions();
    this.#timeline = this.#makeTimeline();
    this.#timelineReading = new TimelineReading(connection, () => this.#timeline.made);
    this.search = {
      search: (text) =>
        connection.ask({ type: 'find-text', text, characters: options.characters() }),
      goTo: (entries) => {
        if (entries === connection.kept.head) options.arrived();
        else this.goTo(entries);
      },
      head: () => connection.kept.head,
    };
    this.#sharing = new Sharing({
      connection,
      cards: options.cards,
      chooseFile: options.chooseFile,
      saveFile: (id) => this.files.exportToShare(id),
      goTo: (entries) => this.goTo(entries),
      unlessLost: (leave) => this.#unlessLost(leave),
      showTyped: (echo) => options.recall([{ output: new Uint8Array(0), echo }], false),
      isTyping: options.isTyping,
      focus: options.focus,
    });
    this.#notebook = new PageNotebook({
      connection,
      goTo: ({ moment, isInOpenSession }) => {
        const go = (): void => this.#leave({ type: 'go-to-moment', moment });
        if (isInOpenSession) go();
        else this.#unlessLost(go);
      },
      typeLines: options.typeLines,
      news: () => options.tell('notebook'),
    });
  }

  #makeSessions(): LatePanel<SessionsPanel> {
    const { connection, chooseFile } = this.#options;
    return new LatePanel('sessions', 'Sessions', async (bring) => {
      const { SessionsPanel } = await bring(() => import('./sessions-panel.ts'));
      return new SessionsPanel({
        refresh: () => this.refresh(),
        open: () => (connection.program ? connection.kept.id : ''),
        resume: (kept) => this.resume(kept),
        rename: (id, name, rename) => connection.ask({ type: 'rename-session', id, name, rename }),
        files: this.files,
        importFile: chooseFile,
        duplicate: (id) => connection.ask({ type: 'duplicate-session', id }),
        remove: (id) => connection.ask({ type: 'delete-session', id }),
        restore: (id) => connection.ask({ type: 'restore-session', id }),
      });
    });
  }

  #makeTimeline(): LatePanel<TimelinePanel> {
    const { connection, place, terminal, characters } = this.#options;
    return new LatePanel('timeline', 'Timeline', async (bring) => {
      const [{ TimelinePanel }, { MomentPreview }, { MomentView }] = await bring(() =>
        Promise.all([
          import('./timeline-panel.ts'),
          import('./moment-preview.ts'),
          import('./moment-view.ts'),
        ]),
      );
      const preview = new MomentPreview({
        moments: new MomentView(place, terminal),
        characters,
        ask: (entries) => connection.ask({ type: 'read-screen', entries }),
      });
      this.#preview = preview;
      return new TimelinePanel({
        refresh: () => this.#timelineReading.read(),
        preview: (entries, place) => preview.look(entries, place),
        goTo: (entries) => this.goTo(entries),
        entries: () => (connection.program ? connection.kept.entries : 0),
      });
    });
  }

  get panels(): readonly Panel[] {
    return [this.#sessions, this.#timeline, this.#notebook.panel];
  }

  stateChanged(): void {
    this.#notebook.stateChanged();
    const { connection, cards } = this.#options;
    // Wherever the way led, or did not.
    if (!connection.isOnTheWay) cards.drop('replaying');
    if (connection.state === 'awaiting-input') this.#sharing.asked();
    this.#ended.stateChanged();
    // Whoever was asked for a moment is gone.
    if (connection.isGone || connection.state === 'empty') this.#timeline.made?.backToNow();
    if (connection.state !== 'empty') return;
    this.#keeping.left();
    this.#offer?.offerAnew();
  }

  /** Puts the offer to go on into what the page shows before a program is loaded. */
  offerIn(welcome: HTMLElement): void {
    this.#offer = new ResumeOffer(welcome, {
      resume: (session) => this.resume(session),
      showAll: this.#options.showPanel,
    });
  }

  /** Whether the last session is offered now. */
  get hasOffer(): boolean {
    return this.#offer?.stands === true;
  }

  acceptOffer(): void {
    this.#offer?.accept();
  }

  /** The worker is there, or nothing is loaded any more: what is kept may be offered. */
  refresh(): void {
    this.#options.connection.ask({ type: 'list-sessions' });
    if (!this.#options.connection.program)
      this.#timeline.made?.show({ from: 0, marks: [], head: 0 });
  }

  heard(event: SessionEvent): void {
    const { cards, connection } = this.#options;
    this.#sharing.heard(event);
    this.files.heard(event);
    tellSessionNews(event, {
      cards,
      ask: (command) => connection.ask(command),
      leave: (command) => this.#unlessLost(() => this.#leave(command)),
      isPlaying: connection.program !== undefined,
    });
    switch (event.type) {
      case 'sessions':
        this.#offer?.show(event.sessions);
        this.#sessions.made?.show(event);
        break;
      case 'found':
        this.#options.found(event);
        break;
      case 'notebook':
        this.#notebook.heard(event.entries);
        break;
      case 'session-imported':
        this.#importedId = event.id;
        break;
      case 'sessions-imported':
        this.#importedId = '';
        break;
      case 'session':
        this.#heardOfOpen(event);
        break;
      case 'timeline':
        this.#timeline.made?.show(event);
        break;
      case 'screen':
        this.#preview?.heard(event.entries, event.pieces);
        break;
      case 'no-screen':
        this.#preview?.unheard(event.entries);
        break;
      case 'history':
        this.#recall(event);
        break;
      case 'replaying':
        this.#tellOfWay(event);
        break;
      case 'session-refused':
        // What was typed on the way was for where it was to lead.
        if (connection.isOnTheWay) this.#options.leaving();
        break;
      case 'keeping':
        this.#keeping.heard(event);
        break;
    }
  }

  /** The open session has more entries, or is another. */
  #heardOfOpen({ id, entries }: Heard<'session'>): void {
    if (entries > 0) {
      askToPersist();
      // When the page is next opened it has room for the offer of this one.
      if (!this.#offer?.isMeasured) this.refresh();
    }
    // It may have been continued from the list.
    if (id === this.#importedId) this.#options.cards.drop('imported');
    if (id !== this.#openId) {
      this.#openId = id;
      if (this.#importedId === '') this.#options.cards.drop('imported');
      this.#keeping.left();
      this.#notebook.begins();
      this.#timeline.made?.backToNow();
      this.#options.another();
    }
    this.#timelineReading.readSoon();
  }

  /** The terminal shows what it showed before, of the session or the moment that was gone to. */
  #recall({ pieces, isCut }: Heard<'history'>): void {
    const { cards, connection, recall, arrived } = this.#options;
    // The help of the beginning is of no use in the midst.
    if (pieces.length > 1) cards.drop('offer');
    recall(pieces, isCut);
    this.#ended.recalled(pieces);
    arrived();
    // By instructions it is said how many of them, where it is seen what is next.
    if (!this.#left?.endsWith('back')) say(`After ${lines(connection.kept.head)}`);
    if (this.#sessions.made?.isShown) this.refresh();
  }

  #tellOfWay(way: Heard<'replaying'>): void {
    if (performance.now() - this.#leftAtMs < SHORT_WAY_MS) return;
    const { cards, connection } = this.#options;
    const stop = (): void => connection.ask({ type: 'interrupt' });
    cards.show(replayingCard(way, this.#left === 'run-back', stop));
  }

  /** Takes the file if it is a session's, a recording, or the program that a shared session wants. */
  importFile(file: ProgramFile): boolean {
    return this.files.take(file) || this.#sharing.takeProgram(file);
  }

  /** Takes those of them; gives the others. */
  importFiles(files: readonly ProgramFile[]): ProgramFile[] {
    return this.files.playOneOf(files).filter((file) => !this.importFile(file));
  }

  /** Makes a link to the open session. */
  share(): void {
    this.#sharing.share();
  }

  /** Opens the session that the page's address holds, if it does. */
  openFromAddress(): void {
    this.#sharing.openFromAddress();
  }

  resume(session: SessionSummary): void {
    this.#unlessLost(() => this.#leave({ type: 'continue-session', id: session.id }));
  }

  /** Goes on with the open session as it is kept: its machine is gone. */
  recover(): void {
    this.#leave({ type: 'continue-session', id: this.#options.connection.kept.id });
  }

  /** Begins a new session of the program, at its first question. */
  startOver(): void {
    this.#leave({ type: 'start-over' });
  }

  /** Takes back what was typed last. */
  undo(): void {
    this.#leave({ type: 'go-by', steps: -1 });
  }

  /** Does again what was taken back. */
  redo(): void {
    this.#leave({ type: 'go-by', steps: 1 });
  }

  /** Takes back what the program did last, to stand still there. */
  stepBack(instructions: number): void {
    this.#leave({ type: 'step-back', instructions });
  }

  /** Goes back to the last place or change that it is to stop at. */
  runBack(): void {
    this.#leave({ type: 'run-back' });
  }

  goTo(entries: number): void {
    this.#leave({ type: 'go-to', entries });
  }

  /** Leaves the session that is open for another one. */
  #unlessLost(leave: () => void): void {
    const { connection, unlessPrecious } = this.#options;
    if (connection.isPrecious) unlessPrecious('Leave', ' for another session', leave);
    else leave();
  }

  #leave(command: DepartureCommand): void {
    this.#leftAtMs = performance.now();
    this.#left = command.type;
    this.#preview?.look(undefined);
    this.#options.leaving();
    this.#options.connection.depart(command);
  }
}
