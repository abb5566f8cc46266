import { expect, test } from 'vitest';
import { ago, duration, utcTime } from './time';

const now = Date.parse('2026-05-20T12:00:00Z');

test.each([
  ['2026-05-20T11:59:50Z', 'just now'],
  ['2026-05-20T11:50:00Z', '10m ago'],
  ['2026-05-20T09:00:00Z', '3h ago'],
  ['2026-05-19T12:00:00Z', 'yesterday'],
  ['2026-05-20T12:00:20Z', 'in a moment'],
  ['2026-05-20T14:00:00Z', 'in 2h'],
  ['2024-05-20T12:00:00Z', '2y ago'],
])('%s is %s', (time, words) => {
  expect(ago(time, now)).toBe(words);
});

test('UTC is written as everywhere in Glean', () => {
  expect(utcTime('2026-05-20T14:00:00+02:00')).toBe('2026-05-20 12:00:00 UTC');
});

test.each([
  [4, '4 s'],
  [125, '2 min 5 s'],
  [3600, '1 h'],
  [93_600, '1 d 2 h'],
  [-3, '0 s'],
])('%d seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
