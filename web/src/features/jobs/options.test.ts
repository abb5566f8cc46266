import { expect, test } from 'vitest';
import { type OptionField, readOptions } from './options';

const field = (name: string, kind: string): OptionField => ({
  field: name,
  kind,
  help: '',
  least: null,
  most: null,
  default: null,
});

test('numbers, lists and flags go as the server takes them; what is empty stays out', () => {
  const fields = [
    field('limit', 'number'),
    field('days_back', 'number'),
    field('queries', 'texts'),
    field('no_filter', 'flag'),
    field('read_pages', 'flag'),
  ];
  expect(
    readOptions(fields, {
      limit: '20',
      days_back: ' ',
      queries: ' sales ai \n\n crm',
      no_filter: true,
      read_pages: false,
    }),
  ).toEqual({ limit: 20, queries: ['sales ai', 'crm'], no_filter: true });
});
