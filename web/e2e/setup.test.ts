import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open } from './support/browser';
import { type GleanServer, password, startServer } from './support/server';

let server: GleanServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ demo: false }), launch()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('the first visitor makes an account by keyboard, runs the sample data, and is led to the first tool to review', async () => {
  const { page, context, errors } = await open(browser, server);
  await page.goto('/review');
  await page.waitForURL('**/setup');
  await page.getByLabel('Username').waitFor();

  await page.keyboard.type('maja');
  await page.keyboard.press('Tab');
  await page.keyboard.type('maja@example.com');
  await page.keyboard.press('Tab');
  await page.keyboard.type('password');
  await page.keyboard.press('Enter');
  expect(await page.getByRole('heading', { name: 'Ready to start' }).count()).toBe(0);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ready to start' }).waitFor();

  // Nothing stands in the way of a look, and nothing is there yet.
  const stats = async () => (await page.request.get('/api/stats')).json();
  expect((await stats()).total_tools).toBe(0);

  await page.getByRole('button', { name: 'Try sample data' }).press('Enter');
  await page.getByText(/\(1 of 3\)/).waitFor();
  await page.getByText(/tools? waits? for your review/).waitFor();
  expect((await stats()).review).toBeGreaterThan(0);

  await page.getByRole('link', { name: 'Review', exact: true }).press('Enter');
  await page.locator('[data-tool] header h2').waitFor();
  // A stranger is asked who he is before there is anybody: the browser logs that refusal, and nothing else.
  expect(errors.filter((error) => !error.includes('401'))).toEqual([]);
  await context.close();
});

test('whoever comes later finds the set-up closed', async () => {
  const { page, context } = await open(browser, server);
  await page.goto('/setup');
  await page.waitForURL('**/login');
  const answer = await page.request.post('/api/auth/register', {
    data: { username: 'eve', email: 'eve@example.com', password },
  });
  expect(answer.status()).toBe(403);
  await context.close();
});
