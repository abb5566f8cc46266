import { expect, test } from 'vitest';
import { isStale, readFilters } from './queries';

const address = (search: string) => new URLSearchParams(search);

test.each([
  ['', {}],
  ['source=reddit&age=7&state=processed', { source: 'reddit', days: 7, processed: true }],
  ['state=set-aside', { set_aside: true }],
  ['state=lost&age=-3', {}],
])('the address %s asks for %o', (search, filters) => {
  expect(readFilters(address(search))).toEqual(filters);
});

test('stale is what waits for more than seven days, not what was read or set aside', () => {
  const now = Date.parse('2026-05-20T12:00:00Z');
  const waiting = { processed: false, set_aside_reason: null, discovered_at: '2026-05-13T11:59:00Z' };
  expect(isStale(waiting, now)).toBe(true);
  expect(isStale({ ...waiting, discovered_at: '2026-05-13T12:01:00Z' }, now)).toBe(false);
  expect(isStale({ ...waiting, processed: true }, now)).toBe(false);
  expect(isStale({ ...waiting, set_aside_reason: 'three failures' }, now)).toBe(false);
});
