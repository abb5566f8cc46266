import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open, signIn } from './support/browser';
import { type GleanServer, startServer } from './support/server';

let server: GleanServer;
let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  server = await startServer();
  await server.addUser('rike', 'reviewer');
  browser = await launch();
  ({ page, errors } = await open(browser, server));
  await signIn(page, 'rike', '/reports');
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('a report is looked at, and each statement leads to its evidence', async () => {
  const tool = await (await page.request.get('/api/tools?status=review&limit=1')).json();
  await page.request.put(`/api/tools/${tool.tools[0].id}/status`, {
    headers: { Origin: server.url },
    data: { status: 'approved' },
  });
  await page.goto('/reports?kind=index');
  const report = page.getByRole('article');
  await report.getByRole('link', { name: tool.tools[0].name, exact: true }).waitFor();
  await report.getByRole('link', { name: 'Evidence' }).first().click();
  await page.locator('mark[data-focused]').waitFor();
  expect(new URL(page.url()).pathname).toBe(`/tools/${tool.tools[0].id}`);
});

test('the kind and the time are kept in the address, and the file is the report that is shown', async () => {
  await page.goto('/reports');
  await page.getByRole('button', { name: 'Changelog' }).click();
  await page.getByLabel('Time').selectOption({ label: 'Last 90 days' });
  expect(new URL(page.url()).search).toBe('?kind=changelog&time=90');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  await page.getByRole('menuitem', { name: 'HTML' }).click();
  expect((await download).suggestedFilename()).toMatch(/^changelog-\d{4}-\d{2}-\d{2}\.html$/);
});

test('a report is saved, comes up among the files by itself, and is deleted only after a question', async () => {
  await page.goto('/reports?tab=files');
  await page.getByText('No report is saved yet').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('menuitem', { name: 'As Markdown' }).click();
  await page.getByRole('link', { name: /^Download weekly-/ }).waitFor();
  await page.getByRole('button', { name: /^Delete weekly-/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No report is saved yet').waitFor();
  expect(errors).toEqual([]);
});
