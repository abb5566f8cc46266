import { expect, test } from 'vitest';
import { roundUp } from './series';

test.each([
  [0, 1],
  [1, 1],
  [3, 5],
  [5, 5],
  [7, 10],
  [11, 20],
  [499, 500],
  [0.03, 0.05],
])('the axis for %d ends at %d', (value, top) => {
  expect(roundUp(value)).toBeCloseTo(top);
});
