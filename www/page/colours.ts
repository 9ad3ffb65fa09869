/** Owns whether the page is dark or light: the person's choice, else the system's. */
import type { SettingsStore } from './settings.ts';

/** Sets `data-theme` on the root element, now and at every change; then calls `changed`. */
export function followTheme(settings: SettingsStore, changed: () => void): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const { theme } = settings.now;
    const isDark = theme === 'dark' || (theme === 'system' && system.matches);
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
    // What a phone's browser draws round the page.
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', token('--ground'));
    changed();
  };
  system.addEventListener('change', apply);
  settings.onChange((_, name) => {
    if (name === 'theme') apply();
  });
  apply();
}

/** A custom property of tokens.css as it stands now. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
