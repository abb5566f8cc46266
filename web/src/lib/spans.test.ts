import { expect, test } from 'vitest';
import { segments } from './spans';

const joined = (found: { text: string }[]) => found.map((s) => s.text).join('');

test('a text without spans is one segment', () => {
  expect(segments('plain', [])).toEqual([{ start: 0, text: 'plain', values: [] }]);
});

test('an empty text has none', () => {
  expect(segments('', [{ start: 0, end: 4, value: 'a' }])).toEqual([]);
});

test('overlapping spans are cut at every edge, the narrowest named first', () => {
  const found = segments('abcdefgh', [
    { start: 0, end: 6, value: 'wide' },
    { start: 4, end: 8, value: 'late' },
    { start: 4, end: 5, value: 'small' },
  ]);
  expect(found.map((s) => [s.text, s.values])).toEqual([
    ['abcd', ['wide']],
    ['e', ['small', 'late', 'wide']],
    ['f', ['late', 'wide']],
    ['gh', ['late']],
  ]);
});

test('spans beyond the text are cut to it, backward and empty ones left out', () => {
  const text = 'short';
  const found = segments(text, [
    { start: 3, end: 99, value: 'beyond' },
    { start: 4, end: 2, value: 'backward' },
    { start: 2, end: 2, value: 'empty' },
    { start: -5, end: 1, value: 'before' },
  ]);
  expect(joined(found)).toBe(text);
  expect(found.map((s) => s.values)).toEqual([['before'], [], ['beyond']]);
});

test('a surrogate pair is never parted', () => {
  const found = segments('a😀b', [{ start: 2, end: 4, value: 'x' }]);
  expect(found.map((s) => s.text)).toEqual(['a', '😀b']);
});
