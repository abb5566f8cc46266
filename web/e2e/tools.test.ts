import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open, signIn } from './support/browser';
import { type GleanServer, startServer } from './support/server';

let server: GleanServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
  await server.addUser('rosa', 'reviewer');
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const rows = (page: Page) => page.getByRole('table', { name: 'Tools' }).getByRole('row');

async function save(page: Page, format: 'CSV' | 'JSON'): Promise<{ name: string; text: string }> {
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: format }).press('Enter'),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('what is shown is what is exported, as CSV and as JSON', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'rosa', '/tools');
  await rows(page).nth(1).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('pipe');
  await page.waitForURL(/search=pipe/);
  await rows(page).nth(1).waitFor();
  const shown = await rows(page).getByRole('link').allInnerTexts();
  expect(shown.length).toBeGreaterThan(0);

  const json = await save(page, 'JSON');
  expect(json.name).toMatch(/\.json$/);
  const exported = JSON.parse(json.text) as { name: string }[] | { tools: { name: string }[] };
  expect((Array.isArray(exported) ? exported : exported.tools).map((tool) => tool.name).sort()).toEqual(
    [...shown].sort(),
  );

  const csv = await save(page, 'CSV');
  expect(csv.name).toMatch(/\.csv$/);
  expect(csv.text.trim().split('\n')).toHaveLength(shown.length + 1);
  await context.close();
});

test('several tools are decided on at once, and that is taken back', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'rosa', '/tools?status=review');
  await rows(page).nth(3).waitFor();
  const total = async (status: string) =>
    (await (await page.request.get(`/api/tools?status=${status}`)).json()).total as number;
  const before = await total('review');
  await page.keyboard.press('j');
  for (let at = 0; at < 3; at += 1) {
    await page.keyboard.press('x');
    await page.keyboard.press('j');
  }
  await page.getByText('3 tools selected').waitFor();
  await page.keyboard.press('a');
  await expect.poll(() => total('approved')).toBe(3);
  await page.keyboard.press('z');
  await expect.poll(() => total('review')).toBe(before);
  await context.close();
});

test('a merge is undone on the page of the tool that was kept, long after', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'rosa', '/tools');
  const { tools } = await (await page.request.get('/api/tools?limit=2')).json();
  const [kept, merged] = tools as [{ id: number; name: string }, { id: number; name: string }];
  await page.request.post('/api/duplicates/merge', { data: { kept_id: kept.id, merged_id: merged.id } });
  await page.goto(`/tools/${kept.id}?tab=merges`);
  await page.getByRole('button', { name: 'Unmerge' }).press('Enter');
  await page.getByText(`${merged.name} is a tool of its own again`).waitFor();
  expect((await page.request.get(`/api/tools/${merged.id}`)).status()).toBe(200);
  await context.close();
});
