import { expect, test } from 'vitest';
import { bytes } from './bytes';

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 kB'],
  [647_168, '632 kB'],
  [1_500_000, '1.4 MB'],
  [5 * 1024 ** 3, '5.0 GB'],
])('%d is %s', (size, words) => {
  expect(bytes(size)).toBe(words);
});
