const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const steps: readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [hour, 'minute', minute],
  [day, 'hour', hour],
  [30 * day, 'day', day],
  [365 * day, 'month', 30 * day],
  [Number.POSITIVE_INFINITY, 'year', 365 * day],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' });
const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const localDay = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** `3 min. ago`, `in 2 hr.`, `yesterday`. */
export function ago(time: string, now: number): string {
  const seconds = (Date.parse(time) - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 45) {
    return seconds > 5 ? 'in a moment' : 'just now';
  }
  const [, unit, length] = steps.find(([limit]) => size < limit - 0.5) ?? steps[steps.length - 1]!;
  return relative.format(Math.round(seconds / length), unit);
}

export function localTime(time: string): string {
  return local.format(new Date(time));
}

export function localDate(time: string): string {
  return localDay.format(new Date(time));
}

/** `2026-01-31 12:00:00 UTC` */
export function utcTime(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `4 s`, `2 min 5 s`, `3 h 20 min`, `2 d 4 h` */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < minute) {
    return `${s} s`;
  }
  if (s < hour) {
    return join(Math.floor(s / minute), 'min', s % minute, 's');
  }
  return s < day
    ? join(Math.floor(s / hour), 'h', Math.floor((s % hour) / minute), 'min')
    : join(Math.floor(s / day), 'd', Math.floor((s % day) / hour), 'h');
}

function join(a: number, unitA: string, b: number, unitB: string): string {
  return b === 0 ? `${a} ${unitA}` : `${a} ${unitA} ${b} ${unitB}`;
}
