import { expect, test } from 'vitest';
import { importWords } from './opml';

test('tells what became of every feed of a list, and nothing of what there was none of', () => {
  expect(importWords({ added: 1, known: 0, repeated: 0, unusable: 0 })).toBe('1 feed added');
  expect(importWords({ added: 0, known: 4, repeated: 2, unusable: 1 })).toBe(
    '0 feeds added, 4 known already, 2 listed twice, 1 without a usable address',
  );
});
