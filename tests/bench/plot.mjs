/**
 * Owns the benchmark's plot: bars of time as ratios to plain C, as an SVG that
 * stands alone and follows the reader's light or dark. Does not measure anything.
 *
 * Written here and not by a library: it is two dozen rectangles, and the smallest
 * plotting package would be the project's largest dependency.
 */

/** @typedef {import('./run.mjs').Report} Report */

const WIDTH = 720;
const LABELS = 190;
const FIGURES = 56;
const BAR = 16;
const GAP = 6;
const GROUP_HEAD = 30;
const GROUP_FOOT = 10;
const TOP = 46;
const BOTTOM = 34;

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #35302a; }
  .head { font-weight: 600; }
  .about, .note { fill: #776f65; }
  .figure { font-variant-numeric: tabular-nums; }
  .bar { fill: #2f5bb7; }
  .yardstick { fill: #b5ada1; }
  .spread { stroke: #35302a; stroke-width: 1.5; }
  .unit { stroke: #b5ada1; stroke-dasharray: 3 3; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6e0d7; }
    .about, .note { fill: #a39b90; }
    .bar { fill: #7ea2f0; }
    .yardstick { fill: #6b645b; }
    .spread { stroke: #e6e0d7; }
    .unit { stroke: #6b645b; }
  }`;

/**
 * @param {Report} report
 * @returns {string} an SVG document
 */
export function plot(report) {
  const bars = report.works.flatMap(({ results }) => results.flatMap(({ ratio }) => ratio ?? []));
  const most = Math.max(1, ...bars.map((ratio) => ratio.most));
  const room = WIDTH - LABELS - FIGURES;
  /** @param {number} ratio */
  const x = (ratio) => LABELS + (ratio / most) * room;

  let y = TOP;
  const parts = [];
  for (const { work, about, results } of report.works) {
    parts.push(
      `<text class="head" x="0" y="${y + 14}">${escaped(work)}` +
        `<tspan class="about" font-weight="400" dx="8">${escaped(about)}</tspan></text>`,
    );
    y += GROUP_HEAD - GAP;
    for (const { title, ratio } of results) {
      if (!ratio) continue;
      const middle = y + BAR / 2;
      const kind = ratio.least === 1 && ratio.most === 1 ? 'yardstick' : 'bar';
      parts.push(
        `<text x="${LABELS - 10}" y="${middle + 4.5}" text-anchor="end">${escaped(title)}</text>`,
        `<rect class="${kind}" x="${LABELS}" y="${y}" rx="2" height="${BAR}" width="${round(x(ratio.median) - LABELS)}"/>`,
      );
      if (ratio.least < ratio.most) {
        const [from, to] = [round(x(ratio.least)), round(x(ratio.most))];
        parts.push(`<path class="spread" d="M${from} ${middle}H${to}"/>`);
      }
      parts.push(
        `<text class="figure" x="${round(x(Math.max(ratio.median, ratio.most)) + 8)}" y="${middle + 4.5}">` +
          `${ratio.median.toFixed(2)}</text>`,
      );
      y += BAR + GAP;
    }
    y += GROUP_FOOT;
  }
  const height = y + BOTTOM;
  const unit = round(x(1));
  const note = `${report.machine}; median of ${report.rounds}, line from least to most`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    '<title>Time as a ratio to a plain C interpreter</title>',
    `<style>${STYLE}</style>`,
    '<text class="head" x="0" y="18">Time, as a ratio to a plain C interpreter (shorter is quicker)</text>',
    `<path class="unit" d="M${unit} ${TOP - 8}V${y}"/>`,
    ...parts,
    `<text class="note" x="0" y="${height - 10}">${escaped(note)}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
