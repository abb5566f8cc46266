import { readFileSync } from 'node:fs';
import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { statisticsQuery } from '@/features/dashboard/queries';
import { queueQuery } from '@/features/review/queries';

const boot = readFileSync('src/app/boot.js', 'utf8');

afterEach(() => vi.unstubAllGlobals());

/** The address that a page asks. */
async function asked(ask: (client: QueryClient) => Promise<unknown>): Promise<string> {
  const fetch = vi.fn(async (_request: Request) => Response.json({}));
  vi.stubGlobal('fetch', fetch);
  await ask(new QueryClient());
  const { pathname, search } = new URL(fetch.mock.calls[0]![0].url, 'http://localhost');
  return pathname + search;
}

test('what is fetched early is what the pages ask for', async () => {
  const dashboard = await asked((client) => client.fetchQuery(statisticsQuery(30)));
  const review = await asked((client) => client.fetchQuery(queueQuery('waiting', null)));
  expect(boot).toContain(`'/': '${dashboard}'`);
  expect(boot).toContain(`'/review': '${review}'`);
});
