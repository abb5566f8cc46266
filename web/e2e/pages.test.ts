import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from './support/axe';
import { launch, open, sameSession, signIn, widths } from './support/browser';
import { picture } from './support/picture';
import { type GleanServer, startServer } from './support/server';
import { startShop, watchShop } from './support/shop';

/** Every page, and each that looks different by what is open on it. `name` is that of its picture. */
const pages: readonly { path: string; name?: string; ready: string; anonymous?: boolean }[] = [
  { path: '/login', name: 'sign-in', ready: 'form', anonymous: true },
  { path: '/setup', name: 'setup', ready: 'ol' },
  { path: '/', name: 'dashboard', ready: '[aria-label="Funnel"]' },
  { path: '/jobs', name: 'jobs', ready: '[role="tabpanel"] h2' },
  { path: '/jobs?tab=history', ready: '[role="row"] button' },
  { path: '/jobs?job=JOB', ready: '[role="log"]' },
  { path: '/jobs?tab=schedules', ready: 'dl' },
  { path: '/discoveries', ready: '[data-discovery]' },
  { path: '/discoveries?id=1', name: 'discoveries', ready: '[aria-label="Text"]' },
  { path: '/discoveries?state=set-aside', ready: 'h2' },
  { path: '/changes', ready: '[data-change]' },
  { path: '/changes?id=1', name: 'changes', ready: 'table' },
  { path: '/changes?id=1&view=unified', ready: 'table' },
  { path: '/changes?tab=edits', ready: '[role="tabpanel"] li' },
  { path: '/changes?tab=unchecked', ready: '[role="tabpanel"] li' },
  { path: '/reports', name: 'reports', ready: 'article' },
  { path: '/reports?kind=index', ready: 'article' },
  { path: '/reports?kind=changelog&time=days&since=2026-01-01', ready: 'article' },
  { path: '/reports?tab=files', ready: '[role="tabpanel"] li, [role="tabpanel"] h2' },
  { path: '/reports?tab=feeds', ready: '[role="tabpanel"] li' },
  { path: '/sources', ready: '[data-source]' },
  { path: '/sources?source=rss&of=rss', name: 'sources', ready: 'dl' },
  { path: '/system', name: 'system', ready: 'dl' },
  { path: '/system?tab=backups', ready: '[role="tabpanel"] h2' },
  { path: '/system?tab=tasks', ready: '[role="tabpanel"] table' },
  { path: '/system?tab=audit', ready: '[role="row"]' },
  { path: '/system?tab=log', ready: '[data-log] li' },
  { path: '/review', ready: 'h1' },
  { path: '/review?tool=TOOL&claim=CLAIM', name: 'review', ready: '[data-claim]' },
  { path: '/review?tool=1', ready: '[data-claim]' },
  { path: '/review?tool=1&view=evidence', ready: 'mark' },
  { path: '/review?part=snoozed', ready: 'h1' },
  { path: '/tools', name: 'tools', ready: '[role="row"] a' },
  { path: '/tools?search=nothing-is-called-that', ready: 'h2' },
  { path: '/tools/1', name: 'tool', ready: '[data-claim]' },
  { path: '/tools/1?tab=history', ready: '[role="tab"]' },
  { path: '/tools/1?tab=prices', name: 'tool-prices', ready: 'figure' },
  { path: '/tools/1?tab=changes', ready: '[role="tabpanel"] li' },
  { path: '/tools/1?tab=pages', ready: '[role="tabpanel"] li' },
  { path: '/tools/1?tab=merges', ready: '[role="tab"]' },
  { path: '/tools/999999', ready: 'h2' },
  { path: '/settings', name: 'settings', ready: '[role="tabpanel"] form' },
  { path: '/settings?tab=focus', name: 'settings-focus', ready: 'details' },
  { path: '/settings?tab=notifications', name: 'settings-notifications', ready: '[aria-label="Templates"] textarea' },
  { path: '/settings?tab=models', ready: '[role="tabpanel"] li' },
  { path: '/settings?tab=retention', ready: '[role="tabpanel"] form' },
  { path: '/settings?tab=thresholds', ready: 'fieldset' },
  { path: '/settings?tab=all', ready: '[role="tabpanel"] li' },
  { path: '/settings?tab=all&search=nothing-is-called-that', ready: '[role="tabpanel"] h2' },
  { path: '/users', name: 'users', ready: '[role="tabpanel"] li' },
  { path: '/users?tab=tokens', ready: '[role="tabpanel"] h2' },
];

