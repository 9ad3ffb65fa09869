/**
 * Holds every text colour of tokens.css to the contrast of WCAG AA on each ground it may stand on,
 * and what the browser is told of a colour before there are styles to what they say.
 */
import { describe, expect, test } from 'vitest';
import html from '../../../index.html?raw';
import css from './tokens.css?raw';

/** The custom properties with a plain colour, of the block that begins with this selector. */
function colours(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`${selector} {`));
  const body = block.slice(block.indexOf('{') + 1, block.indexOf('}'));
  const found = body.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g);
  return new Map([...found].map(([, name = '', value = '']) => [name, value]));
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const light = colours(':root');
const dark = new Map([...light, ...colours(':root[data-theme="dark"]')]);

test('a phone draws the ground of the light theme round a page that is yet to begin', () => {
  const told = /<meta name="theme-color" content="(#[0-9a-f]{6})"/.exec(html)?.[1];
  expect(told).toBe(light.get('--ground'));
});

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_, theme) => {
  const colour = (name: string): string => {
    const value = theme.get(name);
    if (value === undefined) throw new Error(`tokens.css has no ${name}.`);
    return value;
  };
  const ansi = [...theme.keys()].filter((name) => name.startsWith('--ansi-'));
  const states = [...theme.keys()].filter((name) => name.startsWith('--state-'));

  test('has sixteen terminal colours and five states', () => {
    expect(ansi).toHaveLength(16);
    expect(states).toHaveLength(5);
  });

  test.each(ansi)('%s can be read in the terminal', (name) => {
    expect(contrast(colour(name), colour('--glass'))).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ['--ink', ['--ground', '--glass', '--raised', '--hover', '--selection', '--accent-wash']],
    ['--ink-soft', ['--ground', '--glass', '--raised']],
    ['--accent', ['--ground', '--glass', '--raised']],
    ['--on-accent', ['--accent', '--accent-hover']],
    ...states.map((name) => [name, ['--ground', '--raised']] as [string, string[]]),
  ])('%s can be read on %j', (name, grounds) => {
    for (const ground of grounds) {
      expect(contrast(colour(name), colour(ground)), ground).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('edges of controls can be seen', () => {
    for (const ground of ['--ground', '--glass', '--raised']) {
      expect(contrast(colour('--edge'), colour(ground))).toBeGreaterThanOrEqual(3);
    }
  });
});
