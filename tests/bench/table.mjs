/**
 * Owns the benchmark's table in the terminal. Does not measure anything.
 */

/**
 * @param {import('./run.mjs').Report} report
 * @returns {string}
 */
export function table(report) {
  const rows = [['work', 'engine', 'median', 'from', 'to', 'of plain C', 'from', 'to', 'of least']];
  for (const { work, results } of report.works) {
    results.forEach(({ title, time, ratio, leastRatio }, at) => {
      rows.push([
        at === 0 ? work : '',
        title,
        ...[time.median, time.least, time.most].map((ms) => `${(ms / 1000).toFixed(2)} s`),
        ...(ratio ? [ratio.median, ratio.least, ratio.most, leastRatio] : []).map(
          (one) => one?.toFixed(3) ?? '',
        ),
      ]);
    });
  }
  const lines = aligned(rows);
  const versions = Object.entries(report.versions).map(([name, version]) => `${name}: ${version}`);
  const rounds = report.rounds === 1 ? 'one round' : `${report.rounds} rounds`;
  return ['', ...lines, '', `${report.machine}; ${rounds}`, ...versions, ''].join('\n');
}

/**
 * How long slices of the machine took: what a message waits for in the worker.
 * @param {import('./run.mjs').Report} report
 * @returns {string}
 */
export function sliceTable(report) {
  const rows = [['slices of', 'engine', 'number', 'median', '99 in 100', 'worst']];
  for (const { work, results } of report.works) {
    const sliced = results.flatMap(({ title, slices }) => (slices ? [{ title, slices }] : []));
    sliced.forEach(({ title, slices: { count, median, p99, worst } }, at) => {
      const ms = [median, p99, worst].map((one) => `${one.toFixed(1)} ms`);
      rows.push([at === 0 ? work : '', title, String(count), ...ms]);
    });
  }
  return rows.length > 1 ? [...aligned(rows), ''].join('\n') : '';
}

/**
 * Lines with columns under each other, the first two to the left.
 * @param {string[][]} rows
 */
function aligned(rows) {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths?.[column] ?? 0;
        return column < 2 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