/** Where to put pictures; none are made when unset. Those of the widest window alone, unless other widths are named. */
const pictures = process.env.GLEAN_SCREENSHOTS;
const pictured = (process.env.GLEAN_SCREENSHOT_WIDTHS ?? '1440').split(',').map(Number);

let server: GleanServer;
let browser: Browser;
let session: BrowserContext;
/** What stands for the words in capitals of a path: a job, a tool that waits for review, and one of its claims. */
let places: Record<string, string>;

beforeAll(async () => {
  server = await startServer({ env: { GLEAN_EGRESS_ALLOW: '127.0.0.1' } });
  await server.addUser('maja', 'admin');
  await server.addUser('rosa', 'reviewer');
  await server.addUser('vera', 'viewer');
  browser = await launch();
  const { context, page } = await open(browser, server);
  await signIn(page, 'maja');
  session = context;
  const shop = await startShop();
  await watchShop(server, shop, page, 1);
  await shop.stop();
  places = await decideSome(page);
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
  }
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Decides on some tools, so that there is something to see of that. @returns what pages can then be opened on. */
async function decideSome({ request }: Page): Promise<typeof places> {
  const queue = (await (await request.get('/api/review/queue?limit=200')).json()).items as {
    id: number;
    claims: number;
  }[];
  const decided = queue.slice(3, 15).filter((item) => item.id !== 1);
  const put = (ids: number[], more: object) =>
    request.put('/api/tools/bulk/status', { data: { tool_ids: ids, ...more } });
  await put(
    decided.slice(0, 8).map((item) => item.id),
    { status: 'approved' },
  );
  await put(
    decided.slice(8).map((item) => item.id),
    { status: 'rejected', rejection_reason: 'no tool for sales' },
  );
  const tool = queue.find((item) => item.claims > 4) ?? queue[0]!;
  const { claims } = await (await request.get(`/api/tools/${tool.id}/claims`)).json();
  const { jobs } = await (await request.get('/api/jobs?status=completed&limit=1')).json();
  return { TOOL: String(tool.id), CLAIM: String(claims[0].id), JOB: jobs[0].id };
}

for (const theme of ['light', 'dark'] as const) {
  for (const width of widths) {
    test(`no page has a finding of axe, an error or a sideways scrollbar: ${theme}, ${width} px`, async () => {
      const found: string[] = [];
      for (const anonymous of [true, false]) {
        const { context, page, errors } = await open(browser, server, { width, theme });
        if (!anonymous) {
          await sameSession(session, context);
        }
        for (const { path, name, ready } of pages.filter((p) => (p.anonymous ?? false) === anonymous)) {
          await page.goto(path.replace(/[A-Z]{3,}/g, (word) => places[word] ?? word));
          await page.locator(ready).first().waitFor({ state: 'attached' });
          await page.waitForLoadState('load');
          found.push(...(await violations(page)).map((finding) => `${path}: ${finding}`));
          const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          if (beyond > 0) {
            found.push(`${path}: ${beyond} px wider than the window`);
          }
          if (pictures && name && pictured.includes(width)) {
            await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
            const file = width === 1440 ? `${name}-${theme}.png` : `${name}-${width}-${theme}.png`;
            await picture(page, join(pictures, file));
          }
        }
        // What the browser itself says of the tool that is not there.
        found.push(...errors.filter((error) => !error.includes('404')));
        await context.close();
      }
      expect(found).toEqual([]);
    }, 180_000);
  }
}
