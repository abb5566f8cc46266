import { expect, test } from 'vitest';
import { moved, reasonProblems } from './reasons';

const reason = (code: string, words = 'Some words') => ({ code, words, teaches: true });

test('a code is told apart from others and from what it may not be', () => {
  expect(reasonProblems([reason('closed'), reason('Not a code'), reason('twice'), reason('twice')])).toEqual([
    null,
    expect.stringContaining('lower-case'),
    expect.stringContaining('Another'),
    expect.stringContaining('Another'),
  ]);
});

test('a reason needs words', () => {
  expect(reasonProblems([reason('closed', '  ')])[0]).toContain('words');
});

test('a reason moves by one place, and never beyond the ends', () => {
  const [a, b, c] = [reason('a'), reason('b'), reason('c')] as const;
  expect(moved([a, b, c], 0, 1)).toEqual([b, a, c]);
  expect(moved([a, b, c], 2, -1)).toEqual([a, c, b]);
  expect(moved([a, b, c], 0, -1)).toEqual([a, b, c]);
});
