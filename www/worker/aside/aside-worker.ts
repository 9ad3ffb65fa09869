/**
 * Owns the second worker, in which a session is gone through, or what led to a
 * failure is looked for, while the program of the first goes on: its making, its
 * end, and what it does. One machine at a time fits into a worker, and this one
 * ends with its work: so does its memory.
 * Deliberately does not know what that is for.
 */
import type { Deed } from '../../protocol.ts';
import { reasonOf } from '../../wording/reason.mjs';
import { openEngine } from '../running/engine.ts';
import { goingThrough, type Passage, type PassageNews } from './going-through.ts';
import type { LookBack } from './looking-back.ts';

/** The same script, by another name: the page fetches no second one. */
const NAME = 'um32-aside';

/** Whether this worker is the second one. */
export function isAside(): boolean {
  return self.name === NAME;
}

type Work = Passage | LookBack;
type News = PassageNews | { type: 'deeds'; deeds: Deed[] };

/** What the second worker does: one passage, or one look back. */
export function serveAside(): void {
  const tell = (news: News): void => self.postMessage(news);
  const nowMs = (): number => performance.now();
  self.onmessage = async ({ data }: MessageEvent<Work>) => {
    try {
      const engine = await openEngine();
      if ('failure' in data) {
        // Most programs do not fail.
        const { lookingBack } = await import('./looking-back.ts');
        tell({ type: 'deeds', deeds: lookingBack(engine, data, nowMs) });
      } else for (const news of goingThrough(engine, data, nowMs)) tell(news);
    } catch (error) {
      tell({ type: 'failed', sentence: reasonOf(error) });
    }
  };
}

/** Has the second worker go through it; what it gives ends it. */
export function goAside(passage: Passage, hear: (news: PassageNews) => void): () => void {
  return begin(passage, (news) => {
    if (news.type !== 'deeds') hear(news);
  });
}

/** Has the second worker look back, and end; what this gives ends it before. Where it cannot, nothing is found. */
export function lookAside(look: LookBack, hear: (deeds: Deed[]) => void): () => void {
  const end = begin(look, (news) => {
    end();
    hear(news.type === 'deeds' ? news.deeds : []);
  });
  return end;
}

function begin(work: Work, hear: (news: News) => void): () => void {
  const worker = new Worker(self.location.href, { type: 'module', name: NAME });
  worker.onmessage = ({ data }: MessageEvent<News>) => hear(data);
  worker.onerror = ({ message }) => {
    hear({ type: 'failed', sentence: message || 'A second worker could not be started.' });
  };
  worker.postMessage(work);
  return () => worker.terminate();
}
