import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './support/axe';
import { launch, open, signIn } from './support/browser';
import { type GleanServer, password, startServer } from './support/server';

let server: GleanServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ demo: false });
  await server.addUser('vera', 'viewer');
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('anybody changes the own password and stays signed in, while other sessions end', async () => {
  const elsewhere = await open(browser, server);
  await signIn(elsewhere.page, 'vera', '/tools');
  const { page } = await open(browser, server);
  await signIn(page, 'vera', '/tools');
  await page.getByRole('heading', { name: 'Tools', level: 1 }).waitFor();

  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('change your password');
  await page.keyboard.press('Enter');
  await page.getByLabel('Present password').fill('not-the-right-one-at-all');
  await page.getByLabel('New password').fill('meadow-thimble-copper-19');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('alert').waitFor();
  expect(await violations(page)).toEqual([]);

  await page.getByLabel('Present password').fill(password);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByText('Your password is changed').waitFor();
  expect((await page.request.get('/api/auth/me')).status()).toBe(200);
  await expect.poll(async () => (await elsewhere.page.request.get('/api/auth/me')).status()).toBe(401);
});
