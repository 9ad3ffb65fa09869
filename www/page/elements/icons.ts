/** Owns the page's icons: outlines on a 16 by 16 grid, drawn in the colour of the text beside them. */

const PATHS = {
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  run: 'M5 3.2v9.6l7.6-4.8z',
  restart: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.2v2.9h-2.9',
  stop: 'M3.8 3.8h8.4v8.4H3.8z',
  open: 'M2.2 12.8V3.6h4l1.4 1.8h6.2v7.4z',
  more: 'M3.2 8h.01M8 8h.01M12.8 8h.01',
  dock: 'M2.2 3.4h11.6v9.2H2.2zM9.6 3.4v9.2',
  close: 'm4 4 8 8M12 4l-8 8',
  up: 'm4 9.5 4-4 4 4',
  down: 'm4 6.5 4 4 4-4',
  check: 'm3.2 8.4 3.2 3.2 6.4-7',
} as const;

/** What the state pill shows: each state has a shape of its own, filled. */
const SHAPES = {
  running: 'M4 2.5v11l9-5.5z',
  'awaiting-input': 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z',
  paused: 'M4 3h2.5v10H4zM9.5 3H12v10H9.5z',
  halted: 'M3 3h10v10H3z',
  failed: 'M8 1.8 15 14H1zM8 6.2v3.6M8 11.9v.2',
} as const;

export type IconName = keyof typeof PATHS;
export type ShapeName = keyof typeof SHAPES;

/** Decoration: the control that holds it carries the name. */
export function icon(name: IconName): SVGSVGElement {
  return drawing(PATHS[name], name === 'more' ? 'icon icon-heavy' : 'icon');
}

export function shape(name: ShapeName): SVGSVGElement {
  return drawing(SHAPES[name], name === 'failed' ? 'icon' : 'icon icon-filled');
}

function drawing(path: string, kind: string): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', kind);
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(namespace, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
