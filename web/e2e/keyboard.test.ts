import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open, signIn } from './support/browser';
import { type GleanServer, startServer } from './support/server';

const pages = [
  { path: '/', ready: '[aria-label="Funnel"]' },
  { path: '/jobs', ready: '[role="tabpanel"] h2' },
  { path: '/jobs?tab=history', ready: '[role="row"] button' },
  { path: '/discoveries?id=1', ready: '[aria-label="Text"]' },
  { path: '/review', ready: '[data-claim]' },
  { path: '/tools', ready: '[role="row"] a' },
  { path: '/tools/1', ready: '[data-claim]' },
  { path: '/sources?source=rss', ready: 'dl' },
  { path: '/changes', ready: '[role="tab"]' },
  { path: '/reports', ready: 'article' },
  { path: '/settings', ready: '[role="tabpanel"] form' },
  { path: '/settings?tab=focus', ready: 'details' },
  { path: '/users', ready: '[role="tabpanel"] li' },
  { path: '/system', ready: 'dl' },
];

/** Far enough to be past the navigation and in the page. */
const steps = 45;

let server: GleanServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
  await server.addUser('maja', 'admin');
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('wherever Tab leads, the focus is seen and stands in the window', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'maja', '/');
  const wrong = new Set<string>();
  for (const { path, ready } of pages) {
    await page.goto(path);
    await page.locator(ready).first().waitFor({ state: 'attached' });
    let inPage = 0;
    for (let step = 0; step < steps; step += 1) {
      await page.keyboard.press('Tab');
      const { what, fault, isInPage } = await page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement) || element === document.body) {
          return { what: '', fault: '', isInPage: false };
        }
        // A field may be clear and its frame show the focus instead.
        const isSeen = [element, element.parentElement!].some((one) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(one);
          return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
        });
        const { top, left, bottom, right } = element.getBoundingClientRect();
        const isInWindow = bottom > 0 && right > 0 && top < window.innerHeight && left < window.innerWidth;
        return {
          what: element.outerHTML.slice(0, 160),
          fault: isSeen ? (isInWindow ? '' : 'stands outside the window') : 'does not show its focus',
          isInPage: element.closest('main') !== null,
        };
      });
      inPage += Number(isInPage);
      if (fault !== '') {
        wrong.add(`${path}: ${what} ${fault}`);
      }
    }
    if (inPage === 0) {
      wrong.add(`${path}: Tab does not lead into the page`);
    }
  }
  expect([...wrong]).toEqual([]);
  await context.close();
}, 240_000);

test('the first Tab offers to skip the navigation, and pages are gone to by two letters', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'maja', '/');
  await page.locator('[aria-label="Funnel"]').waitFor();
  await page.goto('/');
  await page.locator('[aria-label="Funnel"]').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('page');

  for (const [letter, path] of [
    ['r', '/review'],
    ['t', '/tools'],
    ['j', '/jobs'],
    ['d', '/'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await page.waitForURL((url) => url.pathname === path);
    // A screen reader reads on from the page, and the next Tab goes into it.
    await page.waitForFunction(() => document.activeElement?.id === 'page');
  }
  await context.close();
});

test('keys are dead in fields, and can be switched off', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'maja', '/tools');
  await page.locator('[role="row"] a').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('gr?');
  await page.waitForURL(/search=gr/);
  expect(new URL(page.url()).pathname).toBe('/tools');
  expect(await page.getByRole('dialog').count()).toBe(0);

  await page.goto('/tools');
  await page.locator('[role="row"] a').first().waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByLabel('Single-key shortcuts').press('Space');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find or do anything' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(1);
  expect(new URL(page.url()).pathname).toBe('/tools');
  await context.close();
});
