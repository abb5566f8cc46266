import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './support/axe';
import { launch, open, widths } from './support/browser';
import { type GleanServer, startServer } from './support/server';

/** The published site as a stranger opens it: from a folder, without a server. */
let server: GleanServer;
let browser: Browser;
let address: (page: string) => string;
let first: { id: number; name: string };

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
  const queue = join(server.folder, 'queue.jsonl');
  await server.glean('review', '--export', queue);
  const tools = (await readFile(queue, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  first = tools[0];
  await writeFile(queue, tools.map((tool) => JSON.stringify({ ...tool, decision: 'approve' })).join('\n'));
  await server.glean('review', '--import', queue);
  await server.glean('publish', 'site');
  address = (page) => pathToFileURL(join(server.folder, 'site', page)).href;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test.each(['light', 'dark'] as const)('every kind of page is fit for all in %s', async (theme) => {
  for (const width of widths) {
    const { context, page, errors } = await open(browser, server, { width, theme });
    for (const path of ['index.html', `tools/${first.id}.html`, 'changes.html', 'feeds.html']) {
      await page.goto(address(path));
      // Before axe, which breaks the page's policy itself.
      expect(errors, path).toEqual([]);
      expect(await violations(page), `${path} at ${width}`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      errors.length = 0;
    }
    await context.close();
  }
});

test('a tool is found by the keyboard, from any page', async () => {
  const { context, page, errors } = await open(browser, server);
  await page.goto(address('changes.html'));
  await page.getByRole('searchbox').focus();
  await page.keyboard.type(first.name.toLowerCase());
  await page.locator('#results').getByRole('link', { name: first.name, exact: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.waitForURL(address(`tools/${first.id}.html`));
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(first.name);

  await page.getByRole('searchbox').fill('no tool is called that');
  await page.getByText('No tool fits.').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});
