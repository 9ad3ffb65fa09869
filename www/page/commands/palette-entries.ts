/**
 * Owns what the palette lists, and in which order: the answers that cards wait for, what can be
 * done now, and who can log in. Does not know how it is found and chosen.
 */

import type { CardStack } from '../cards/card-stack.ts';
import type { PageAbilities } from './abilities.ts';
import { type Action, keyName } from './actions.ts';
import type { PaletteEntry } from './palette.ts';

export interface PaletteParts {
  answers: CardStack['answers'];
  actions: readonly Action[];
  logins: ReturnType<PageAbilities['accounts']>;
}

export function paletteEntries({ answers, actions, logins }: PaletteParts): PaletteEntry[] {
  return [
    ...answers.map(({ card, answer, choose }) => ({
      title: `${answer.label} (${card})`,
      key: answer.isMain ? keyName({ key: 'Enter', alt: true }) : '',
      run: choose,
    })),
    ...actionEntries(actions.filter(({ id }) => id !== 'palette' && id !== 'answer')),
    ...logins.map(({ name, logIn }) => ({ title: `Log in as ${name}`, key: '', run: logIn })),
  ];
}

/** The actions that can be done now. */
function actionEntries(actions: readonly Action[]): PaletteEntry[] {
  return actions
    .filter((action) => action.isPossible?.() ?? true)
    .map((action) => ({
      title:
        action.kind === 'switch'
          ? `${action.title}: turn ${action.isOn?.() ? 'off' : 'on'}`
          : action.title,
      key: action.shortcuts?.[0] ? keyName(action.shortcuts[0]) : '',
      run: action.run,
    }));
}
