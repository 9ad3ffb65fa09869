/**
 * Owns the image that is loaded: read from a file, named by its hash, told to
 * the page. Deliberately runs nothing.
 */
import type { Event } from '../../protocol.ts';
import { isSource } from '../../wording/program-names.mjs';
import { recognise } from '../known-programs.ts';
import { type EnginePort, ImageRefusal } from './machine-port.ts';

/** The loaded image, kept for `reset`. */
export interface LoadedImage {
  name: string;
  bytes: Uint8Array;
  sha256: string;
  /** The text in notation that it was read from. */
  source?: Uint8Array;
}

/** How it begins: the number of its `load`, if it is by one, and whether it is to stand still at once. */
export interface Beginning {
  load?: number;
  isPaused?: boolean | undefined;
}

/** Throws an `ImageRefusal` for a file that is no program. */
export function imageIn(file: Uint8Array, name: string, engine: EnginePort): LoadedImage {
  const bytes = engine.readImage(file, name);
  return { name, bytes, sha256: engine.sha256Hex(bytes), ...(isSource(name) && { source: file }) };
}

/** Whether a file is a program, as the page is told; undefined where reading it breaks down. */
export function lookedAt(
  { load = 0, name, bytes }: { load?: number; name: string; bytes: Uint8Array },
  engine: EnginePort,
): Extract<Event, { type: 'looked-at' }> | undefined {
  const told = { type: 'looked-at', load } as const;
  try {
    engine.readImage(bytes, name);
    return told;
  } catch (error) {
    return error instanceof ImageRefusal ? { ...told, sentence: error.message } : undefined;
  }
}

/** What the page is told when it begins. */
export function loadedEvent({ name, bytes, sha256 }: LoadedImage): Event {
  const known = recognise([bytes], sha256)?.program;
  return { type: 'loaded', name, imageBytes: bytes.length, sha256, ...(known && { known }) };
}

/** The number of the `load` that is answered, if it has one. */
export function loadNumber(load: number | undefined): { load?: number } {
  return load === undefined ? {} : { load };
}
