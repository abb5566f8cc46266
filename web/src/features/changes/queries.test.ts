import { expect, test } from 'vitest';
import { readFilters } from './queries';

const filtersOf = (search: string) => {
  const parameters = new URLSearchParams(search);
  return readFilters({ get: (name) => parameters.get(name) });
};

test('without words in the address the open changes are meant', () => {
  expect(filtersOf('')).toEqual({ acknowledged: false });
  expect(filtersOf('state=nonsense')).toEqual({ acknowledged: false });
});

test('type, tool and state narrow the list', () => {
  expect(filtersOf('type=pricing_change&tool=7&state=all')).toEqual({ type: 'pricing_change', tool_id: 7 });
  expect(filtersOf('state=acknowledged')).toEqual({ acknowledged: true });
});

test('what is no type and no tool is left out', () => {
  expect(filtersOf('type=gossip&tool=x&state=all')).toEqual({});
});
