/**
 * Owns what a person has chosen about the page, and its keeping in the
 * browser's storage, which may be missing, full or forbidden: then the choices
 * hold until the page is closed.
 * Does not know what a setting does.
 */
import type { EngineName } from '../protocol.ts';
import type { CharacterSet } from './screen/characters.ts';

export interface Settings {
  theme: 'system' | 'dark' | 'light';
  /** Pixels. */
  fontSize: number;
  characters: CharacterSet;
  screenReader: boolean;
  webLinks: boolean;
  /** What runs a program from its next beginning on. */
  engine: EngineName;
}

const DEFAULTS: Settings = {
  theme: 'system',
  fontSize: 14,
  characters: 'utf-8',
  screenReader: false,
  webLinks: false,
  engine: 'translator',
};

export const SMALLEST_FONT = 9;
export const LARGEST_FONT = 28;

const KEY = 'um32.settings';

/** What each setting may be; anything else found in the storage is passed over. */
const isValid: { [Name in keyof Settings]: (value: unknown) => value is Settings[Name] } = {
  theme: (value) => value === 'system' || value === 'dark' || value === 'light',
  fontSize: (value): value is number =>
    Number.isInteger(value) && Number(value) >= SMALLEST_FONT && Number(value) <= LARGEST_FONT,
  characters: (value) => value === 'utf-8' || value === 'latin-1',
  screenReader: (value) => typeof value === 'boolean',
  webLinks: (value) => typeof value === 'boolean',
  engine: (value) => value === 'translator' || value === 'interpreter',
};

type Listener = (settings: Readonly<Settings>, changed: keyof Settings) => void;

export class SettingsStore {
  readonly #listeners: Listener[] = [];
  #settings: Settings = { ...DEFAULTS, ...kept() };

  get now(): Readonly<Settings> {
    return this.#settings;
  }

  set<Name extends keyof Settings>(name: Name, value: Settings[Name]): void {
    if (this.#settings[name] === value || !isValid[name](value)) return;
    this.#settings = { ...this.#settings, [name]: value };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#settings));
    } catch {
      // Not kept; it holds for as long as the page is open.
    }
    for (const listener of this.#listeners) listener(this.#settings, name);
  }

  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }
}

function kept(): Partial<Settings> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(
      Object.entries(found).filter(
        ([name, value]) => name in isValid && isValid[name as keyof Settings](value),
      ),
    );
  } catch {
    return {};
  }
}
