import { expect, test } from 'vitest';
import type { Schemas } from '@/lib/api/client';
import { planMerge } from './merging';

const side = (id: number, over: Partial<Schemas['PairSide']>) =>
  ({ id, name: `Tool ${id}`, url: null, description: null, category: 'crm', ...over }) as Schemas['PairSide'];
const pair = {
  first: side(1, { url: 'https://one.example', description: 'Old words' }),
  second: side(2, { description: 'Better words', category: 'other' }),
} as Schemas['WaitingPair'];

test('by default the kept tool stays as it is', () => {
  expect(planMerge(pair, 'first', {})).toMatchObject({ kept: { id: 1 }, merged: { id: 2 }, changes: {} });
});

test('a field chosen from the other side is taken over', () => {
  expect(planMerge(pair, 'first', { description: 'second', name: 'first' }).changes).toEqual({
    description: 'Better words',
  });
});

test('a field that the other side has not is not taken over', () => {
  expect(planMerge(pair, 'first', { url: 'second' }).changes).toEqual({});
});

test('with the second kept, the sides change places', () => {
  expect(planMerge(pair, 'second', { url: 'first', category: 'first', description: 'second' })).toMatchObject({
    kept: { id: 2 },
    merged: { id: 1 },
    changes: { url: 'https://one.example', category: 'crm' },
  });
});
