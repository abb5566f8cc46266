import { expect, test } from 'vitest';
import { nameOf, rowsOf, type Source } from './queries';

const row = (name: string, more: Partial<Source> = {}) =>
  ({ name, parent: null, title: null, url: null, health: 'healthy', doors: [], ...more }) as unknown as Source;

const sources = [
  row('reddit', { title: 'Reddit', doors: [row('reddit:sales', { parent: 'reddit', health: 'failing' })] }),
  row('rss', {
    title: 'Feeds',
    doors: [
      row('rss:https://wren.example/feed', { parent: 'rss', title: 'Wren weekly', url: 'https://wren.example/feed' }),
    ],
  }),
];
const none = { search: '', of: '', health: '' };
const names = (filters: Partial<typeof none>) => rowsOf(sources, { ...none, ...filters }).map((one) => one.name);

test('without a filter only sources stand there', () => {
  expect(names({})).toEqual(['reddit', 'rss']);
});

test('one source stands before its doors, and health and words narrow both', () => {
  expect(names({ of: 'rss' })).toEqual(['rss', 'rss:https://wren.example/feed']);
  expect(names({ health: 'failing' })).toEqual(['reddit:sales']);
  expect(names({ search: 'WREN' })).toEqual(['rss:https://wren.example/feed']);
  expect(names({ of: 'reddit', search: 'wren' })).toEqual([]);
});

test('a door without a title is called by its key', () => {
  expect(nameOf(sources[0]!.doors[0]!)).toBe('sales');
  expect(nameOf(row('product_hunt'))).toBe('Product hunt');
});
