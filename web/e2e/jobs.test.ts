import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open, signIn } from './support/browser';
import { type SlowFeed, startSlowFeed } from './support/feed';
import { type GleanServer, startServer } from './support/server';

let server: GleanServer;
let browser: Browser;
let feed: SlowFeed;

beforeAll(async () => {
  [server, browser, feed] = await Promise.all([
    startServer({ demo: false, env: { GLEAN_EGRESS_ALLOW: '127.0.0.0/8' } }),
    launch(),
    startSlowFeed(),
  ]);
  await server.addUser('rosa', 'reviewer');
});

afterAll(async () => {
  await browser?.close();
  await feed?.stop();
  await server?.stop();
});

const stats = async (page: Page) => (await page.request.get('/api/stats')).json();
const pane = (page: Page) => page.getByRole('region', { name: 'Job', exact: true });
const status = (page: Page, word: string) => pane(page).getByText(word, { exact: true });

test('sample texts are collected, analyzed and curated, and the page tells each end by itself', async () => {
  const { page, context, errors } = await open(browser, server);
  await signIn(page, 'rosa', '/jobs?demo=1');
  await page.getByText('live', { exact: false }).first().waitFor();

  await page.getByRole('button', { name: 'Run Hacker News', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Watch' }).press('Enter');
  await page.waitForURL(/job=/);
  await status(page, 'Completed').waitFor();
  await pane(page).getByRole('log').getByRole('listitem').first().waitFor();
  const collected = (await stats(page)).unprocessed_discoveries as number;
  expect(collected).toBeGreaterThan(0);

  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await page.getByText(`${collected} texts wait to be read.`).waitFor();
  await page.keyboard.press('Shift+A');
  await page.getByText('0 texts wait to be read.').waitFor();
  await page.keyboard.press('Shift+C');
  await page.getByText(/[1-9]\d* tools? waits? for review now/).waitFor();
  expect((await stats(page)).review).toBeGreaterThan(0);
  expect(errors).toEqual([]);
  await context.close();
});

test('a job that somebody else started is seen as it comes, grows and ends', async () => {
  const watching = await open(browser, server);
  await signIn(watching.page, 'rosa', '/jobs');
  await watching.page.getByText('Reviewer · live').waitFor();
  const running = watching.page.getByRole('region', { name: 'Running jobs' });
  await running.waitFor({ state: 'attached' });
  await watching.page.waitForLoadState('load');

  // Nothing polls while news come by themselves, so that what is seen here came as an event.
  await watching.page.request.post('/api/jobs/scout', { data: { scout_type: 'rss', feeds: [feed.url('one')] } });
  await running.getByText('Running').waitFor();
  await feed.asked('one');
  await running.getByRole('button', { name: 'Scout RSS' }).press('Enter');
  await status(watching.page, 'Running').waitFor();
  feed.answer('one');
  await status(watching.page, 'Completed').waitFor();
  await watching.context.close();
});

test('a running job is cancelled by its key, and can be run again', async () => {
  const { page, context } = await open(browser, server);
  await signIn(page, 'rosa', '/jobs');
  const answer = await page.request.post('/api/jobs/scout', {
    data: { scout_type: 'rss', feeds: [feed.url('never')] },
  });
  const { job_id: id } = await answer.json();
  await feed.asked('never');
  await page.goto(`/jobs?job=${id}`);
  await status(page, 'Running').waitFor();

  await page.keyboard.press('Shift+X');
  await status(page, 'Cancelled').waitFor();
  expect((await (await page.request.get(`/api/jobs/${id}`)).json()).status).toBe('cancelled');

  await page.keyboard.press('Shift+R');
  await page.waitForURL((url) => url.searchParams.get('job') !== id);
  await status(page, 'Running').waitFor();
  await page.keyboard.press('Shift+X');
  await status(page, 'Cancelled').waitFor();
  await context.close();
});
