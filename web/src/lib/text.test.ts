import { expect, test } from 'vitest';
import { isWebAddress, shortAddress, title, visible } from './text';

test('what turns the direction of all that follows is shown instead, one sign for one', () => {
  const text = 'invoice\u202egnp.exe';
  expect(visible(text)).not.toContain('\u202e');
  expect(visible(text)).toHaveLength(text.length);
});

test.each([
  'javascript:alert(1)',
  ' https://x.example',
  'data:text/html,x',
  'vbscript:x',
  '//x.example',
  'java\nscript:x',
])('%j leads nowhere', (url) => {
  expect(isWebAddress(url)).toBe(false);
});

test('web addresses do, and are short for people', () => {
  expect(isWebAddress('https://www.example.com/a/')).toBe(true);
  expect(shortAddress('https://www.example.com/a/')).toBe('example.com/a');
});

test('names of the wire are words', () => {
  expect([title('use_case'), title('crm'), title('')]).toEqual(['Use case', 'CRM', '']);
});

test.each([
  ['web_search', 'Web search'],
  ['hackernews', 'Hacker News'],
  ['rss', 'RSS'],
])('%s is read as %s', (wire, words) => {
  expect(title(wire)).toBe(words);
});
