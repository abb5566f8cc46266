import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './support/axe';
import { launch, open, sameSession, signIn, widths } from './support/browser';
import { type GleanServer, startServer } from './support/server';

/** What stands over a page, and how the keyboard opens it. */
interface Overlay {
  name: string;
  path: string;
  ready: string;
  /** Either a key, or the button that is pressed and gets the focus back. */
  key?: string;
  button?: (page: Page) => Locator;
  /** Only in windows this wide; everywhere when left out. */
  from?: number;
  until?: number;
  role?: 'menu';
}

const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first();
const desk = { path: '/review', ready: '[data-claim]', from: 768 } as const;
const tools = { path: '/tools', ready: '[role="row"] a' } as const;

const overlays: readonly Overlay[] = [
  { name: 'palette', path: '/', ready: 'h1', key: 'Control+k' },
  { name: 'help', ...tools, key: '?' },
  { name: 'user menu', path: '/', ready: 'h1', button: button(/^M? ?maja/), from: 768, role: 'menu' },
  { name: 'pages', path: '/', ready: 'h1', button: button('More'), until: 767 },
  { name: 'reject', ...desk, key: 'r' },
  { name: 'snooze', ...desk, key: 'h' },
  { name: 'merge', ...desk, key: 'd' },
  { name: 'correct', ...desk, key: 'e' },
  { name: 'more decisions', ...desk, button: button('More'), role: 'menu' },
  { name: 'views', ...tools, button: button('Views'), role: 'menu' },
  { name: 'columns', ...tools, button: button('Columns'), from: 768, role: 'menu' },
  { name: 'export', ...tools, button: button('Export'), role: 'menu' },
  { name: 'decide', path: '/tools/1', ready: '[data-claim]', button: button('Decide'), role: 'menu' },
  { name: 'correct a tool', path: '/tools/1', ready: '[data-claim]', button: button('Correct') },
  { name: 'options of a run', path: '/jobs', ready: '[role="tabpanel"] h2', button: button('Options of GitHub') },
  { name: 'options of a stage', path: '/jobs', ready: '[role="tabpanel"] h2', button: button('Options of analyze') },
  { name: 'purge', path: '/jobs', ready: '[role="tabpanel"] h2', button: button('Purge sample data') },
  { name: 'a feed', path: '/sources', ready: '[data-source]', key: 'n' },
  { name: 'lists of feeds', path: '/sources', ready: '[data-source]', button: button('OPML'), role: 'menu' },
  { name: 'save a report', path: '/reports', ready: 'article', button: button('Save'), role: 'menu' },
  { name: 'a schedule', path: '/jobs?tab=schedules', ready: 'dl', button: button(/^Change/) },
  { name: 'add a feed', path: '/sources', ready: '[data-source]', button: button(/^Add a feed/) },
  { name: 'feeds as a file', path: '/sources', ready: '[data-source]', button: button(/^OPML$/), role: 'menu' },
  { name: 'a setting', path: '/settings?tab=all', ready: '[role="tabpanel"] li', button: button(/^Change/) },
  { name: 'invite', path: '/users', ready: '[role="tabpanel"] li', button: button(/^Invite/) },
  { name: 'a token', path: '/users?tab=tokens', ready: '[role="tabpanel"] h2', button: button(/^Make a token/) },
];

let server: GleanServer;
let browser: Browser;
let session: BrowserContext;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
  await server.addUser('maja', 'admin');
  const { context, page } = await open(browser, server);
  await signIn(page, 'maja');
  session = context;
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const fits = ({ from = 0, until = Number.POSITIVE_INFINITY }: Overlay, width: number) =>
  from <= width && width <= until;

/** Opens it, and waits until the focus is in it. */
async function show(page: Page, overlay: Overlay): Promise<Locator> {
  await page.goto(overlay.path);
  await page.locator(overlay.ready).first().waitFor({ state: 'attached' });
  await page.waitForLoadState('load');
  if (overlay.button) {
    await overlay.button(page).press('Enter');
  } else {
    await page.keyboard.press(overlay.key!);
  }
  const opened = page.locator(overlay.role === 'menu' ? '[role="menu"]:popover-open' : 'dialog[open]');
  await opened.waitFor().catch((error) => {
    throw new Error(`${overlay.name} on ${overlay.path} did not open`, { cause: error });
  });
  await page.waitForFunction(() => document.activeElement?.closest('dialog[open], :popover-open') !== null);
  return opened;
}

for (const theme of ['light', 'dark'] as const) {
  for (const width of widths) {
    test(`nothing that opens over a page has a finding of axe or is wider than the window: ${theme}, ${width} px`, async () => {
      const { context, page, errors } = await open(browser, server, { width, theme });
      await sameSession(session, context);
      const found: string[] = [];
      for (const overlay of overlays.filter((one) => fits(one, width))) {
        const opened = await show(page, overlay);
        found.push(...(await violations(page)).map((finding) => `${overlay.name}: ${finding}`));
        const box = await opened.boundingBox();
        if (box === null || box.x < 0 || box.x + box.width > width || box.y < 0 || box.y + box.height > 900) {
          found.push(`${overlay.name}: stands beyond the window at ${JSON.stringify(box)}`);
        }
      }
      found.push(...errors);

      // What comes by itself: a message with its undo, and the banner of a lost connection.
      await page.goto('/tools/1');
      await page.locator('[data-claim]').first().waitFor();
      await page.keyboard.press('a');
      await page.getByRole('button', { name: 'Undo' }).waitFor();
      found.push(...(await violations(page)).map((finding) => `a message: ${finding}`));
      await page.keyboard.press('z');
      await expect.poll(async () => (await (await page.request.get('/api/tools/1')).json()).status).toBe('review');
      await context.setOffline(true);
      await page.getByText('Glean cannot be reached').first().waitFor();
      found.push(...(await violations(page)).map((finding) => `offline: ${finding}`));
      expect(found).toEqual([]);
      await context.close();
    }, 180_000);
  }
}

test('what opens keeps the focus, says its name, and gives the focus back on Escape', async () => {
  const { context, page } = await open(browser, server);
  await sameSession(session, context);
  const wrong: string[] = [];
  for (const overlay of overlays.filter((one) => fits(one, 1440))) {
    const opened = await show(page, overlay);
    if (overlay.role !== 'menu') {
      const strayed = await page.evaluate(() =>
        document.querySelector('dialog[open]')?.getAttribute('aria-labelledby'),
      );
      if (!strayed || (await page.locator(`[id="${strayed}"]`).innerText()) === '') {
        wrong.push(`${overlay.name} has no name`);
      }
      for (const keys of ['Tab', 'Shift+Tab']) {
        for (let step = 0; step < 12; step += 1) {
          await page.keyboard.press(keys);
          // Past the last one the focus may be with the browser itself, which shows as the body.
          const inside = await page.evaluate(
            () => document.activeElement === document.body || document.activeElement?.closest('dialog[open]') !== null,
          );
          if (!inside) {
            wrong.push(`${overlay.name} lets the focus out by ${keys}`);
            break;
          }
        }
      }
    }
    await page.keyboard.press('Escape');
    await opened.waitFor({ state: 'hidden' });
    const back = overlay.button
      ? await overlay.button(page).evaluate((element) => element === document.activeElement)
      : await page.evaluate(() => document.activeElement?.closest('dialog') === null);
    if (!back) {
      const now = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120));
      wrong.push(`${overlay.name} does not give the focus back: ${now}`);
    }
  }
  expect(wrong).toEqual([]);
  await context.close();
}, 180_000);
