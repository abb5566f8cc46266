import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open, signIn } from './support/browser';
import { gathered, hostile } from './support/hostile';
import { type GleanServer, startServer } from './support/server';

let server: GleanServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ demo: false }), launch()]);
  await server.addUser('maja', 'admin');
  const others = gathered();
  if (others.length === 0) {
    process.stdout.write('GATHERED STRINGS ARE ABSENT: no corpora at hand, only our own are tried.\n');
  }
  const texts = [...Object.values(hostile), ...others];

  await put('tools', [
    // A name is one of the few things with a limit; what is longer stands in descriptions and texts.
    ...texts.map((text, at) => ({ name: text.slice(0, 180), url: `https://tool-${at}.example`, description: text })),
    { name: 'Linked', url: 'javascript:window.__ran=1', description: 'Its address is a script' },
  ]);
  await put(
    'discoveries',
    texts.map((text, at) => ({
      source: 'rss',
      source_url: `https://text-${at}.example/?q=<script>window.__ran=1</script>`,
      title: text.slice(0, 400),
      text: `HubSpot costs $45 per seat and month ${text} for us.\n\n${text}\n\nHubSpot integrates with ${text} and with Slack.`,
      metadata: { author: text.slice(0, 100) },
    })),
  );
  await server.glean('analyze', '--analyzer', 'rules');
  await server.glean('curate', '--min-score', '0', '--max-queue', '500');
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function put(what: 'tools' | 'discoveries', rows: readonly object[]): Promise<void> {
  const file = join(server.folder, `${what}.jsonl`);
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  // Some lines are refused, with their number, and the rest goes in; that is for other tests to see.
  await server.glean('import', what, file).catch(() => undefined);
}

/** Watches for everything that text must not be able to do. */
async function watch(page: Page): Promise<string[]> {
  const seen: string[] = [];
  page.on('dialog', (dialog) => {
    seen.push(`a dialog said ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url)) {
      seen.push(`a request went to ${request.url().slice(0, 120)}`);
    }
  });
  await page.exposeFunction('reportViolation', (what: string) => seen.push(`the policy was broken: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      (globalThis as unknown as { reportViolation: (what: string) => void }).reportViolation(
        `${event.violatedDirective} by ${event.blockedURI}`,
      ),
    );
  });
  return seen;
}

/** What is wrong with the page as it stands. */
function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if ('__ran' in window) {
      found.push('a script of somebody else ran');
    }
    const beyond = document.documentElement.scrollWidth - window.innerWidth;
    if (beyond > 0) {
      found.push(`the page is ${beyond} px wider than the window`);
    }
    for (const link of document.querySelectorAll('a[href]')) {
      if (!/^(?:https?:\/\/|[/?#])/.test(link.getAttribute('href') ?? '')) {
        found.push(`a link leads to ${link.getAttribute('href')}`);
      }
    }
    for (const stranger of document.querySelectorAll(
      'main iframe, main img, main style, main script, main [onerror]',
    )) {
      found.push(`there is a ${stranger.tagName} on the page`);
    }
    return found;
  });
}

test('hostile words came as far as the names, claims, quotes and texts that the pages show', async () => {
  const claims = JSON.parse(await server.glean('export', 'claims', '--format', 'json')) as { quote: string }[];
  const tools = JSON.parse(await server.glean('export', 'tools', '--format', 'json')) as { name: string }[];
  expect(claims.filter((claim) => claim.quote.includes('<script>')).length).toBeGreaterThan(0);
  expect(claims.filter((claim) => claim.quote.includes('\u202e')).length).toBeGreaterThan(0);
  expect(tools.map((tool) => tool.name)).toEqual(expect.arrayContaining([hostile.script, hostile.handler]));
});

for (const width of [320, 1440]) {
  test(`hostile words are only ever text, and break no page: ${width} px`, async () => {
    const { page, context, errors } = await open(browser, server, { width });
    const seen = await watch(page);
    await signIn(page, 'maja', '/tools');
    const found = new Set<string>();
    const look = async (where: string) => {
      for (const fault of await faults(page)) {
        found.add(`${where}: ${fault}`);
      }
    };
    const visit = async (path: string, ready: string) => {
      await page.goto(path);
      await page.locator(ready).first().waitFor({ state: 'attached' });
      await look(path);
    };

    const { tools } = await (await page.request.get('/api/tools?limit=200&sort_by=created_at&sort_order=asc')).json();
    const { discoveries } = await (await page.request.get('/api/discoveries?limit=200')).json();
    const named = (tools as { id: number; name: string }[]).filter((tool) => tool.name !== 'HubSpot');
    const hub = (tools as { id: number; name: string }[]).find((tool) => tool.name === 'HubSpot');

    for (const sort of ['asc', 'desc']) {
      await visit(`/tools?sort_by=name&sort_order=${sort}`, '[role="row"] a');
    }
    await visit(`/tools/${hub!.id}`, '[data-claim]');
    await visit(`/review?tool=${hub!.id}`, '[data-claim]');
    await visit(`/review?tool=${hub!.id}&view=evidence`, 'mark');
    await visit('/review', 'h1');
    for (const { id } of named.slice(0, Object.keys(hostile).length + 1)) {
      await visit(`/tools/${id}`, '[role="tab"]');
    }
    await visit('/discoveries', '[data-discovery]');
    for (const { id } of (discoveries as { id: number }[]).slice(-Object.keys(hostile).length)) {
      await visit(`/discoveries?id=${id}`, '[aria-label="Text"]');
    }

    // What is done with them is told in messages, dialogs, the palette and the activity.
    const script = named.find((tool) => tool.name === hostile.script)!;
    await visit(`/review?tool=${script.id}`, '[data-tool] header h2');
    await page.keyboard.press('r');
    await page.getByRole('dialog').waitFor();
    await look('the dialog of reasons');
    await page.keyboard.press('1');
    await page
      .getByText(/^Rejected/)
      .first()
      .waitFor();
    await look('the message');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find or do anything' }).waitFor();
    await page.keyboard.type('Barley<script');
    await page.getByRole('option').filter({ hasText: 'Barley<script>' }).waitFor();
    await look('the palette');
    await visit('/', '[aria-label="Funnel"]');
    await page.getByText('Barley<script>').first().waitFor();
    await look('the activity');

    expect([...found, ...seen, ...errors]).toEqual([]);
    await context.close();
  }, 240_000);
}
