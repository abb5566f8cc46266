import { expect, test } from 'vitest';
import { newSigningSecret } from './signingSecret';

test('a secret is what the server takes, and another each time', () => {
  const secret = newSigningSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(newSigningSecret()).not.toBe(secret);
});
