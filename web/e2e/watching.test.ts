import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open, signIn } from './support/browser';
import { type GleanServer, startServer } from './support/server';
import { type Shop, startShop, watchShop } from './support/shop';

let server: GleanServer;
let shop: Shop;
let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  server = await startServer({ env: { GLEAN_EGRESS_ALLOW: '127.0.0.1' } });
  await server.addUser('maja', 'admin');
  browser = await launch();
  ({ page, errors } = await open(browser, server));
  await signIn(page, 'maja', '/changes');
  shop = await startShop();
  await watchShop(server, shop, page, 1);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await shop?.stop();
});

test('changes come up by themselves, prices first, and are acknowledged by keyboard with undo', async () => {
  const first = page.locator('[data-change]').first();
  await first.waitFor();
  expect(await first.textContent()).toContain('Pro: $49 to $59 a user a month');
  await page.keyboard.press('j');
  await page.getByRole('table').getByText('$59 a user a month').waitFor();

  await page.keyboard.press('a');
  await page.getByText('1 change acknowledged').waitFor();
  await page.locator('[data-change]').nth(1).waitFor();
  expect(await page.locator('[data-change]').count()).toBe(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.locator('[data-change]').nth(2).waitFor();
});

test('a difference is read side by side or unified, and its line muted', async () => {
  await page.goto('/changes?type=content_change');
  await page.locator('[data-change]').first().click();
  expect(await page.locator('del').textContent()).toBe('5');
  expect(await page.locator('ins').textContent()).toBe('9');
  await page.getByRole('button', { name: 'Unified' }).click();
  expect(new URL(page.url()).searchParams.get('view')).toBe('unified');

  await page
    .getByRole('button', { name: /^Mute this line/ })
    .last()
    .click();
  await page.getByLabel('Text', { exact: true }).fill('Up to * mailboxes');
  await page.getByRole('button', { name: 'Mute', exact: true }).click();
  await page.getByText('That part is muted').waitFor();
  await page.goto('/tools/1?tab=pages');
  await page.getByText('Up to * mailboxes').waitFor();
});

test('a suggested edit changes the claims once it is accepted', async () => {
  await page.goto('/changes?tab=edits');
  await page.getByRole('button', { name: 'Accept: Shared inbox' }).click();
  await page.getByText('The claim is edited').waitFor();
  await page.goto('/tools/1');
  await page.locator('[data-claim]', { hasText: 'Shared inbox' }).waitFor();
});

test('what could not be checked stands apart from what did not change', async () => {
  await page.goto('/changes?tab=unchecked');
  await page.getByText('/changelog').first().waitFor();
  expect(await page.getByRole('tabpanel').getByRole('listitem').count()).toBe(1);
});

test('a feed is looked at, subscribed to, paused and carried off as OPML', async () => {
  await page.goto('/sources');
  await page.locator('[data-source="rss"]').waitFor();
  await page.keyboard.press('n');
  await page.getByLabel('Address of a feed or of a page').fill(`${shop.url}/feed.xml`);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByText('of 2 entries fit the focus').waitFor();
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await page.getByText('1 feed added').waitFor();

  await page.goto('/sources?of=rss&search=127.0.0.1');
  await page.locator('[data-source$="/feed.xml"]').click();
  await page.keyboard.press('p');
  await page.getByText('is paused').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await (await page.request.get('/api/sources/feeds/export')).text()).toContain('/feed.xml');

  await page.getByLabel('OPML list').setInputFiles({
    name: 'feeds.opml',
    mimeType: 'text/x-opml',
    buffer: Buffer.from(
      `<opml version="2.0"><body><outline type="rss" xmlUrl="${shop.url}/feed.xml"/><outline type="rss" xmlUrl="https://wren.example/feed"/></body></opml>`,
    ),
  });
  await page.getByText('1 feed added, 1 known already').waitFor();
  expect(errors).toEqual([]);
});
