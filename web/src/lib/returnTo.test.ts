import { expect, test } from 'vitest';
import { returnTo } from './returnTo';

const origin = 'https://glean.example';

test.each(['/review', '/tools?status=approved&sort=name', '/tools/7#claims'])('goes back to %s', (next) => {
  expect(returnTo(next, origin)).toBe(next);
});

test.each([
  null,
  '',
  'review',
  'https://evil.example/',
  '//evil.example/review',
  '/\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  '/..//evil.example',
  '/login?next=/login',
])('goes to the start instead of %j', (next) => {
  expect(returnTo(next, origin)).toBe('/');
});
