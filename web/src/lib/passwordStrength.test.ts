import { expect, test } from 'vitest';
import { passwordStrength } from './passwordStrength';

test.each([
  ['', 0],
  ['short', 0],
  ['elevenchars', 0],
  ['aaaaaaaaaaaaaa', 1],
  ['abcdefghijklmnop', 1],
  ['passpasspasspass', 1],
  ['x'.repeat(129), 0],
])('%j is weak or refused', (password, score) => {
  expect(passwordStrength(password).score).toBe(score);
});

test('words and a mix are worth more than repetition', () => {
  expect(passwordStrength('correct horse battery staple').score).toBe(4);
  expect(passwordStrength('k7#Qz!v9@Lm2').score).toBeGreaterThanOrEqual(3);
});

test('says how many characters are missing', () => {
  expect(passwordStrength('tenletters').words).toContain('2 more');
});
