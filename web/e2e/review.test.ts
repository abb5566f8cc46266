import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open, signIn } from './support/browser';
import { type GleanServer, password, startServer } from './support/server';

let server: GleanServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
  await server.addUser('maja', 'admin');
  await server.addUser('rosa', 'reviewer');
  await server.addUser('vera', 'viewer');
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const heading = (page: Page) => page.locator('[data-tool] header h2');
const idOf = async (page: Page) => (await page.locator('[data-tool]').getAttribute('data-tool')) ?? '';
const status = async (page: Page, id: string) =>
  (await (await page.request.get(`/api/tools/${id}`)).json()).status as string;
const idInAddress = (page: Page) => new URL(page.url()).searchParams.get('tool');

async function goToQueue(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Queue' }).getByRole('button').first().waitFor();
  await heading(page).waitFor();
}

test('ten tools are decided on by keyboard alone, and the last step is taken back', async () => {
  const { page, context, errors } = await open(browser, server);
  await signIn(page, 'maja');
  await goToQueue(page);
  const total = async () => (await (await page.request.get('/api/review/queue')).json()).total as number;
  const before = await total();

  for (let decided = 0; decided < 10; decided += 1) {
    const name = await heading(page).innerText();
    if (decided % 2 === 0) {
      await page.keyboard.press('a');
    } else {
      await page.keyboard.press('r');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('2');
    }
    await page.waitForFunction((last) => document.querySelector('[data-tool] header h2')?.textContent !== last, name);
  }
  await expect.poll(total).toBe(before - 10);

  await page.keyboard.press('z');
  await expect.poll(total).toBe(before - 9);
  const returned = idInAddress(page);
  expect(await status(page, returned ?? '')).toBe('review');
  expect(errors).toEqual([]);
  await context.close();
});

test('the next tool stands there in under 100 ms, whatever the server takes', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'maja');
  await goToQueue(page);
  await page.waitForLoadState('networkidle');
  await page.route('**/api/tools/*/status', async (route) => {
    await new Promise((later) => setTimeout(later, 2_000));
    await route.continue();
  });
  const felt = () =>
    page.evaluate(async () => {
      const name = () => document.querySelector('[data-tool] header h2')?.textContent;
      const first = name();
      const start = performance.now();
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
      while (name() === first || name() === undefined) {
        await new Promise(requestAnimationFrame);
      }
      return performance.now() - start;
    });
  // The best of some: a machine that is busy with other things says nothing of ours.
  const best = Math.min(await felt(), await felt(), await felt());
  process.stdout.write(`Review: a decision is felt after ${best.toFixed(0)} ms\n`);
  expect(best).toBeLessThan(100);
  await page.unrouteAll({ behavior: 'wait' });
  await context.close();
});

test('a claim that is looked at is marked in the text it stands in', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'maja');
  await goToQueue(page);
  await page.locator('[data-claim]').first().waitFor();
  await page.keyboard.press('n');
  const quote = await page.evaluate(async () => {
    const id = new URL(window.location.href).searchParams.get('claim');
    const tool = document.querySelector('[data-tool]')?.getAttribute('data-tool');
    const { claims } = await (await fetch(`/api/tools/${tool}/claims`)).json();
    return claims.find((claim: { id: number }) => String(claim.id) === id).quote as string;
  });
  const marked = await page.locator('mark[data-focused]').allInnerTexts();
  expect(marked.join('').replace(/\s+/g, ' ')).toBe(quote.replace(/\s+/g, ' '));
  await context.close();
});

test('whoever decides second is told who was first, and nothing is overwritten', async () => {
  const first = await open(browser, server);
  const second = await open(browser, server);
  await signIn(first.page, 'maja');
  await goToQueue(first.page);
  // The second one hears no news: exactly the case in which two collide.
  await second.page.route('**/api/events*', (route) => route.abort());
  await signIn(second.page, 'rosa');
  await goToQueue(second.page);

  const id = await idOf(second.page);
  await first.page.goto(`/review?tool=${id}`);
  await heading(first.page).waitFor();
  await first.page.keyboard.press('a');
  await expect.poll(() => status(first.page, id)).toBe('approved');

  await second.page.keyboard.press('r');
  await second.page.getByRole('dialog').waitFor();
  await second.page.keyboard.press('1');
  await second.page.getByText(/was not rejected\. The tool is approved: maja decided/).waitFor();
  expect(await status(first.page, id)).toBe('approved');
  await first.context.close();
  await second.context.close();
});

test('a viewer looks and cannot act', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'vera');
  await goToQueue(page);
  const id = await idOf(page);
  await page.keyboard.press('a');
  await page.keyboard.press('r');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  expect(await status(page, id)).toBe('review');
  await context.close();
});

test('a merge folds one tool into another, and is taken back', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'maja');
  await goToQueue(page);
  const name = await heading(page).innerText();
  const id = await idOf(page);
  await page.locator('[data-claim]').first().waitFor();
  await page.keyboard.press('d');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  if (await dialog.getByRole('button', { name: 'Another tool…' }).isVisible()) {
    await dialog.getByRole('button', { name: 'Another tool…' }).click();
  }
  await dialog.locator('li button').first().click();
  await dialog.getByRole('button', { name: /^Merge into/ }).click();
  await page.getByText(`Merged ${name}`).waitFor();
  await expect.poll(async () => (await page.request.get(`/api/tools/${id}`)).status()).toBe(404);
  await page.keyboard.press('z');
  await expect.poll(async () => (await page.request.get(`/api/tools/${id}`)).status()).toBe(200);
  await context.close();
});

test('a session that ends leads to the sign-in and back to the same place', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'rosa');
  await goToQueue(page);
  await page.keyboard.press('j');
  await page.waitForURL(/tool=\d+/);
  const { pathname, search } = new URL(page.url());
  await context.clearCookies();
  await page.keyboard.press('a');
  await page.waitForURL(/\/login/);
  await page.getByText('Your session ended').waitFor();
  await page.getByLabel('Username').fill('rosa');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === pathname);
  expect(new URL(page.url()).search).toContain('tool=');
  expect(search).toContain('tool=');
  await context.close();
});
