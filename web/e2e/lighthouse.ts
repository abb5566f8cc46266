import { createServer } from 'node:net';
import lighthouse, { desktopConfig } from 'lighthouse';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, open, signIn } from './support/browser';
import { type GleanServer, startServer } from './support/server';

const least = 95;

/** A busy machine makes a run slower than it is, and never quicker: the best of as many counts. */
const runs = Number(process.env.LIGHTHOUSE_RUNS ?? 3);

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const metrics = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
];
type Scores = Record<(typeof categories)[number], number>;

const audited = [
  { name: 'Sign in', path: '/login', anonymous: true },
  { name: 'Dashboard', path: '/' },
  { name: 'Review', path: '/review' },
  { name: 'Tools', path: '/tools' },
];

let server: GleanServer;
let browser: Browser;
let port: number;
let cookie: string;

beforeAll(async () => {
  port = await freePort();
  [server, browser] = await Promise.all([startServer(), launch([`--remote-debugging-port=${port}`])]);
  await server.addUser('maja', 'admin');
  const { context, page } = await open(browser, server);
  await signIn(page, 'maja');
  cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

// The sign-in first: what a visit leaves in the browser stays there, and would have it ask for a session that it does not have.
for (const { name, path, anonymous } of audited) {
  for (const device of ['desktop', 'phone'] as const) {
    test(`${name} on a ${device}`, async () => {
      let best: Scores | undefined;
      let lacking: string[] = [];
      for (let run = 0; run < runs && (best === undefined || sum(best) < 400); run += 1) {
        const { scores, lacks, timings } = await audit(path, anonymous ? {} : { cookie }, device);
        process.stdout.write(`${device.padEnd(8)} ${name.padEnd(10)} ${Object.values(scores).join(' ')}  ${timings}\n`);
        if (best === undefined || sum(scores) > sum(best)) {
          [best, lacking] = [scores, lacks];
        }
      }
      expect(Math.min(...Object.values(best!)), lacking.join('\n')).toBeGreaterThanOrEqual(least);
    });
  }
}

const sum = (scores: Scores) => Object.values(scores).reduce((all, one) => all + one, 0);

async function audit(path: string, extraHeaders: Record<string, string>, device: 'desktop' | 'phone') {
  const result = await lighthouse(
    `${server.url}${path}`,
    { port, output: 'json', logLevel: 'error', onlyCategories: [...categories], extraHeaders },
    device === 'desktop' ? desktopConfig : undefined,
  );
  const report = result!.lhr;
  if (report.runtimeError) {
    throw new Error(`${path}: ${report.runtimeError.message}`);
  }
  // A page that led elsewhere, such as to the sign-in, is not the one that was asked for.
  expect(new URL(report.finalDisplayedUrl).pathname).toBe(path);
  const scores = Object.fromEntries(
    categories.map((id) => [id, Math.round((report.categories[id]?.score ?? 0) * 100)]),
  ) as Scores;
  const lacks = Object.values(report.audits)
    .filter(({ score }) => score !== null && score < 0.9)
    .map(({ id, score, displayValue, details }) => `${id}: ${score} ${displayValue ?? ''} ${where(details)}`);
  const timings = metrics.map((id) => `${id} ${report.audits[id]?.displayValue}`).join(', ');
  return { scores, lacks, timings };
}

/** The elements or addresses that an audit is about. */
function where(details: unknown): string {
  const items = (
    details as { items?: { node?: { selector?: string }; url?: string; description?: string }[] } | undefined
  )?.items;
  return (Array.isArray(items) ? items : [])
    .slice(0, 3)
    .map(({ node, url, description }) => node?.selector ?? url ?? description ?? '')
    .join('; ');
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
