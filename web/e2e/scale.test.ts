import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open, signIn } from './support/browser';
import { type GleanServer, startServer } from './support/server';
import { tasksDuring } from './support/trace';

const toolCount = 10_000;
const inReview = 1_000;
const atOnce = 100;
const longestMilliseconds = 200;

const words = ['Barley', 'Oat', 'Rye', 'Spelt', 'Millet', 'Sorghum', 'Teff', 'Emmer', 'Maize', 'Flax'];
const kinds = ['crm', 'outreach', 'prospecting', 'enrichment', 'analytics', 'other'];

let server: GleanServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ demo: false }), launch()]);
  await server.addUser('rosa', 'reviewer');
  const file = join(server.folder, 'tools.jsonl');
  const lines = Array.from({ length: toolCount }, (_, at) =>
    JSON.stringify({
      name: `${words[at % words.length]} ${words[Math.floor(at / 10) % words.length]} ${at}`,
      url: `https://tool-${at}.example`,
      description: `Number ${at} of the tools that somebody lists.`,
      category: kinds[at % kinds.length],
    }),
  );
  await writeFile(file, lines.join('\n'));
  await server.glean('import', 'tools', file);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Turns the wheel over the list until it has gone by many windows. */
async function scroll(page: Page, region: string): Promise<void> {
  const list = page.getByRole('region', { name: region, exact: true });
  await list.hover();
  for (let turn = 0; turn < 40; turn += 1) {
    await page.mouse.wheel(0, turn % 10 === 9 ? -900 : 600);
  }
  for (const share of [0.5, 0.9, 0.1, 1]) {
    await list.evaluate((element, at) => element.scrollTo(0, element.scrollHeight * at), share);
    await page.waitForTimeout(50);
  }
}

test('ten thousand tools are scrolled, searched, filtered and sorted without a long task', async () => {
  const { page, context, errors } = await open(browser, server);
  await signIn(page, 'rosa', '/tools');
  const rows = page.getByRole('row').getByRole('link');
  await rows.first().waitFor();
  expect((await (await page.request.get('/api/tools')).json()).total).toBe(toolCount);

  const { count, longest } = await tasksDuring(browser, page, async () => {
    await scroll(page, 'Tools');
    await page.keyboard.press('/');
    await page.keyboard.type('barley oat', { delay: 20 });
    await page.waitForURL(/search=barley/);
    await rows.filter({ hasText: 'Oat' }).first().waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: 'Analyzing' }).click();
    await page.waitForURL(/status=analyzing/);
    await page.getByRole('button', { name: 'Name' }).click();
    await page.waitForURL(/sort_by=name/);
    await page.getByLabel('Category').selectOption('crm');
    await page.waitForURL(/category=crm/);
    await rows.first().waitFor();
    await scroll(page, 'Tools');
  });
  process.stdout.write(`Tools: ${count} tasks, the longest ${longest.toFixed(0)} ms\n`);
  expect(count).toBeGreaterThan(100);
  expect(longest).toBeLessThan(longestMilliseconds);
  expect(errors).toEqual([]);
  await context.close();
}, 120_000);

test('a long queue is scrolled, filtered and worked through without a long task', async () => {
  const { page, context, errors } = await open(browser, server);
  await signIn(page, 'rosa', '/tools');
  for (let first = 0; first < inReview; first += atOnce) {
    const { tools } = await (await page.request.get(`/api/tools?status=analyzing&limit=${atOnce}`)).json();
    await page.request.put('/api/tools/bulk/status', {
      data: { tool_ids: tools.map((tool: { id: number }) => tool.id), status: 'review' },
    });
  }
  await page.goto('/review');
  const heading = page.locator('[data-tool] header h2');
  await heading.waitFor();
  await page.getByText(`${inReview.toLocaleString('en')} waiting`).waitFor();

  const { count, longest } = await tasksDuring(browser, page, async () => {
    await scroll(page, 'Queue');
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press('j');
    }
    for (let decided = 0; decided < 5; decided += 1) {
      const name = await heading.innerText();
      await page.keyboard.press('a');
      await page.waitForFunction((last) => document.querySelector('[data-tool] header h2')?.textContent !== last, name);
    }
    await page.getByLabel('Category').selectOption('crm');
    await page.waitForURL(/category=crm/);
    await heading.waitFor();
    await scroll(page, 'Queue');
  });
  process.stdout.write(`Review: ${count} tasks, the longest ${longest.toFixed(0)} ms\n`);
  expect(count).toBeGreaterThan(100);
  expect(longest).toBeLessThan(longestMilliseconds);
  expect(errors).toEqual([]);
  await context.close();
}, 120_000);
