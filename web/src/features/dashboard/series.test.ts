import { expect, test } from 'vitest';
import { foldSources } from './series';

const source = (name: string, ...counts: number[]) => ({ source: name, counts });

test('few sources stay apart', () => {
  expect(foldSources([source('hacker_news', 1, 2)])).toEqual([{ name: 'Hacker news', values: [1, 2] }]);
});

test('of many, the rest becomes one with the sum of each day', () => {
  const folded = foldSources(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => source(name, 1, 2)));
  expect(folded.map((one) => one.name)).toEqual(['A', 'B', 'C', 'D', 'E', 'Others']);
  expect(folded.at(-1)?.values).toEqual([2, 4]);
});
