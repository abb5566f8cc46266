import { expect, test } from 'vitest';
import { readWords, writeWords } from './words';

test('words come back as they were written', () => {
  const words = { 'cold email': 1.5, outreach: 1, 'b2b data': 0.3 };
  expect(writeWords(words)).toBe('cold email: 1.5\noutreach\nb2b data: 0.3');
  expect(readWords(writeWords(words))).toEqual({ words, problem: null });
});

test('empty lines and spaces are nothing, capitals are small', () => {
  expect(readWords('\n  Cold Email :  2 \r\n\n').words).toEqual({ 'cold email': 2 });
});

test('a word may have a colon of its own', () => {
  expect(readWords('ratio 3:1: 0.5').words).toEqual({ 'ratio 3:1': 0.5 });
});

test.each([
  ['good\nbad: much', 'Line 2: the weight after the colon is a number from 0 to 100.'],
  ['heavy: 101', 'Line 1: the weight after the colon is a number from 0 to 100.'],
  [': 1', 'Line 1: a word has 1 to 100 characters.'],
  ['a\nb\nA: 2', 'Line 3: "a" stands twice.'],
])('%j is refused with its line', (text, problem) => {
  expect(readWords(text).problem).toBe(problem);
});
