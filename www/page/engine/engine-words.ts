/** Owns what the engines are called on the page. Does not know what is said of them. */
import type { EngineName } from '../../protocol.ts';

export const ENGINE_WORDS: Readonly<Record<EngineName, string>> = {
  translator: 'Translator',
  interpreter: 'Interpreter',
};
