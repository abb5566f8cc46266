import { expect, test } from 'vitest';
import { countFilters, nextSort, readFilters, toggleStatus, toQuery, toSearch } from './filters';

const address = (search: string) => {
  const given = new URLSearchParams(search);
  return { get: (name: string) => given.get(name) };
};

test('reads what it knows of the address and leaves the rest', () => {
  expect(readFilters(address('search=crm&status=approved,review&at=7&evil=1&category='))).toEqual({
    search: 'crm',
    status: 'approved,review',
  });
});

test('a view reads the same whatever the order of the address', () => {
  expect(toSearch(readFilters(address('search=a&status=review')))).toBe(
    toSearch(readFilters(address('status=review&search=a'))),
  );
});

test('numbers are numbers for the API', () => {
  expect(toQuery({ min_score: '0.4', search: 'x' })).toEqual({ min_score: 0.4, search: 'x' });
});

test('the order is no filter', () => {
  expect(countFilters({ sort_by: 'name', sort_order: 'asc', search: 'a' })).toBe(1);
});

test('a status is added and taken away', () => {
  expect(toggleStatus({ status: 'approved' }, 'review')).toBe('approved,review');
  expect(toggleStatus({ status: 'approved,review' }, 'approved')).toBe('review');
});

test('a column sorts as is usual for it, then the other way', () => {
  expect(nextSort({}, 'name')).toEqual({ sort_by: 'name', sort_order: 'asc' });
  expect(nextSort({ sort_by: 'name', sort_order: 'asc' }, 'name')).toEqual({ sort_by: 'name', sort_order: 'desc' });
  expect(nextSort({}, 'relevance_score')).toEqual({ sort_by: 'relevance_score', sort_order: 'asc' });
});
