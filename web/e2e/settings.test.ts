import type { Browser, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open, signIn } from './support/browser';
import { type GleanServer, startServer } from './support/server';

const secret = 'sk-wheat-7f3a91-never-shown';

let server: GleanServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ demo: false }), launch()]);
  await server.addUser('maja', 'admin');
  await server.addUser('rosa', 'reviewer');
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const card = (page: Page) => page.getByRole('form', { name: 'Brave Search' });
const key = (page: Page) => card(page).getByLabel('BRAVE_API_KEY', { exact: true });

test('a secret goes in, is used, and never comes out again', async () => {
  const { page, context, errors } = await open(browser, server);
  const answers: Promise<string>[] = [];
  const keep = (response: Response) => answers.push(response.text().catch(() => ''));
  page.on('response', (response) => {
    if (!response.url().includes('/api/events')) {
      keep(response);
    }
  });
  await signIn(page, 'maja', '/settings?part=sources');
  await key(page).waitFor();
  await key(page).focus();
  await page.keyboard.type(secret);
  await page.keyboard.press('Enter');
  await page.getByText('Brave Search is saved').waitFor();
  await card(page).getByText('Configured', { exact: true }).waitFor();
  expect(await key(page).inputValue()).toBe('');

  // Nor after a visit to the other places that show settings.
  await page.goto('/settings?tab=all&search=BRAVE_API_KEY');
  await page.getByText('set, hidden').waitFor();
  await page.goto('/settings?part=sources');
  await card(page).getByText('Configured', { exact: true }).waitFor();
  expect(await page.content()).not.toContain(secret);
  expect(await server.glean('config', 'show')).not.toContain(secret);
  expect((await Promise.all(answers)).filter((text) => text.includes(secret))).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('taking a secret away asks first, since it cannot be undone', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'maja', '/settings?part=sources');
  const away = card(page).getByRole('button', { name: 'Take away BRAVE_API_KEY' });
  await away.press('Enter');
  await page.keyboard.press('Escape');
  await card(page).getByText('Configured', { exact: true }).waitFor();
  await away.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Take away', exact: true }).press('Enter');
  await card(page).getByText('Not configured').waitFor();
  await context.close();
});

test('a setting is changed, takes effect, and the change is taken back', async () => {
  const { page, context } = await open(browser, server);
  const stored = async () => {
    const { settings } = await (await page.request.get('/api/settings')).json();
    return settings.find((setting: { name: string }) => setting.name === 'GLEAN_OLLAMA_MODEL').value as string;
  };
  await signIn(page, 'maja', '/settings?tab=all&search=OLLAMA_MODEL');
  const before = await stored();
  await page.getByRole('button', { name: 'Change GLEAN_OLLAMA_MODEL' }).press('Enter');
  await page.getByRole('dialog').getByLabel('Value').fill('barley:7b');
  await page.keyboard.press('Enter');
  await page.getByText('GLEAN_OLLAMA_MODEL is saved').waitFor();
  expect(await stored()).toBe('barley:7b');
  await page.keyboard.press('z');
  await expect.poll(stored).toBe(before);
  await context.close();
});

test('a reviewer neither finds the settings nor may read them', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'rosa');
  await page.getByRole('navigation').first().waitFor();
  expect(await page.getByRole('link', { name: 'Settings' }).count()).toBe(0);
  expect((await page.request.get('/api/settings/services')).status()).toBe(403);
  await context.close();
});
