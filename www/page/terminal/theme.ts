/** Owns the terminal's colours and type, read from the page's tokens. */
import type { ITheme } from '@xterm/xterm';
import { token } from '../colours.ts';

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

export function terminalTheme(): ITheme {
  const theme: ITheme = {
    background: token('--glass'),
    foreground: token('--ink'),
    cursor: token('--accent'),
    cursorAccent: token('--glass'),
    selectionBackground: token('--selection'),
    overviewRulerBorder: token('--glass'),
    scrollbarSliderBackground: token('--line'),
    scrollbarSliderHoverBackground: token('--edge'),
    scrollbarSliderActiveBackground: token('--edge'),
  };
  for (const name of NAMES) {
    const bright =
      `bright${name.charAt(0).toUpperCase()}${name.slice(1)}` as `bright${Capitalize<typeof name>}`;
    theme[name] = token(`--ansi-${name}`);
    theme[bright] = token(`--ansi-bright-${name}`);
  }
  return theme;
}

/** The faces until the terminal's own is there. */
export function fallbackFont(): string {
  return token('--mono-fallback');
}

export function terminalFont(): string {
  return token('--mono');
}

/** Resolves when the terminal's own face can be measured; rejects if it cannot be had. */
export async function terminalFontReady(): Promise<void> {
  await document.fonts.load("400 14px 'IBM Plex Mono'");
}

/** Resolves when the face of bold letters can be measured, or cannot be had: another does as well. */
export async function boldFontReady(): Promise<void> {
  await document.fonts.load("600 14px 'IBM Plex Mono'").catch(() => {});
}
