/**
 * Owns how numbers are written on the page: units, thin separators, steady widths. Those
 * in full are written as on the command line.
 */

import { counted } from '../../wording/figures.mjs';

export {
  counted,
  exact,
  figures,
  hexadecimal,
  reading,
  withExact,
} from '../../wording/figures.mjs';

const NARROW_SPACE = '\u202f';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STEPS = ['', 'K', 'M', 'G', 'T', 'P'] as const;

/** Three digits and a letter: `5.56 G`, `287 K`; whole numbers below a thousand. */
export function short(value: number): string {
  let scaled = value;
  let step = 0;
  // 999.5 would be written as 1000.
  while (scaled >= 999.5 && step < STEPS.length - 1) {
    scaled /= 1000;
    step++;
  }
  if (step === 0) return String(Math.round(scaled));
  const decimals = scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
  return `${scaled.toFixed(decimals)}${NARROW_SPACE}${STEPS[step]}`;
}

/** Bytes the same way: `24.1 MB`. */
export function shortBytes(bytes: number): string {
  const text = short(bytes);
  return text.includes(NARROW_SPACE) ? `${text}B` : `${text}${NARROW_SPACE}B`;
}

/** A duration as a person says it: `12 s`, `2 min 05 s`. */
export function seconds(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000);
  if (whole < 60) return `${whole}${NARROW_SPACE}s`;
  const rest = String(whole % 60).padStart(2, '0');
  return `${Math.floor(whole / 60)}${NARROW_SPACE}min ${rest}${NARROW_SPACE}s`;
}

/** A short time with three digits: `0.42 ms`, `12.3 ms`, `1.21 s`. */
export function shortTime(milliseconds: number): string {
  const [value, unit] = milliseconds < 999.5 ? [milliseconds, 'ms'] : [milliseconds / 1000, 's'];
  const decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(decimals)}${NARROW_SPACE}${unit}`;
}

/** `just now`, `5 minutes ago`, `2 hours ago`, `yesterday`, then the date. Both in milliseconds since 1970. */
export function ago(date: number, now: number): string {
  const passed = Math.max(0, now - date);
  const so = (unitMs: number, unit: string): string =>
    `${counted(Math.floor(passed / unitMs), unit)} ago`;
  if (passed < MINUTE_MS) return 'just now';
  if (passed < HOUR_MS) return so(MINUTE_MS, 'minute');
  if (passed < DAY_MS) return so(HOUR_MS, 'hour');
  if (passed < 2 * DAY_MS) return 'yesterday';
  if (passed < 14 * DAY_MS) return so(DAY_MS, 'day');
  return new Date(date).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

/** `1 line`, `2,000 lines`. */
export function lines(entries: number): string {
  return counted(entries, 'line');
}

/** A part of a whole: `98.7 %`. Only all of it is 100. */
export function percent(part: number, whole: number): string {
  if (!(whole > 0)) return `0${NARROW_SPACE}%`;
  const share = Math.floor((part / whole) * 1000) / 10;
  return `${share === 100 ? share : share.toFixed(1)}${NARROW_SPACE}%`;
}
