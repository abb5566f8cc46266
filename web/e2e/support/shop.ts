import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import type { GleanServer } from './server';

/** The site of a vendor whose prices change, on a port of this machine; `GLEAN_EGRESS_ALLOW` must list 127.0.0.1. */
export interface Shop {
  url: string;
  /** A month and user, in dollars. */
  price: number;
  features: string[];
  stop: () => Promise<void>;
}

export async function startShop(): Promise<Shop> {
  const shop = { price: 49, features: ['Call notes', 'Lead lists', 'Up to 5 mailboxes'] };
  const server = createServer((request, response) => {
    if (request.url === '/robots.txt') {
      response.setHeader('Content-Type', 'text/plain').end('User-agent: *\nAllow: /\n');
    } else if (request.url === '/pricing') {
      response.setHeader('Content-Type', 'text/html').end(pricing(shop));
    } else if (request.url === '/feed.xml') {
      response.setHeader('Content-Type', 'application/rss+xml').end(feed);
    } else if (request.url === '/') {
      response.setHeader('Content-Type', 'text/html').end(home);
    } else if (request.url === '/changelog') {
      response.writeHead(403).end();
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(shop, {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  });
}

const frame = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main>${body}</main></body></html>`;

const home = frame(
  'Quillfern',
  '<h1>Quillfern</h1><p>It writes the notes of your sales calls and keeps the pipeline tidy.</p><p><a href="/pricing">Pricing</a> <a href="/changelog">Changelog</a></p>',
);

const feed = `<rss version="2.0"><channel><title>Notes of Quillfern</title>
  <item><title>An AI SDR tool for sales teams</title><link>https://quillfern.example/1</link><description>Sales automation and lead enrichment for the CRM.</description></item>
  <item><title>Roses in May</title><link>https://quillfern.example/2</link><description>How to cut them.</description></item>
  </channel></rss>`;

const pricing = ({ price, features }: Pick<Shop, 'price' | 'features'>) =>
  frame(
    'Pricing of Quillfern',
    `<h1>Pricing</h1>
     <section><h2>Free</h2><p>$0</p><ul><li>Ten calls a month</li></ul></section>
     <section><h2>Pro</h2><p>$${price} per user per month</p><ul>${features.map((feature) => `<li>${feature}</li>`).join('')}</ul></section>
     <section><h2>Enterprise</h2><p>Contact us</p><ul><li>A manager of your own</li></ul></section>`,
  );

/** Makes the tool the shop's, approves it, and lets the real tracker see prices and features change. */
export async function watchShop(server: GleanServer, shop: Shop, page: Page, toolId: number): Promise<void> {
  const path = `/api/tools/${toolId}`;
  const { name, category } = await (await page.request.get(path)).json();
  const headers = { Origin: server.url };
  await page.request.put(path, { headers, data: { name, category, url: `${shop.url}/` } });
  await page.request.put(`${path}/status`, { headers, data: { status: 'approved' } });
  await server.glean('update', '--tool', String(toolId));
  shop.price = 59;
  shop.features = ['Call notes', 'Lead lists', 'Up to 9 mailboxes', 'Shared inbox'];
  await server.glean('update', '--tool', String(toolId));
}
