/**
 * Owns the second worker, in which a session is gone through while the program
 * of the first goes on: its making, its end, and what it does. One machine at a
 * time fits into a worker, and this one ends with its work: so does its memory.
 * Deliberately does not know what the passage is for.
 */
import { reasonOf } from '../../wording/reason.mjs';
import { openEngine } from '../running/engine.ts';
import { goingThrough, type Passage, type PassageNews } from './going-through.ts';

/** The same script, by another name: the page fetches no second one. */
const NAME = 'um32-aside';

/** Whether this worker is the second one. */
export function isAside(): boolean {
  return self.name === NAME;
}

/** What the second worker does: one passage. */
export function serveAside(): void {
  const tell = (news: PassageNews): void => self.postMessage(news);
  self.onmessage = async ({ data }: MessageEvent<Passage>) => {
    try {
      const engine = await openEngine();
      for (const news of goingThrough(engine, data, () => performance.now())) tell(news);
    } catch (error) {
      tell({ type: 'failed', sentence: reasonOf(error) });
    }
  };
}

/** Has the second worker go through it; what it gives ends it. */
export function goAside(passage: Passage, hear: (news: PassageNews) => void): () => void {
  const worker = new Worker(self.location.href, { type: 'module', name: NAME });
  worker.onmessage = ({ data }: MessageEvent<PassageNews>) => hear(data);
  worker.onerror = ({ message }) => {
    hear({ type: 'failed', sentence: message || 'A second worker could not be started.' });
  };
  worker.postMessage(passage);
  return () => worker.terminate();
}
